"""Unions merge, split and end by the book: request, approval, settlement, then the register."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from niangjia.engines.matters.later.correcting import approve_correction, ask_correction
from niangjia.engines.matters.models import Matter, Task
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.papers import papers_about
from niangjia.engines.people.models import Coverage, Employer, Employment, Membership, Post, Union
from niangjia.engines.people.scope import acting
from niangjia.engines.people.unions.actions import Draft, found_union
from niangjia.engines.people.unions.models import Kind, Level
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.clock import today
from niangjia.services.founding.apart import refuse_both_sides
from niangjia.services.founding.changes.jobs import move_settling
from niangjia.services.founding.elections.models import Election
from niangjia.services.founding.models import Change, LegalPerson, SealSpecimen
from niangjia.services.founding.setting_up.certifying import begin_certificate
from niangjia.services.founding.terms.tests.samples import (
    ahead,
    all_of_it,
    done,
    on_file,
    printed,
    said,
    task_of,
    well_done,
)

if TYPE_CHECKING:
    from tests.harness.people import Cast

pytestmark = pytest.mark.django_db
MET = {"reason": "企业重组", "met": "2026-10-08", "due": "300", "present": "250", "votes": "200"}
LEFT = {"money": "工会经费12000元，移交合并后的工会", "certificate": "on", "seals": "on"}


def _url(cast: Cast, act: str, key: str = "mine") -> str:
    return f"/founding/desk/changes/{cast.union(key).pk}/{act}/"


def _asked(cast: Cast, act: str, key: str = "mine", who: str = "clerk", **typed: Any) -> Matter:
    answer = cast.client(who).post(_url(cast, act, key), {**MET, **typed})
    assert answer.status_code == 302, said(answer)
    return Matter.objects.latest("pk")


def _state(cast: Cast, key: str) -> str:
    return Union.objects.get(pk=cast.union(key).pk).state


def _approved(cast: Cast, matter: Matter) -> Matter:
    well_done(cast.client("chair"), matter, "submit")
    return well_done(cast.client("other_clerk"), matter, "approve")


def _settled(cast: Cast, matter: Matter, **typed: Any) -> Matter:
    """The checklist, then what is left."""
    chair, task = cast.client("chair"), task_of(matter)
    given = {"day": today().isoformat(), **LEFT, **typed}
    assert done(chair, matter, "settled", **given).status_code == 422, "the checklist first"
    assert chair.post(f"/desk/matters/tasks/{task.pk}/checklist/", {"point": ["0", "1", "2", "3"]}).status_code == 302
    return well_done(chair, matter, "settled", **given)


def test_who_may_ask_and_for_what(county: Cast) -> None:
    clerk, school = county.client("clerk"), county.union("school").code
    for wrong in (
        {"code": "999"}, {"code": county.union("mine").code}, {"reason": ""}, {"met": ""},
        {"met": ahead(1).isoformat()},
        {"due": "3", "present": "3", "votes": "3"}, {"congress": "on"},
        {"present": "199"}, {"present": "301"}, {"votes": "150"}, {"votes": "251"},
    ):  # fmt: skip
        answer = clerk.post(_url(county, "merge"), {**MET, "code": school, **wrong})
        assert answer.status_code == 422, wrong
    assert "企业重组" in answer.content.decode(), "nothing typed is lost"
    split = {**MET, "code": county.union("school").code, "name": "新工会"}
    assert clerk.post(_url(county, "split"), split).status_code == 422, "the code is taken"
    assert clerk.post(_url(county, "split"), {**split, "code": "110109"}).status_code == 422, "nothing goes along"
    assert county.client("upper_officer").post(_url(county, "merge"), MET).status_code == 403
    assert county.client("other_clerk").post(_url(county, "dissolve"), MET).status_code == 403
    assert Change.objects.count() == 0


def test_a_union_goes_into_another_once_everything_is_settled(county: Cast) -> None:
    mine, school = county.union("mine"), county.union("school")
    LegalPerson.objects.create(union=mine, act="first", number="110", issued=ahead(-900), expires=ahead(400))
    SealSpecimen.objects.create(union=mine, wording="石河煤矿工会委员会", cut=ahead(-900))
    matter = _asked(county, "merge", code=school.code)
    assert county.client("clerk").post(_url(county, "dissolve"), {**MET, "ground": "closed"}).status_code == 422
    page = county.client("chair").get(f"/desk/matters/{matter.pk}/").content.decode()
    assert school.name in page and "企业重组" in page
    _approved(county, matter)
    assert (matter.phase, _state(county, "mine")) == ("settling", "active")
    task = task_of(matter)
    county.client("chair").post(f"/desk/matters/tasks/{task.pk}/checklist/", {"point": ["0", "1", "2", "3"]})
    for wrong in ({"certificate": ""}, {"seals": ""}, {"money": ""}, {"day": ahead(1).isoformat()}):
        given = {"day": today().isoformat(), **LEFT, **wrong}
        assert done(county.client("chair"), matter, "settled", **given).status_code == 422, wrong
    well_done(county.client("chair"), matter, "settled", day=today().isoformat(), **LEFT)
    assert done(county.client("chair"), matter, "carry_out").status_code == 403
    officer = county.client("other_clerk")
    _given_up_after_all(county, matter)
    others = _under_way(county)
    stopped = done(officer, matter, "carry_out")
    assert stopped.status_code == 422
    assert all(one.number in said(stopped) for one in others) and "延期换届" in said(stopped)
    well_done(county.client("chair"), others[0], "drop", months="3", reason="x")
    Matter.objects.filter(pk=others[1].pk).update(subject_type="", subject_id="", union=school)  # as if of another
    well_done(officer, matter, "carry_out")
    assert (matter.phase, _state(county, "mine")) == ("granted", "merged")
    with all_of_it():
        assert Membership.objects.get(person=county.person("chair"), ended=None).union == school
    assert on_file(matter) == ["founding.asking", "founding.answer", "founding.legal_form"]
    asking, answer, form = papers_about(matter).order_by("pk")
    assert "应到300人" in printed(county, "other_clerk", asking)
    assert answer.union == county.union("county")
    assert "注销登记表" in printed(county, "other_clerk", form)
    assert (Union.objects.get(pk=mine.pk).certificate, LegalPerson.objects.get().ended) == ("", today())
    assert SealSpecimen.objects.get().handed_in == today()
    assert "12000" not in str(Change.objects.values())
    decide = Task.objects.select_related("union").filter(matter=matter, key="carry_out").latest("pk")
    with acting(county.actor("other_clerk")), pytest.raises(NotPossible):
        ask_correction(county.actor("other_clerk"), decide, "x")


def _given_up_after_all(county: Cast, matter: Matter) -> None:
    """What was settled before holds no more; then it is settled anew."""
    officer = county.client("other_clerk")
    back = {"way": "not_settled", "reason": "档案未移交"}
    assert officer.post(f"/desk/matters/tasks/{task_of(matter).pk}/sending-back/", back).status_code == 302
    well_done(county.client("chair"), matter, "give_up", reason="两单位不再重组")
    assert (done(officer, matter, "carry_out").status_code, _state(county, "mine")) == (422, "active")
    assert officer.post(f"/desk/matters/tasks/{task_of(matter).pk}/sending-back/", back).status_code == 302
    _settled(county, matter)


def _under_way(county: Cast) -> list[Matter]:
    """A delay that was asked for, a certificate that is to come: nobody could finish them for another union."""
    mine = county.union("mine")
    given = {"months": "3", "reason": "x"}
    assert county.client("clerk").post(f"/founding/desk/terms/{mine.pk}/delay/", given).status_code == 302
    election = Election.objects.create(union=mine, occasion="renewal", term=4, years=5, approved=today())
    delay, certificate = Matter.objects.latest("pk"), begin_certificate(election)
    assert isinstance(certificate, Matter)
    return [delay, certificate]


def test_between_two_townships_it_is_carried_out_above_both_or_given_up(county: Cast) -> None:
    """The union goes into one of another county: the city's federation carries it out, by whoever may there."""
    other = _other_county(county)
    matter = _asked(county, "merge", code=other.code)
    _approved(county, matter)
    chair = county.client("chair")
    assert done(chair, matter, "give_up").status_code == 422, "a reason is given"
    well_done(chair, matter, "give_up", reason="两单位不再重组")  # neither checklist nor money
    assert (matter.phase, task_of(matter).union) == ("carrying_out", county.union("city"))
    assert done(county.client("other_clerk"), matter, "not_carried", reason="x").status_code == 403
    assert done(county.client("upper_officer"), matter, "carry_out").status_code == 422, "nothing was settled"
    well_done(county.client("upper_officer"), matter, "not_carried", reason="两单位不再重组")
    assert papers_about(matter).filter(kind="founding.answer", revoked=None).count() == 1
    matter = _asked(county, "merge", code=other.code)
    _approved(county, matter)
    move_settling()
    assert task_of(matter).union == county.union("mine")
    Post.objects.filter(union=county.union("mine")).update(ends=ahead(-1))  # nobody is left there who could settle it
    move_settling()
    officer = county.client("upper_officer")
    assert task_of(matter).union == county.union("county")
    clerk, task = county.client("other_clerk"), task_of(matter)
    clerk.post(f"/desk/matters/tasks/{task.pk}/checklist/", {"point": ["0", "1", "2", "3"]})
    given = {"day": today().isoformat(), "money": LEFT["money"], "seals": "", "certificate": ""}
    assert done(clerk, matter, "settled", **given).status_code == 422
    well_done(clerk, matter, "settled", **given, lost="证书遗失，已登报声明作废")
    refuse_both_sides(county.actor("other_clerk"), matter)  # what was settled above was not done for the union
    well_done(officer, matter, "carry_out")
    assert (matter.phase, _state(county, "mine")) == ("granted", "merged")


def _other_county(cast: Cast) -> Union:
    """A base union of another county, with a past."""
    city = cast.union("city")
    with all_of_it():
        beside = found_union(
            PLATFORM,
            city,
            Draft(code="1102", name="临河县总工会", level=Level.COUNTY, kind=Kind.FEDERATION),
            day=ahead(-2000),
        )
        draft = Draft(code="110201", name="临河煤矿工会", level=Level.BASE, kind=Kind.INDEPENDENT)
        return found_union(PLATFORM, beside, draft, day=ahead(-1900))


def test_what_the_register_would_not_do_is_not_granted(county: Cast) -> None:
    matter = _asked(county, "merge", code=county.union("school").code)
    well_done(county.client("chair"), matter, "submit")
    Union.objects.filter(pk=county.union("school").pk).update(state="dissolved")
    refused = done(county.client("other_clerk"), matter, "approve")
    assert refused.status_code == 422 and matter.phase != "settling"
    Union.objects.filter(pk=county.union("school").pk).update(state="active")
    mine, shaft = county.union("mine"), county.union("shaft")
    Change.objects.update(other=shaft)  # below the union that would go into it
    assert done(county.client("other_clerk"), matter, "approve").status_code == 422
    assert not papers_about(matter).filter(kind="founding.answer").exists()
    Change.objects.update(other=county.union("school"))
    well_done(county.client("other_clerk"), matter, "approve")
    assert (matter.phase, _state(county, "mine")) == ("settling", "active"), "it was only tried"
    with all_of_it():
        assert Membership.objects.filter(union=mine, ended=None).exists()


def test_a_part_splits_off_with_an_employer_and_its_workers(county: Cast) -> None:
    mine = county.union("mine")
    other = Employer.objects.create(name="石河洗选厂")
    Coverage.objects.create(union=mine, employer=other, valid_from=ahead(-900))
    with all_of_it():
        Employment.objects.create(person=county.person("clerk"), employer=other, started=ahead(-900))
    matter = _asked(county, "split", code="110109", name="石河洗选厂工会委员会", employers=[other.pk])
    _approved(county, matter)
    chair, organiser = county.client("chair"), str(county.person("clerk").pk)
    given = {"day": today().isoformat(), "money": LEFT["money"]}
    chair.post(f"/desk/matters/tasks/{task_of(matter).pk}/checklist/", {"point": ["0", "1", "2", "3"]})
    assert done(chair, matter, "settled", **given).status_code == 422, "somebody prepares its first election"
    well_done(chair, matter, "settled", **given, organiser=str(county.person("other_clerk").pk))
    own = done(county.client("other_clerk"), matter, "carry_out")
    assert own.status_code == 422, "nobody carries out what they prepare"
    back = {"way": "not_settled", "reason": "另请一名同志筹备"}
    county.client("other_clerk").post(f"/desk/matters/tasks/{task_of(matter).pk}/sending-back/", back)
    _settled(county, matter, organiser=organiser)
    well_done(county.client("other_clerk"), matter, "carry_out")
    part = Union.objects.get(code="110109")
    assert (part.parent, part.name, Change.objects.get().other) == (
        county.union("county"),
        "石河洗选厂工会委员会",
        part,
    )
    with all_of_it():
        assert Membership.objects.get(person=county.person("clerk"), ended=None).union == part
        assert Membership.objects.get(person=county.person("chair"), ended=None).union == mine
    assert Coverage.objects.get(employer=other, valid_to=None).union == part
    assert Union.objects.get(pk=mine.pk).certificate, "the union that stays keeps its certificate"
    election = Election.objects.select_related("matter").get(union=part)
    assert (election.occasion, election.term) == ("founding", 1)
    assert election.matter and election.matter.phase == "naming"
    page = county.client("clerk").get(f"/founding/desk/elections/{election.pk}/candidates/")
    assert page.status_code == 200, "the organiser has a post there"


def test_a_union_whose_unit_closed_ends_and_memberships_are_kept(county: Cast) -> None:
    school = county.union("school")
    Union.objects.filter(pk=school.pk).update(certificate="学102", certificate_expires=ahead(90))
    from niangjia.engines.people.posts.models import Role

    Post.objects.create(union=school, person=county.person("member"), role=Role.CHAIR, started=ahead(-9))
    _ = county["member"]
    closed = {
        "ground": "closed",
        "reason": "学校撤并",
        "retain": "on",
        "met": "",
        "due": "",
        "present": "",
        "votes": "",
    }
    paper = LegalPerson.objects.create(
        union=school, act="first", number="学102", issued=ahead(-900), expires=ahead(400)
    )
    seal = SealSpecimen.objects.create(union=school, wording="石河小学工会", cut=ahead(-900))
    matter = _asked(county, "dissolve", "school", "other_clerk", **closed)
    chair = county.client("member")
    well_done(chair, matter, "submit")
    own = done(county.client("other_clerk"), matter, "approve")
    assert own.status_code == 422, "who prepared it for the school does not grant it for the county"
    well_done(county.client("upper_officer"), matter, "approve")
    county.client("member").post(
        f"/desk/matters/tasks/{task_of(matter).pk}/checklist/", {"point": ["0", "1", "2", "3"]}
    )
    well_done(chair, matter, "settled", day=today().isoformat(), **LEFT)
    well_done(county.client("upper_officer"), matter, "carry_out")
    assert _state(county, "school") == "dissolved"
    assert not LegalPerson.objects.filter(ended=None).exists()
    with all_of_it():
        assert Membership.objects.get(person=county.person("other_clerk")).state == "retained"
    assert "会籍可以保留" in printed(county, "upper_officer", papers_about(matter).earliest("pk"))
    task = Task.objects.select_related("union").get(matter=matter, key="carry_out")
    with acting(county.actor("other_clerk")):
        correction = ask_correction(county.actor("other_clerk"), task, "学校恢复办学")
    with acting(county.actor("upper_officer")):
        approve_correction(county.actor("upper_officer"), correction)
    assert (_state(county, "school"), Union.objects.get(pk=school.pk).certificate) == ("active", "学102")
    assert LegalPerson.objects.get(ended=None) == paper
    assert SealSpecimen.objects.get(handed_in=None) == seal


def test_a_union_with_members_and_matters_is_not_dissolved_and_a_refusal_says_why(county: Cast) -> None:
    matter = _asked(county, "dissolve", ground="decided")
    well_done(county.client("chair"), matter, "submit")
    well_done(county.client("other_clerk"), matter, "refuse", reason="会员未安置")
    assert "会员未安置" in printed(county, "other_clerk", papers_about(matter).latest("pk"))
    assert Change.objects.filter(ended=None).count() == 0
    matter = _asked(county, "dissolve", ground="decided")
    _approved(county, matter)
    county.client("clerk").post(
        f"/founding/desk/terms/{county.union('mine').pk}/delay/", {"months": "3", "reason": "x"}
    )
    _settled(county, matter)
    answer = done(county.client("other_clerk"), matter, "carry_out")
    assert answer.status_code == 422
    other = Matter.objects.latest("pk")
    well_done(county.client("chair"), other, "drop", months="3", reason="x")
    assert done(county.client("other_clerk"), matter, "carry_out").status_code == 422, "members are still there"
    assert _state(county, "mine") == "active"
    assert task_of(matter).key == "carry_out"
    officer = county.client("other_clerk")
    assert done(officer, matter, "not_carried").status_code == 422, "a reason is given"
    well_done(officer, matter, "not_carried", reason="会员未同意保留会籍")
    assert (matter.phase, Change.objects.filter(ended=None).count()) == ("not_carried", 0)
    first, last = papers_about(matter).filter(kind="founding.answer").order_by("pk")
    assert first.revoked and not last.revoked
    assert "会员未同意保留会籍" in printed(county, "other_clerk", last)
    with all_of_it():
        assert _asked(county, "dissolve", ground="decided").is_open, "nothing bars another request"
