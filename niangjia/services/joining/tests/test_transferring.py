"""A membership goes from union to union; the silent, the unwilling, the bounced; never two, never none."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest

from niangjia.engines.matters.acts.otherwise import ends_otherwise
from niangjia.engines.matters.later.entering import Paper, enter_paper
from niangjia.engines.matters.models import Matter, Task
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.notices.models import Notice
from niangjia.engines.papers import papers_about
from niangjia.engines.people.claiming.tests.samples import known, number
from niangjia.engines.people.memberships.leaving import retain_membership
from niangjia.engines.people.memberships.models import COUNTED
from niangjia.engines.people.models import Employment, Membership, Person, Post
from niangjia.engines.people.posts.models import Role
from niangjia.engines.people.roster.staging.hooks import Moved
from niangjia.engines.people.scope import acting
from niangjia.engines.people.unions.actions import merge_unions, split_union
from niangjia.engines.people.unions.acts import act_of
from niangjia.engines.people.unions.fields import Draft
from niangjia.engines.people.unions.history import begin
from niangjia.engines.people.unions.models import Kind, Level, UnionVersion
from niangjia.foundation.access.actor import PLATFORM, Refused
from niangjia.foundation.attachments.tests.samples import pdf
from niangjia.foundation.clock import now, today
from niangjia.services.joining.acts.applying import apply_for_membership, ask_for_transfer
from niangjia.services.joining.acts.changing import Grounds, propose_change
from niangjia.services.joining.acts.transferring import pass_silent_up
from niangjia.services.joining.hooks import ask_for_transfers
from niangjia.services.joining.jobs import start_passing_up
from niangjia.services.joining.said import Said
from tests.harness.tree import JOINED

from .conftest import all_of_it, application, applications, complete, done, task_of

if TYPE_CHECKING:
    from tests.harness.people import Cast

pytestmark = pytest.mark.django_db
SCHOOL = "/joining/at/110102/"
ASK = {"employer": "石河一中", "new_form": "2", "platform": "飞快", "signed": "on"}


def _memberships(cast: Cast) -> list[tuple[str, str]]:
    with all_of_it():
        rows = Membership.objects.filter(person=cast.person("member")).select_related("union").order_by("pk")
        assert rows.filter(state__in=COUNTED).count() == 1
        return [(str(row.union.code), row.state) for row in rows]


def _asked(cast: Cast) -> Matter:
    complete(cast, "member", 881)
    for key in ("clerk", "chair", "other_clerk", "upper_officer"):
        _ = cast[key]
    answer = cast.client("member").post(SCHOOL, ASK)
    assert answer.status_code == 302, answer.content.decode()
    return Matter.objects.latest("pk")


def test_a_member_who_applies_elsewhere_is_transferred(cast: Cast) -> None:
    matter = _asked(cast)
    row = application()
    assert (row.kind, row.origin, matter.procedure) == ("transfer", cast.union("mine"), "joining.transfer")
    page = cast.client("member").get(f"/joining/done/{matter.pk}/").content.decode()
    assert cast.union("mine").name in page
    task = task_of(matter)
    assert (task.key, task.union, task.due is not None) == ("release", cast.union("mine"), True)
    assert done(cast.client("other_clerk"), task, outcome="release").status_code == 403
    assert done(cast.client("clerk"), task, outcome="release").status_code == 302
    assert _memberships(cast) == [("11010101", "transferring")]
    paper = papers_about(matter).get()
    assert (paper.kind, paper.union, paper.holds_until is not None) == ("joining.letter", cast.union("mine"), True)
    printed = cast.client("clerk").get(f"/desk/papers/{paper.pk}/print/").content.decode()
    for said in ("第一联", "第二联", "第三联", "王小梅", "石河一中工会委员会"):
        assert said in printed
    task = task_of(matter)
    assert (task.key, task.union) == ("receive", cast.union("school"))
    page = cast.client("other_clerk").get(f"/desk/matters/{matter.pk}/").content.decode()
    assert "王小梅" in page
    assert done(cast.client("other_clerk"), task, outcome="receive").status_code == 302
    assert _memberships(cast) == [("11010101", "transferred"), ("110102", "active")]
    matter.refresh_from_db()
    assert (matter.phase, application().ended is not None) == ("moved", True)
    with all_of_it():
        new = Membership.objects.get(person=cast.person("member"), state="active")
        assert (new.joined, new.origin) == (JOINED, "transfer")
        works = Employment.objects.filter(person=cast.person("member"), employer__name="石河一中", ended=None)
        assert works.get().kind == "platform"
        assert not Employment.objects.filter(
            person=new.person_id, employer__name="石河煤业有限公司", ended=None
        ).exists()
        moved = Person.objects.get(pk=new.person_id)
        assert (moved.new_form, moved.platform) == ("2", "飞快"), "what was said of the new work"


def test_who_was_without_work_and_works_again_is_a_member_again_there(cast: Cast) -> None:
    for key in ("clerk", "chair", "other_clerk"):
        _ = cast[key]
    complete(cast, "member", 881)
    member = cast.client("member")
    member.post("/joining/change/", {"what": "retain", "rest": "jobless", "reason": "合同到期"})
    task = task_of(Matter.objects.get())
    with ends_otherwise(task, today()):  # as a meeting does
        done(cast.client("chair"), task, outcome="approve")
    assert member.post(SCHOOL, ASK).status_code == 302
    matter = Matter.objects.latest("pk")
    done(cast.client("clerk"), task_of(matter), outcome="release")
    assert done(cast.client("other_clerk"), task_of(matter), outcome="receive").status_code == 302
    assert _memberships(cast) == [("11010101", "transferred"), ("110102", "active")]


def test_who_is_kept_for_another_reason_is_told_how_it_lives_again(cast: Cast) -> None:
    """By the register's own page, as when a union is dissolved: why is not ours to judge."""
    _ = cast["clerk"], cast["other_clerk"]
    complete(cast, "member", 881)
    with all_of_it():
        found = Membership.objects.get(person=cast.person("member"))
        retain_membership(PLATFORM, found, day=today(), reason="单位撤销")
    assert cast.client("member").post(SCHOOL, ASK).status_code == 302
    matter = Matter.objects.get()
    done(cast.client("clerk"), task_of(matter), outcome="release")
    assert done(cast.client("other_clerk"), task_of(matter), outcome="receive").status_code == 302
    with all_of_it():
        assert Membership.objects.get(person=cast.person("member"), union=cast.union("school")).state == "retained"
    assert Notice.objects.filter(kind="joining.asleep", people=1).exists()
    assert cast.client("member").post("/joining/change/", {"what": "resume", "reason": "重新就业"}).status_code == 302


def test_who_goes_where_there_is_work_need_not_wait_for_a_proposal_to_rest(cast: Cast) -> None:
    """A retention that lies with the committee gives way; what is in the way else is said."""
    known(cast, "member", 821, phone="")
    clerk, member, mine = cast.client("clerk"), cast.client("member"), cast.union("mine")
    typed = {"name": "王小梅", "number": number(821)[-4:], "what": "retain", "rest": "jobless", "reason": "停产"}
    assert clerk.post(f"/joining/desk/{mine.pk}/change/", typed).status_code == 302
    resting = Matter.objects.get()
    assert member.post(SCHOOL, ASK)["Location"] == f"/joining/done/{Matter.objects.latest('pk').pk}/"
    resting.refresh_from_db()
    assert (resting.is_open, Matter.objects.latest("pk").procedure) == (False, "joining.transfer")
    matter = Matter.objects.latest("pk")
    assert member.post("/joining/at/1101/", ASK)["Location"] == f"/matters/{matter.pk}/", "not that it was handed in"
    assert "同时只能" in member.get(f"/matters/{matter.pk}/").content.decode()
    answer = clerk.post(f"/joining/desk/{mine.pk}/change/", typed)
    assert (answer.status_code, "此人已有正在办理的申请" in answer.content.decode()) == (422, True)
    done(clerk, task_of(matter), outcome="refuse", reason="未离岗")
    assert member.get(f"/joining/done/{matter.pk}/")["Location"] == f"/matters/{matter.pk}/"


def test_refused_bounced_or_withdrawn_the_membership_stays(cast: Cast) -> None:
    clerk, teacher = cast.client("clerk"), cast.client("other_clerk")
    matter = _asked(cast)
    assert done(clerk, task_of(matter), outcome="refuse").status_code == 422
    assert done(clerk, task_of(matter), outcome="refuse", reason="仍在我单位工作").status_code == 302
    assert _memberships(cast) == [("11010101", "active")]
    matter = _asked(cast)
    done(clerk, task_of(matter), outcome="release")
    assert done(teacher, task_of(matter), outcome="bounce", reason="未到岗").status_code == 302
    assert _memberships(cast) == [("11010101", "active")]
    assert "未到岗" in cast.client("member").get(f"/matters/{matter.pk}/").content.decode()
    matter = _asked(cast)
    paper = Paper(today() - timedelta(days=2), pdf(), "介绍信.pdf", "石矿工转〔2026〕4号")
    with acting(cast.actor("chair")):
        enter_paper(cast.actor("chair"), task_of(matter), "release", paper)
    letter = papers_about(matter).get()
    assert (letter.number, letter.dated, letter.union) == (paper.number, paper.day, cast.union("mine"))
    assert cast.client("member").post(f"/matters/{matter.pk}/withdrawal/").status_code == 302
    assert _memberships(cast) == [("11010101", "active")]
    assert not applications(ended=None)


def _in_register(cast: Cast) -> None:
    """The cast is made past the actions: its unions have no history yet."""
    for key in ("city", "county", "mine", "school", "workshop", "shaft"):
        begin(cast.union(key), act_of(today(), UnionVersion.Reason.RECORDED, ""))


def test_a_transfer_goes_on_when_the_former_union_is_merged_or_split(cast: Cast) -> None:
    """The member goes along with a part that is split off, and the step, too; then that part goes back."""
    matter = _asked(cast)
    clerk, teacher, mine, member = cast.client("clerk"), cast.client("other_clerk"), cast.union("mine"), "member"
    with all_of_it():
        _in_register(cast)
        Membership.objects.filter(person=cast.person(member)).update(union=mine)
        Person.objects.filter(pk=cast.person(member).pk).update(home=mine)
        draft = Draft(code="110101F", name="石河煤矿二分矿工会委员会", level=Level(mine.level), kind=Kind(mine.kind))
        part = split_union(PLATFORM, mine, draft, members=[cast.person(member).pk])
    row = application()
    assert (row.origin, row.ended) == (part, None)
    assert (task_of(matter).union, done(clerk, task_of(matter), outcome="release").status_code) == (part, 404)
    with all_of_it():
        merge_unions(PLATFORM, part, cast.union("mine"))
    assert application().origin == mine
    assert done(clerk, task_of(matter), outcome="release").status_code == 302
    assert done(teacher, task_of(matter), outcome="receive").status_code == 302
    with all_of_it():
        assert Membership.objects.get(person=cast.person(member), state="active").union == cast.union("school")


def test_a_transfer_between_two_unions_that_become_one_is_over(cast: Cast) -> None:
    matter = _asked(cast)
    assert done(cast.client("clerk"), task_of(matter), outcome="release").status_code == 302
    with all_of_it():
        _in_register(cast)
        merge_unions(PLATFORM, cast.union("mine"), cast.union("school"))
    matter.refresh_from_db()
    assert (matter.is_open, application().ended is not None) == (False, True)
    assert Notice.objects.filter(kind="joining.called_off", people=1).exists(), "who had asked is told"
    page = cast.client("stranger").get("/joining/at/110101/").content.decode()
    assert "石河一中" in page, "the code at the gate leads to the union that stays"
    with all_of_it():
        found = Membership.objects.get(person=cast.person("member"), state__in=COUNTED)
        assert found.state == "active", "called back: it is here"


def test_a_silent_union_is_passed_by_after_the_limit_and_not_before(cast: Cast) -> None:
    matter = _asked(cast)
    with all_of_it():
        assert pass_silent_up(10) == (0, 0)
    Task.objects.filter(pk=task_of(matter).pk).update(due=now() - timedelta(hours=1))
    start_passing_up()
    late = task_of(matter).pk
    with (
        all_of_it(),
        patch("niangjia.services.joining.acts.transferring.complete_task", side_effect=NotPossible("x")),
    ):
        assert pass_silent_up(1) == (0, late), "what can't go holds up none behind it"
        assert pass_silent_up(1, late) == (0, 0)
    with all_of_it():
        assert pass_silent_up(10) == (1, late)
    task = task_of(matter)
    assert (task.key, task.union) == ("settle", cast.union("county"))
    with all_of_it():
        post = Post.objects.get(person=cast.person("upper_officer"), role=Role.OFFICER)
        Post.objects.filter(pk=post.pk).update(union=cast.union("county"))
    county = cast.client("upper_officer")
    assert done(county, task, outcome="release").status_code == 302
    assert papers_about(matter).get().union == cast.union("county")
    assert done(cast.client("other_clerk"), task_of(matter), outcome="receive").status_code == 302
    assert _memberships(cast) == [("11010101", "transferred"), ("110102", "active")]


def test_either_union_can_ask_and_a_list_asks_for_those_it_names(cast: Cast) -> None:
    known(cast, "member", 821, phone="")
    for key in ("clerk", "other_clerk"):
        _ = cast[key]
    school, mine = cast.union("school"), cast.union("mine")
    typed = {"name": "王小梅", "number": number(821)}
    teacher = cast.client("other_clerk")
    assert teacher.post(f"/joining/desk/{school.pk}/in/", {**typed, "name": "王大梅"}).status_code == 422
    assert teacher.post(f"/joining/desk/{school.pk}/in/", typed).status_code == 302
    assert teacher.post(f"/joining/desk/{school.pk}/in/", typed).status_code == 422, "one at a time"
    matter = Matter.objects.get()
    assert Notice.objects.filter(kind="joining.asked", key=f"joining.begun.{matter.pk}", people=1).exists()
    assert task_of(matter).union == mine
    clerk = cast.client("clerk")
    done(clerk, task_of(matter), outcome="refuse", reason="未离岗")
    url = f"/joining/desk/{mine.pk}/out/"
    assert clerk.post(url, {**typed, "union": "999"}).status_code == 422
    assert clerk.post(url, {**typed, "union": "110102"}).status_code == 302
    matter = Matter.objects.latest("pk")
    done(clerk, task_of(matter), outcome="refuse", reason="撤回")
    moved = [Moved(1, school.pk, ("resident_id", number(821)), None), Moved(2, school.pk, None, None)]
    with acting(cast.actor("other_clerk")):
        ask_for_transfers(cast.actor("other_clerk"), None, moved)  # type: ignore[arg-type]
        ask_for_transfers(cast.actor("other_clerk"), None, moved)  # type: ignore[arg-type]
    rows = applications(ended=None)
    assert [(row.way, row.union, row.origin) for row in rows] == [("roster", school, mine)]
    assert Notice.objects.filter(kind="joining.asked").count() == 3, "each time the member was told"


def test_nobody_else_asks_for_a_transfer_or_a_membership(cast: Cast) -> None:
    _ = cast["auditor"], cast["upper_officer"]
    member, school = cast.person("member"), cast.union("school")
    for key in ("auditor", "upper_officer", "worker"):
        with acting(cast.actor(key)):
            with pytest.raises(Refused):
                ask_for_transfer(cast.actor(key), member.pk, school)
            with pytest.raises(Refused):
                propose_change(cast.actor(key), member.pk, "withdraw", Grounds("x"))
            with pytest.raises(Refused):
                apply_for_membership(cast.actor(key), member, school, Said(name="x"))
    assert not applications()
