"""Whatever follows a step goes along: to another union, and to another drawing."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from niangjia.engines.journal import Subject
from niangjia.engines.matters.acts.matters import transfer_matter
from niangjia.engines.matters.acts.tasks import complete_task
from niangjia.engines.matters.core.models import Event, Matter, TaskState
from niangjia.engines.matters.limits.following import follow_limits
from niangjia.engines.matters.limits.messages import NEAR, OVER
from niangjia.engines.matters.limits.models import TimeLimit
from niangjia.engines.matters.limits.pausing import pause_limit
from niangjia.engines.matters.limits.starting import start_limit
from niangjia.engines.matters.limits.tests.conftest import fresh_versions, in_english, on, whole_city
from niangjia.engines.matters.limits.tests.samples import HANDLE, check_of, grant, limit_of
from niangjia.engines.matters.meetings.bodies import COMMITTEE
from niangjia.engines.matters.meetings.deciding import confirm_minutes, decide_item
from niangjia.engines.matters.meetings.listing import listed
from niangjia.engines.matters.meetings.models import MeetingItem
from niangjia.engines.matters.meetings.tests.samples import aid, held_meeting, step_of
from niangjia.engines.matters.public_notices.hanging import hang_notice
from niangjia.engines.matters.public_notices.models import PublicNotice
from niangjia.engines.matters.public_notices.objecting import answer_objection, enter_objection
from niangjia.engines.matters.public_notices.tests.samples import KIND, step, waiting
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.notices.sending.models import Message
from niangjia.engines.papers.life.models import Paper
from niangjia.engines.papers.tests.samples import drafted
from niangjia.engines.papers.verbs import check_paper, draft_paper, sign_paper
from niangjia.engines.people.unions.hooks import Merging, on_merge
from niangjia.engines.rules import Days
from niangjia.engines.rules.actions import set_parameter
from niangjia.foundation.access.actor import PLATFORM, Refused

if TYPE_CHECKING:
    from tests.harness.people import Cast

LETTER = {"title": "批复", "to": "采煤一队", "body": ["同意。"]}
pytestmark = pytest.mark.usefixtures("whole_city")


def _told(kind: str) -> set[int]:
    return set(Message.objects.filter(notice__kind=kind).values_list("person", flat=True))


def test_limits_go_along_and_the_other_union_is_warned_and_watched(cast: Cast) -> None:
    _ = cast["chair"], cast["other_clerk"]
    school, days = cast.union("school"), Days(10, working=True)
    set_parameter(
        PLATFORM, "matters.task_wd", days, basis="本校规定", valid_from=date(2025, 1, 1), union=school.pk,
        place=school.place,
    )  # fmt: skip
    with on("09-26"):
        matter = grant(cast)
        start_limit(HANDLE, matter)
    with on("09-30"):
        assert follow_limits(10) == 1
        transfer_matter(cast.actor("clerk"), matter, school, "归他们")
    limits = {limit.kind: limit for limit in TimeLimit.objects.filter(matter=matter).select_related("union")}
    limit, whole = limits["sample.check"], limits[HANDLE]
    assert {limit.union, whole.union} == {school}
    assert (limit.days, limit.basis, limit.due, limit.warned) == (10, "本校规定", date(2025, 10, 16), None)
    due = check_of(matter).due
    assert due is not None
    assert due.astimezone().date() >= date(2025, 10, 16)
    with pytest.raises(Refused):
        pause_limit(cast.actor("clerk"), limit, "materials")
    with on("10-14"):
        assert follow_limits(10) == 1
        pause_limit(cast.actor("other_clerk"), whole, "materials")
    with on("10-17"):
        assert follow_limits(10) == 1
    assert cast.person("other_clerk").pk in _told(NEAR)
    assert not {cast.person("clerk").pk, cast.person("chair").pk} & _told(OVER)


def test_a_limit_that_was_warned_of_is_warned_of_again_where_it_goes(cast: Cast) -> None:
    """Also where its end stays the same."""
    _ = cast["chair"], cast["other_clerk"]
    with on("09-26"):
        matter = grant(cast)
    with on("09-30"):
        assert follow_limits(10) == 1
        transfer_matter(cast.actor("clerk"), matter, cast.union("school"), "归他们")
        assert [follow_limits(10), follow_limits(10)] == [1, 0]
    assert _told(NEAR) == {cast.person(key).pk for key in ("clerk", "chair", "other_clerk")}


def test_what_a_meeting_decides_stands_on_the_other_union_s_list(cast: Cast) -> None:
    mine, school = cast.union("mine"), cast.union("school")
    waits, put, stuck = (aid(cast) for _number in range(3))
    meeting = held_meeting(cast)
    item = MeetingItem.objects.select_related("task").get(task__matter=put)
    confirm_minutes(cast.actor("chair"), meeting)
    for matter in (waits, put):
        transfer_matter(cast.actor("chair"), matter, school, "归他们")
    assert not decide_item(cast.actor("chair"), meeting, item) or step_of(put).state == TaskState.OPEN
    assert {one.task.matter_id for one in listed(school, COMMITTEE)} == {waits.pk, put.pk}
    assert not listed(mine, COMMITTEE).exists()
    item.refresh_from_db()
    assert item.state == MeetingItem.State.TAKEN_OFF
    # One that can't be carried out is listed where its step waits by then.
    task = step_of(stuck)
    task.union = school
    task.save(update_fields=["union"])
    decide_item(cast.actor("chair"), meeting, MeetingItem.objects.select_related("task").get(task=task))
    assert {one.task.matter_id for one in listed(school, COMMITTEE)} == {waits.pk, put.pk, stuck.pk}


def test_a_public_notice_comes_down_and_hangs_anew_at_the_other_union(cast: Cast) -> None:
    _ = cast["other_clerk"]
    school = cast.union("school")
    with on("09-26"):
        hangs, over = waiting(cast), waiting(cast)
        notice = hang_notice(cast.actor("clerk"), hangs, KIND)
        hang_notice(cast.actor("clerk"), over, KIND)
        open_still = enter_objection(cast.actor("clerk"), notice, "来电反映")
    with on("10-10"):
        transfer_matter(cast.actor("chair"), hangs, school, "归他们")
        notice.refresh_from_db()
        assert (notice.state, notice.lines) == (PublicNotice.State.TAKEN_DOWN, None)
        again = hang_notice(cast.actor("other_clerk"), hangs, KIND)
        assert again.union == school
    with on("10-20"):
        transfer_matter(cast.actor("chair"), over, school, "归他们")
        with pytest.raises(NotPossible, match="Hang out"):
            complete_task(PLATFORM, step(over), "go_on")
        with pytest.raises(NotPossible, match="1 objections wait"):
            complete_task(PLATFORM, step(hangs), "go_on")
        with pytest.raises(Refused):
            answer_objection(cast.actor("clerk"), open_still, "属实", upheld=False)
        open_still.refresh_from_db()
        answer_objection(cast.actor("other_clerk"), open_still, "不属实", upheld=False)
        complete_task(PLATFORM, step(hangs), "go_on")
    assert Event.objects.filter(matter=hangs, kind=Event.Kind.TRANSFERRED).count() == 1


def test_what_follows_goes_along_when_its_union_goes_into_another(cast: Cast) -> None:
    mine, school = cast.union("mine"), cast.union("school")
    with on("09-26"):
        limit = limit_of(grant(cast))
        notice = hang_notice(cast.actor("clerk"), waiting(cast), KIND)
        aid(cast)
    with on("09-30"):
        follow_limits(10)
        merging = Merging(PLATFORM, gone=mine, into=school, day=date(2025, 9, 30), paper="")
        names = (
            "matters.matter.union",
            "matters.task.union",
            "matters.timelimit.union",
            "matters.publicnotice.union",
        )
        assert [on_merge.steps[name](merging) for name in (*names, "matters.meetingitem.union")] == [3, 3, 1, 1, 1]
        notice.refresh_from_db()
        limit = limit_of(limit.matter)
        assert (notice.union, notice.matter.union, limit.union, limit.warned) == (school, school, school, None)
        assert listed(school, COMMITTEE).count() == 1


def _drafts(cast: Cast, matter: Matter) -> list[Paper]:
    """One checked by the mine, one signed by it, one of its row's, one that the city writes."""
    Matter.objects.filter(pk=matter.pk).update(subject_type="sample.row", subject_id="7")
    checked, signed, of_row, upper = (
        drafted(cast, about=matter),
        drafted(cast, about=matter),
        drafted(cast, about=Subject("sample.row", 7)),
        draft_paper(PLATFORM, "papers.letter", union=cast.union("city"), data=LETTER, about=matter),
    )
    for paper in (checked, signed):
        check_paper(cast.actor("clerk"), paper)
    sign_paper(cast.actor("chair"), signed)
    return [checked, signed, of_row, upper]


def test_drafts_of_papers_go_along_and_numbered_ones_stay(cast: Cast) -> None:
    clerk, other, school = cast.client("clerk"), cast.client("other_clerk"), cast.union("school")
    matter = grant(cast)
    papers = _drafts(cast, matter)
    transfer_matter(cast.actor("clerk"), matter, school, "归他们")
    fresh = [Paper.objects.select_related("union").get(pk=paper.pk) for paper in papers]
    assert [paper.union.code for paper in fresh] == [
        cast.union(key).code for key in ("school", "mine", "school", "city")
    ]
    assert [paper.state for paper in fresh] == ["draft", "signed", "draft", "draft"]  # the mine's check is not theirs
    seen = [[who.get(f"/desk/papers/{paper.pk}/").status_code for paper in papers] for who in (clerk, other)]
    assert seen == [[404, 200, 404, 404], [200, 404, 200, 404]]
    check_paper(cast.actor("other_clerk"), papers[0])
    assert "会员证明" in other.get(f"/desk/matters/{matter.pk}/").content.decode()


def test_drafts_go_along_when_the_union_goes_into_another(cast: Cast) -> None:
    mine, school = cast.union("mine"), cast.union("school")
    papers = _drafts(cast, grant(cast))
    on_merge.steps["matters.matter.union"](Merging(PLATFORM, gone=mine, into=school, day=date(2025, 9, 30), paper=""))
    codes = [Paper.objects.get(pk=paper.pk).union.code for paper in papers]
    assert codes == [cast.union(key).code for key in ("school", "mine", "school", "city")]


__all__ = ["fresh_versions", "in_english", "whole_city"]
