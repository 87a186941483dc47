"""Officers change in mid-term: by-election, co-option, a chair who is moved; silence; taken back."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from niangjia.engines.matters.acts.otherwise import ends_otherwise
from niangjia.engines.matters.later.correcting import approve_correction, ask_correction
from niangjia.engines.matters.models import Matter, Task
from niangjia.engines.papers import papers_about
from niangjia.engines.people.claiming.tests.samples import known, number
from niangjia.engines.people.codes import Sex
from niangjia.engines.people.models import Membership, MembershipChange, Person, Post
from niangjia.engines.people.persons.merging import merge_persons
from niangjia.engines.people.posts.models import Role
from niangjia.engines.people.scope import acting
from niangjia.engines.rules.models import Setting
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.clock import now, today, travelled
from niangjia.services.founding.changes.jobs import consent_some, start_consenting
from niangjia.services.founding.elections.reading import voters_on
from niangjia.services.founding.models import Change
from niangjia.services.founding.terms.tests.samples import (
    ahead,
    all_of_it,
    done,
    entered,
    on_file,
    printed,
    said,
    task_of,
    well_done,
)

if TYPE_CHECKING:
    from tests.harness.people import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(cast: Cast) -> Cast:
    """The county has an officer and a chair; the member's number is known."""
    for who in ("other_clerk", "member"):
        _ = cast[who]
    county = cast.union("county")
    Post.objects.create(union=county, person=cast.person("other_clerk"), role=Role.OFFICER, started=ahead(-9))
    Post.objects.create(union=county, person=cast.person("upper_officer"), role=Role.CHAIR, started=ahead(-9))
    known(cast, "member", 871, phone="")
    _is(cast, Sex.FEMALE)
    entered(cast, term=4)
    return cast


def _is(cast: Cast, sex: Sex) -> None:
    with all_of_it():
        Person.objects.filter(pk=cast.person("member").pk).update(sex=sex)


def _typed(cast: Cast, **typed: Any) -> dict[str, Any]:
    given = {
        "way": "by_election", "role": "women_chair", "leaving": "", "name": "王小梅", "number": number(871),
        "day": today().isoformat(), "reason": "原人选调离", "due": "300", "present": "260", "votes": "240",
    }  # fmt: skip
    return {**given, **typed}


def _url(cast: Cast) -> str:
    return f"/founding/desk/changes/{cast.union('mine').pk}/officers/"


def _asked(cast: Cast, **typed: Any) -> Matter:
    answer = cast.client("clerk").post(_url(cast), _typed(cast, **typed))
    assert answer.status_code == 302, said(answer)
    return Matter.objects.latest("pk")


def _held(cast: Cast, role: Role) -> list[str]:
    with all_of_it():
        return [post.person.name for post in Post.objects.living(today()).filter(union=cast.union("mine"), role=role)]


def test_what_can_t_be_asked_for_is_said_at_its_field(office: Cast) -> None:
    clerk, url = office.client("clerk"), _url(office)
    chair = str(office.post("chair").pk)
    recall = {"way": "recalled", "leaving": chair, "role": "chair", "name": "", "number": ""}
    for wrong in (
        {"name": "", "number": ""},
        {"number": number(872)},
        {"present": "199"},
        {"votes": "150"},
        {"votes": "261"},
        {"due": ""},
        {"due": "3", "present": "3", "votes": "3"},
        {"congress": "on"},
        {"reason": ""},
        {"role": "clerk"},
        {"leaving": chair},
        {"leaving": chair, "role": "chair", "day": "2018-03-01"},
        {"ends": today().isoformat()},
        {"leaving": chair, "role": "chair", "name": "", "number": "", "votes": "0"},
        {**recall, "votes": "150"},
        {**recall, "leaving": ""},
        {**recall, "way": "co_opted"},
        {**recall, "name": "王小梅", "number": number(871)},
    ):
        answer = clerk.post(url, _typed(office, **wrong))
        assert answer.status_code == 422, wrong
        assert "260" in answer.content.decode() or "present" in wrong, "nothing typed is lost"
    _is(office, Sex.UNKNOWN)
    assert "由女性担任" in said(clerk.post(url, _typed(office)))
    _is(office, Sex.FEMALE)
    with all_of_it():
        Membership.objects.filter(person=office.person("member")).update(state="retained")
    assert clerk.post(url, _typed(office)).status_code == 422, "retained members are not electable"
    share = {"unit": "share", "basis": "本市规定", "valid_from": ahead(-100)}
    Setting.objects.create(union=office.union("city").pk, key="founding.majority", value="9/10", **share)
    assert "271" in said(clerk.post(url, {**_typed(office), **recall})), "the place's own figure holds"
    assert office.client("upper_officer").post(url, _typed(office)).status_code == 403
    assert Change.objects.count() == 0


def test_a_by_election_is_signed_answered_and_the_post_begins(office: Cast) -> None:
    matter = _asked(office)
    assert done(office.client("clerk"), matter, "submit").status_code == 403
    well_done(office.client("chair"), matter, "submit")
    assert task_of(matter).union == office.union("county")
    stays = _merged(office)
    Matter.objects.filter(pk=matter.pk).update(opened_by=office["other_clerk"])
    both = done(office.client("other_clerk"), matter, "approve")
    assert both.status_code == 422 and "由您代工会报送" in said(both), "who prepared it does not grant it"
    assert done(office.client("other_clerk"), matter, "refuse", reason="x").status_code == 422
    Matter.objects.filter(pk=matter.pk).update(opened_by=office["clerk"])
    task_of(matter)
    matter.tasks.filter(key="submit").update(done_by=office["other_clerk"])
    assert done(office.client("other_clerk"), matter, "approve").status_code == 422, "nor who signed it"
    matter.tasks.filter(key="submit").update(done_by=office["chair"])
    well_done(office.client("other_clerk"), matter, "approve")
    assert (matter.phase, _held(office, Role.WOMEN_CHAIR)) == ("granted", ["王小梅"])
    assert on_file(matter) == ["founding.asking", "founding.answer"]
    asking, answer = papers_about(matter).order_by("pk")
    post = Post.objects.get(role=Role.WOMEN_CHAIR)
    assert (post.paper, post.term, post.obtained) == (answer.number, 4, "elected")
    assert "应到300人" in printed(office, "clerk", asking)
    assert post.person_id == stays.pk, "the request followed the record that was merged"
    assert "王小梅" not in str(Change.objects.values())
    task = Task.objects.select_related("union").get(matter=matter, key="decide")
    officer, chair = office.actor("other_clerk"), office.actor("upper_officer")
    with acting(officer):
        correction = ask_correction(officer, task, "票数有误")
    with acting(chair):
        approve_correction(chair, correction)
    assert _held(office, Role.WOMEN_CHAIR) == []
    matter.refresh_from_db()
    assert matter.phase == "revoked"


def test_who_joins_after_the_vote_does_not_stop_it(office: Cast) -> None:
    """A membership is resumed while the request waits: the count of the meeting stays true."""
    with all_of_it():
        Membership.objects.filter(person=office.person("chair")).update(state="retained")
        count = str(voters_on(office.union("mine"), today()))
        row = Membership.objects.get(person=office.person("member"))
        MembershipChange.objects.create(membership=row, state="active", day=today())
        assert voters_on(office.union("mine"), ahead(-1)) == int(count) - 1, "whoever was resumed since is not asked"
    matter = _asked(office, due=count, present=count, votes=count)
    with all_of_it():
        Membership.objects.filter(person=office.person("chair")).update(state="active")
    fewer = done(office.client("chair"), matter, "submit", **_typed(office, due="1", present="1", votes="1"))
    assert fewer.status_code == 422, "what is typed anew is asked"
    well_done(office.client("chair"), matter, "submit")
    well_done(office.client("other_clerk"), matter, "approve")
    assert matter.phase == "granted"


def _merged(cast: Cast) -> Person:
    """Who comes had two records; they become one while the request is open."""
    with all_of_it():
        stays = Person.objects.create(home=cast.union("shaft"), name="王小梅", name_key="wang")
        merge_persons(PLATFORM, stays, Person.objects.get(pk=cast.person("member").pk))
        Person.objects.filter(pk=stays.pk).update(sex=Sex.FEMALE)  # the made-up number says otherwise
    return stays


def _moves_the_chair(cast: Cast) -> Matter:
    leaving = {"leaving": str(cast.post("chair").pk), "role": "chair", "way": "moved"}
    matter = _asked(cast, **leaving, votes="0")
    assert task_of(matter).key == "resolve"
    assert done(cast.client("chair"), matter, "agree").status_code == 422, "the committee meets"
    with ends_otherwise(task_of(matter), today()):
        well_done(cast.client("chair"), matter, "agree")
    return well_done(cast.client("chair"), matter, "submit")


def test_a_chair_is_moved_with_consent_of_committee_and_union_above(office: Cast) -> None:
    matter = _moves_the_chair(office)
    officer = office.client("other_clerk")
    assert done(officer, matter, "refuse").status_code == 422
    well_done(officer, matter, "approve")
    assert _held(office, Role.CHAIR) == ["王小梅"]
    assert "应到" not in printed(office, "clerk", papers_about(matter).earliest("pk")), "members did not vote"
    assert Post.objects.get(pk=office.post("chair").pk).ends == ahead(-1)
    task = Task.objects.select_related("union").get(matter=matter, key="decide")
    with acting(office.actor("other_clerk")):
        correction = ask_correction(office.actor("other_clerk"), task, "错报", after="refuse", told="主席未满任期")
    with acting(office.actor("upper_officer")):
        approve_correction(office.actor("upper_officer"), correction)
    assert _held(office, Role.CHAIR) == ["陈建国"]
    assert "主席未满任期" in printed(office, "other_clerk", papers_about(matter).latest("pk"))


def test_a_chair_is_recalled_by_more_than_half_of_all(office: Cast) -> None:
    recall = {"way": "recalled", "leaving": str(office.post("chair").pk), "role": "chair", "name": "", "number": ""}
    matter = _asked(office, **recall, votes="151")
    assert task_of(matter).key == "sign", "members decided: neither the committee nor who signs else has a say"
    for outcome in ("submit", "drop"):
        own = done(office.client("chair"), matter, outcome)
        assert own.status_code == 422 and "由其他同志办理" in said(own)
    well_done(office.client("clerk"), matter, "submit")
    back = {"way": "to_union", "reason": "请附会议记录"}
    office.client("other_clerk").post(f"/desk/matters/tasks/{task_of(matter).pk}/sending-back/", back)
    assert task_of(matter).key == "sign"
    well_done(office.client("clerk"), matter, "submit")
    assert "赞成151票" in printed(office, "clerk", papers_about(matter).earliest("pk"))
    well_done(office.client("other_clerk"), matter, "approve")
    assert _held(office, Role.CHAIR) == []


def test_the_committee_that_does_not_agree_ends_it_and_a_refusal_says_why(office: Cast) -> None:
    leaving = {"leaving": str(office.post("chair").pk), "role": "chair", "way": "moved"}
    matter = _asked(office, **leaving)
    with ends_otherwise(task_of(matter), today()):
        well_done(office.client("chair"), matter, "disagree")
    assert (matter.phase, Change.objects.filter(ended=None).count()) == ("disagreed", 0)
    matter = _asked(office)
    well_done(office.client("chair"), matter, "submit")
    well_done(office.client("other_clerk"), matter, "refuse", reason="人选不符合条件")
    assert "人选不符合条件" in printed(office, "other_clerk", papers_about(matter).latest("pk"))
    assert (matter.phase, _held(office, Role.WOMEN_CHAIR)) == ("refused", [])


def test_silence_counts_as_consent_only_where_the_place_says_so(office: Cast) -> None:
    matter = _moves_the_chair(office)
    work: Any = None
    with travelled(to=now() + timedelta(days=17)):
        start_consenting()
        consent_some(work, None)
        matter.refresh_from_db()
        assert matter.phase == "deciding", "silence is nothing"
        Setting.objects.create(
            union=office.union("city").pk, key="founding.silence_is_consent", value="1", unit="rounds",
            basis="本市规定", valid_from=ahead(-100),
        )  # fmt: skip
        step = consent_some(work, None)
    matter.refresh_from_db()
    assert (matter.phase, step.done) == ("granted", 1)
    assert on_file(matter) == ["founding.asking", "founding.consent"]
    with all_of_it():
        held = Post.objects.filter(union=office.union("mine"), role=Role.CHAIR, started=today())
        assert [post.person.name for post in held] == ["王小梅"]
