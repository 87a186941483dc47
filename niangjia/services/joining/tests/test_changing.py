"""A membership rests or ends: free to leave, decided by the committee else, put right when it was wrong."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from niangjia.engines.matters.acts.otherwise import ends_otherwise
from niangjia.engines.matters.later.correcting import approve_correction, ask_correction
from niangjia.engines.matters.later.entering import Paper, enter_paper
from niangjia.engines.matters.models import Matter, Task
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.notices.models import Notice
from niangjia.engines.papers import papers_about
from niangjia.engines.people.claiming.tests.samples import known, number
from niangjia.engines.people.memberships.enrolling import enrol
from niangjia.engines.people.memberships.leaving import resume_membership, retain_membership
from niangjia.engines.people.memberships.mending import record_death, take_back_death
from niangjia.engines.people.models import Membership, MembershipChange, Post
from niangjia.engines.people.posts.models import Role
from niangjia.engines.people.scope import acting
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.attachments.keeping import attachments_of
from niangjia.foundation.attachments.tests.samples import pdf
from niangjia.foundation.clock import now, today, travelled
from niangjia.services.joining.models import Talk

from .conftest import SENTENCED, all_of_it, done, task_of

if TYPE_CHECKING:
    from tests.harness.people import Cast

pytestmark = pytest.mark.django_db
URL = "/joining/change/"
Origin = Membership.Origin


def _state(cast: Cast) -> str:
    with all_of_it():
        return Membership.objects.get(person=cast.person("member")).state


def test_a_member_leaves_freely_and_no_committee_stands_in_the_way(cast: Cast) -> None:
    _ = cast["clerk"], cast["chair"]
    member = cast.client("member")
    assert member.post(URL, {"what": "expel", "reason": "x"}).status_code == 422
    assert member.post(URL, {"what": "withdraw", "reason": ""}).status_code == 422
    assert member.post(URL, {"what": "withdraw", "reason": "回乡务农"}).status_code == 302
    matter = Matter.objects.get()
    assert (matter.phase, task_of(matter).union) == ("recording", cast.union("mine"))
    assert (
        member.post(URL, {"what": "retain", "rest": "retired", "reason": "x"})["Location"] == f"/matters/{matter.pk}/"
    )
    assert done(cast.client("clerk"), task_of(matter), outcome="record").status_code == 302
    assert _state(cast) == "withdrawn"
    paper = papers_about(matter).get()
    printed = cast.client("clerk").get(f"/desk/papers/{paper.pk}/print/").content.decode()
    assert "退会确认书" in printed
    assert "回乡务农" in printed
    task = Task.objects.select_related("union").get(matter=matter)
    with acting(cast.actor("clerk")):
        correction = ask_correction(cast.actor("clerk"), task, "本人未提出退会")
    with acting(cast.actor("chair")):
        approve_correction(cast.actor("chair"), correction)
    assert _state(cast) == "active"


def test_a_union_enters_the_wish_of_a_member_from_the_signed_paper_alone(cast: Cast) -> None:
    url, who = _proposal(cast)
    clerk = cast.client("clerk")
    typed = {**who, "what": "withdraw", "reason": "本人要求"}
    day = today().isoformat()
    for wrong, field in (
        ({}, "scan"),
        ({"asked": day}, "scan"),
        ({"scan": SimpleUploadedFile("申请.pdf", pdf())}, "scan"),
        ({"asked": day, "scan": SimpleUploadedFile("申请.pdf", b"nothing")}, "scan"),
        ({"asked": "2999-01-01", "scan": SimpleUploadedFile("申请.pdf", pdf())}, "asked"),
    ):
        answer = clerk.post(f"{url}change/", {**typed, **wrong})
        told = f'id="id_change_{field}_error"' in answer.content.decode()
        assert (answer.status_code, told, Matter.objects.count()) == (422, True, 0), wrong
    file = SimpleUploadedFile("申请.pdf", pdf())
    assert clerk.post(f"{url}change/", {**typed, "asked": day, "scan": file}).status_code == 302
    matter = Matter.objects.get()
    assert [one.name.reveal() for one in attachments_of(matter)] == ["申请.pdf"]
    assert Notice.objects.filter(kind="joining.entered").count() == 1
    assert done(clerk, task_of(matter), outcome="record").status_code == 422, "a colleague looks at the scan"
    assert done(cast.client("chair"), task_of(matter), outcome="record").status_code == 302
    with all_of_it():
        last = MembershipChange.objects.latest("pk")
    assert ("本人要求" in last.reason, matter.number in last.reason) == (False, True), "why stays sealed"
    printed = clerk.get(f"/desk/papers/{papers_about(matter).get().pk}/print/").content.decode()
    assert "本人书面申请日期" in printed
    assert (_state(cast), day in printed) == ("withdrawn", True)
    assert _told(matter)[:2] == ["joining.entered", "joining.recorded"], "nobody has decided on it"


def _told(matter: Matter) -> list[str]:
    """What the person was told about it, in order."""
    rows = Notice.objects.filter(key__endswith=f".{matter.pk}")
    kinds = (
        "joining.entered",
        "joining.recorded",
        "joining.proposed",
        "joining.decided",
        "joining.dropped",
        "matters.ended",
    )
    return [kind for kind in kinds if rows.filter(kind=kind, people=1).exists()]


def _decide(matter: Matter, cast: Cast) -> None:
    """As a meeting does."""
    task = task_of(matter)
    with ends_otherwise(task, today()):
        done(cast.client("chair"), task, outcome="approve")


def _proposal(cast: Cast) -> tuple[str, dict[str, str]]:
    known(cast, "member", 871, phone="")
    for key in ("clerk", "chair", "upper_officer"):
        _ = cast[key]
    url = f"/joining/desk/{cast.union('mine').pk}/"
    return url, {"name": "王小梅", "number": number(871)}


def test_who_is_deemed_to_have_left_was_talked_to_on_several_days_before(cast: Cast) -> None:
    url, who = _proposal(cast)
    clerk = cast.client("clerk")
    typed = {**who, "what": "deem", "reason": "未缴会费", "since": "2026-03-31"}
    assert clerk.post(f"{url}change/", typed).status_code == 422, "no talk is recorded"
    talk = {**who, "day": "2026-09-01", "words": "说明了章程的规定"}
    for wrong in ({"day": "2999-01-01"}, {"words": " "}, {"name": "王大梅"}):
        assert clerk.post(f"{url}talks/", {**talk, **wrong}).status_code == 422
    assert cast.client("other_clerk").post(f"{url}talks/", talk).status_code == 404
    assert clerk.post(f"{url}talks/", {**talk, "day": "2018-02-28"}).status_code == 422, "before the membership"
    for day in ("2024-05-06", "2024-06-07", "2026-09-01", "2026-09-01"):
        assert clerk.post(f"{url}talks/", {**talk, "day": day}).status_code == 302
    tomorrow = now() + timedelta(days=1)
    with travelled(to=tomorrow):
        assert clerk.post(f"{url}change/", {**typed, "since": "2018-02-28"}).status_code == 422, "no member then"
        assert clerk.post(f"{url}change/", {**typed, "since": "9999-12-01"}).status_code == 422
        assert clerk.post(f"{url}change/", typed).status_code == 422, "one day, and those of a lapse before"
    assert clerk.post(f"{url}talks/", {**talk, "day": "2026-10-08", "words": "再次谈话"}).status_code == 302
    assert clerk.post(f"{url}change/", typed).status_code == 422, "what is written down today did not come before"
    with travelled(to=tomorrow):
        _is_deemed(cast, url, typed)


def _is_deemed(cast: Cast, url: str, typed: dict[str, str]) -> None:
    clerk = cast.client("clerk")
    late = clerk.post(f"{url}change/", {**typed, "since": "2026-08-01"})
    assert (late.status_code, "6" in late.content.decode()) == (422, True), "six months are not over"
    assert clerk.post(f"{url}change/", typed).status_code == 302
    assert "再次谈话" not in str(list(Talk.objects.values())), "sealed"
    matter = Matter.objects.get()
    done(cast.client("chair"), task_of(matter), outcome="approve")
    assert _state(cast) == "active", "nobody decides alone"
    assert done(cast.client("member"), task_of(matter), outcome="refuse").status_code in (403, 404)
    page = cast.client("chair").get(f"/desk/matters/{matter.pk}/").content.decode()
    assert ("未缴会费" in page, "再次谈话" in page, "研究视为自动退会" in page) == (True, True, True)
    post = cast.post("clerk")
    Post.objects.filter(pk=post.pk).update(role=Role.WOMEN_CHAIR)
    page = clerk.get(f"/desk/matters/{matter.pk}/").content.decode()
    assert ("视为自动退会" in page, "未缴会费" in page, "再次谈话" in page) == (True, False, False), (
        "not her business"
    )
    Post.objects.filter(pk=post.pk).update(role=post.role)
    told = cast.client("member").get(f"/matters/{matter.pk}/").content.decode()
    assert ("未缴会费" in told, "2026-09-01" in told) == (True, True), "what is proposed, and why"
    assert _told(matter) == ["joining.proposed"], "before it is decided"
    _decide(matter, cast)
    assert _state(cast) == "deemed_withdrawn"
    assert _told(matter) == ["joining.proposed", "joining.decided", "matters.ended"]
    printed = clerk.get(f"/desk/papers/{papers_about(matter).get().pk}/print/").content.decode()
    for said in ("谈话教育记录", "2026-09-01", "再次谈话", "2026-03-31"):
        assert said in printed
    assert "2024-05-06" not in printed, "of a lapse before"


def test_an_expulsion_is_reported_upward(cast: Cast) -> None:
    url, who = _proposal(cast)
    clerk = cast.client("clerk")
    expel = {**who, "what": "expel", "reason": "判处刑罚"}
    for lacks in SENTENCED:
        answer = clerk.post(f"{url}change/", {**expel, **SENTENCED, lacks: ""})
        told = f'id="id_change_{lacks}_error"' in answer.content.decode()
        assert (answer.status_code, told, Matter.objects.count()) == (422, True, 0), lacks
    assert clerk.post(f"{url}change/", {**expel, **SENTENCED}).status_code == 302
    matter = Matter.objects.get()
    # Decided on paper, entered now.
    paper = Paper(today() - timedelta(days=5), pdf(), "决定.pdf", "石矿工〔2026〕8号")
    with acting(cast.actor("chair")):
        enter_paper(cast.actor("chair"), task_of(matter), "approve", paper)
    task = task_of(matter)
    assert _told(matter) == ["joining.proposed", "joining.decided"], "not only once the union above has noted it"
    assert (_state(cast), task.key, task.union) == ("expelled", "report", cast.union("county"))
    assert done(clerk, task, outcome="noted").status_code == 403
    there = papers_about(matter).get()
    assert (there.number, there.dated) == (paper.number, paper.day)
    with all_of_it():
        assert Membership.objects.get(person=cast.person("member")).ended == paper.day
    with all_of_it():
        post = Post.objects.get(person=cast.person("upper_officer"), role=Role.OFFICER)
        Post.objects.filter(pk=post.pk).update(union=cast.union("county"))
    assert done(cast.client("upper_officer"), task, outcome="noted").status_code == 302
    matter.refresh_from_db()
    assert matter.phase == "changed"
    above, noted = cast.actor("upper_officer"), Task.objects.select_related("union").get(matter=matter, key="report")
    with acting(above), pytest.raises(NotPossible, match="作出决定的工会"):
        ask_correction(above, noted, "不同意开除")


def test_a_membership_is_kept_for_a_reason_of_the_rules_and_lives_again(cast: Cast) -> None:
    for key in ("clerk", "chair"):
        _ = cast[key]
    member = cast.client("member")
    assert member.post(URL, {"what": "retain", "reason": "合同到期"}).status_code == 422, "which kind of rest?"
    assert member.post(URL, {"what": "resume", "reason": "x"}).status_code == 422, "it is not kept"
    assert member.post(URL, {"what": "retain", "rest": "jobless", "reason": "合同到期"}).status_code == 302
    matter = rest = Matter.objects.get()
    _decide(matter, cast)
    assert _state(cast) == "retained"
    printed = cast.client("clerk").get(f"/desk/papers/{papers_about(matter).get().pk}/print/").content.decode()
    assert "合同到期" in printed
    assert member.post(URL, {"what": "resume", "reason": "重新就业"}).status_code == 302
    matter = Matter.objects.latest("pk")
    assert done(cast.client("clerk"), task_of(matter), outcome="record").status_code == 302
    assert _state(cast) == "active"
    task = Task.objects.select_related("union").get(matter=matter)
    with acting(cast.actor("clerk")):
        correction = ask_correction(cast.actor("clerk"), task, "点错了人")
    with acting(cast.actor("chair")):
        approve_correction(cast.actor("chair"), correction)
    assert _state(cast) == "retained"
    with acting(cast.actor("clerk")), pytest.raises(NotPossible, match="名册"):
        ask_correction(cast.actor("clerk"), Task.objects.select_related("union").get(matter=rest), "点错了人")
    assert member.post(URL, {"what": "withdraw", "reason": "回乡务农"}).status_code == 302
    left = Matter.objects.latest("pk")
    assert done(cast.client("clerk"), task_of(left), outcome="record").status_code == 302
    task = Task.objects.select_related("union").get(matter=left)
    with acting(cast.actor("clerk")):
        correction = ask_correction(cast.actor("clerk"), task, "点错了人")
    with all_of_it():
        enrol(PLATFORM, cast.person("member"), cast.union("school"), origin=Origin.APPLICATION, day=today())
    with acting(cast.actor("chair")), pytest.raises(NotPossible, match="名册"):
        approve_correction(cast.actor("chair"), correction)
    with all_of_it():
        assert Membership.objects.filter(person=cast.person("member"), state="withdrawn").exists(), "over"


def test_a_proposal_is_dropped_and_leaving_overtakes_what_lies_there(cast: Cast) -> None:
    url, who = _proposal(cast)
    clerk, member = cast.client("clerk"), cast.client("member")
    expel = {**who, **SENTENCED, "what": "expel", "reason": "判处刑罚"}
    assert clerk.post(f"{url}change/", expel).status_code == 302
    matter = Matter.objects.get()
    drop = f"/joining/desk/changes/{matter.pk}/end/"
    assert drop in clerk.get(f"/desk/matters/{matter.pk}/").content.decode()
    page = cast.client("chair").get(f"/desk/matters/{matter.pk}/").content.decode()
    assert (expel["reason"] in page, "研究开除会籍" in page) == (True, True), "who decides sees on what, and why"
    asked = clerk.get(drop).content.decode()
    assert ("confirm-title" in asked, "会籍不变" in asked) == (True, False), "an applicant has none"
    assert clerk.post(drop, {"reason": " "}).status_code == 422
    assert clerk.post(drop, {"reason": "提请有误"}).status_code == 302
    assert "提请有误" in member.get(f"/matters/{matter.pk}/").content.decode()
    matter.refresh_from_db()
    assert (matter.is_open, _state(cast)) == (False, "active")
    assert _told(matter) == ["joining.proposed", "joining.dropped"]
    assert clerk.post(f"{url}change/", expel).status_code == 302, "nothing is under way any more"
    lying = Matter.objects.latest("pk")
    assert member.post(URL, {"what": "retain", "rest": "retired", "reason": "x"})["Location"].endswith(f"{lying.pk}/")
    assert member.post(URL, {"what": "withdraw", "reason": "回乡务农"}).status_code == 302
    lying.refresh_from_db()
    leaving = Matter.objects.latest("pk")
    assert (lying.is_open, leaving.pk != lying.pk) == (False, True)
    assert clerk.post(f"/joining/desk/changes/{leaving.pk}/end/", {"reason": "x"}).status_code == 302
    leaving.refresh_from_db()
    assert leaving.is_open, "the member's own request is nobody else's to drop"
    assert done(clerk, task_of(leaving), outcome="record").status_code == 302
    assert _state(cast) == "withdrawn"


def test_a_wish_that_nothing_is_left_of_comes_to_its_end(cast: Cast) -> None:
    """The member dies, or the register lets a kept membership live again, before the wish is recorded."""
    clerk, member, person = cast.client("clerk"), cast.client("member"), cast.person("member")
    member.post(URL, {"what": "withdraw", "reason": "回乡务农"})
    matter = Matter.objects.get()
    with all_of_it():
        record_death(PLATFORM, person, day=today())
    assert done(clerk, task_of(matter), outcome="record").status_code == 302
    matter.refresh_from_db()
    assert (matter.phase, matter.is_open, papers_about(matter).count()) == ("over", False, 0)
    with all_of_it():
        take_back_death(PLATFORM, person, reason="登记有误")
        retain_membership(PLATFORM, Membership.objects.get(person=person), day=today(), reason="下岗")
    member.post(URL, {"what": "resume", "reason": "重新就业"})
    matter = Matter.objects.latest("pk")
    assert "登记恢复会籍" in clerk.get(f"/desk/matters/{matter.pk}/").content.decode()
    with all_of_it():
        resume_membership(PLATFORM, Membership.objects.get(person=person), day=today())
    assert done(clerk, task_of(matter), outcome="record").status_code == 302
    matter.refresh_from_db()
    assert matter.phase == "over"


def test_who_is_seconded_for_a_short_time_stays_where_they_are(cast: Cast) -> None:
    _url, who = _proposal(cast)
    url = f"/joining/desk/{cast.union('school').pk}/in/"
    teacher = cast.client("other_clerk")
    short = teacher.post(url, {**who, "months": "5"})
    assert (short.status_code, 'id="id_in_months_error"' in short.content.decode()) == (422, True)
    assert teacher.post(url, {**who, "months": "6"}).status_code == 302
    matter = Matter.objects.get()
    assert done(cast.client("clerk"), task_of(matter), outcome="release").status_code == 302
    letter = cast.client("clerk").get(f"/desk/papers/{papers_about(matter).get().pk}/print/").content.decode()
    assert "借调6个月" in letter
