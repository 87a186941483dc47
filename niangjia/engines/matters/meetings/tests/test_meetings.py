from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from niangjia.engines.journal.reading import history
from niangjia.engines.matters.acts.tasks import complete_task
from niangjia.engines.matters.core.models import Note, TaskState
from niangjia.engines.matters.meetings.bodies import COMMITTEE
from niangjia.engines.matters.meetings.deciding import confirm_minutes, decide_item
from niangjia.engines.matters.meetings.delegating import (
    Terms,
    decided_alone,
    record_delegation,
    revoke_delegation,
)
from niangjia.engines.matters.meetings.listing import listed
from niangjia.engines.matters.meetings.models import Meeting, MeetingItem, MeetingMember
from niangjia.engines.matters.meetings.preparing import (
    Vote,
    add_guest,
    cancel_meeting,
    postpone_item,
    prepare_meeting,
    put_items,
    record_attendance,
    record_votes,
)
from niangjia.engines.matters.refusals import NotPossible
from niangjia.foundation.access.actor import Refused
from niangjia.foundation.clock import today

from .samples import AID, aid, held_meeting, step_of

if TYPE_CHECKING:
    from niangjia.engines.matters.core.models import Matter
    from tests.harness.people import Cast

pytestmark = pytest.mark.usefixtures("whole_city")
DAY = timedelta(days=1)


def _prepared(cast: Cast) -> Meeting:
    return prepare_meeting(cast.actor("clerk"), cast.union("mine"), COMMITTEE, today())


def _states(meeting: Meeting) -> list[int]:
    return list(meeting.items.order_by("pk").values_list("state", flat=True))


def _decide_all(cast: Cast, meeting: Meeting) -> list[bool]:
    return [decide_item(cast.actor("chair"), meeting, item) for item in meeting.items.filter(state=2)]


def _codes(matter: Matter) -> list[str]:
    return [act.entry.code for act in history(matter)]


def test_what_a_meeting_decides_stands_on_the_list_by_itself(cast: Cast) -> None:
    first, second = aid(cast), aid(cast, "worker")
    assert [item.task.matter_id for item in listed(cast.union("mine"), COMMITTEE)] == [first.pk, second.pk]


def test_nobody_decides_it_by_a_click(cast: Cast) -> None:
    matter = aid(cast)
    with pytest.raises(NotPossible, match="decided by a meeting"):
        complete_task(cast.actor("chair"), step_of(matter), "approve")
    assert step_of(matter).state == TaskState.OPEN


def test_a_meeting_has_who_is_due_and_what_waits(cast: Cast) -> None:
    aid(cast)
    meeting = _prepared(cast)
    assert [(member.name, member.role, member.came) for member in meeting.members.all()] == [
        ("陈建国", "chair", None)
    ]
    assert (meeting.items.count(), meeting.session) == (1, 1)
    assert _prepared(cast).session == 2


def test_its_minutes_decide_everything_on_it(cast: Cast) -> None:
    matters = [aid(cast), aid(cast, "worker")]
    meeting = held_meeting(cast)
    confirm_minutes(cast.actor("chair"), meeting)
    assert _decide_all(cast, meeting) == [True, True]
    assert {step_of(matter).outcome for matter in matters} == {"approve"}
    assert set(_states(meeting)) == {MeetingItem.State.DONE}
    meeting.refresh_from_db()
    assert meeting.paper is not None
    assert (meeting.number, meeting.decided_by) == (meeting.paper.number, cast["chair"])
    assert "matters.item.decided" in _codes(matters[0])


def test_only_who_leads_that_very_union_confirms(cast: Cast) -> None:
    aid(cast)
    meeting = held_meeting(cast)
    _ = cast["upper_officer"], cast["other_clerk"]
    for who in ("clerk", "upper_officer", "other_clerk", "member"):
        with pytest.raises(Refused):
            confirm_minutes(cast.actor(who), meeting)
    # What the level above wrote down here would be its decision in the other's place.
    (member,), (item,) = meeting.members.all(), meeting.items.all()
    for who in ("upper_officer", "other_clerk"):
        for act in (
            lambda actor: prepare_meeting(actor, cast.union("mine"), COMMITTEE, today()),
            lambda actor: put_items(actor, meeting),
            lambda actor: record_attendance(actor, meeting, [member.pk], {}),
            lambda actor: record_votes(actor, meeting, {item.pk: Vote("approve", 1)}),
            lambda actor: postpone_item(actor, item),
            lambda actor: cancel_meeting(actor, meeting),
        ):
            with pytest.raises(Refused):
                act(cast.actor(who))


def test_minutes_are_whole_before_they_are_confirmed(cast: Cast) -> None:
    aid(cast)
    meeting = _prepared(cast)
    chair, clerk = cast.actor("chair"), cast.actor("clerk")
    (member,), (item,) = meeting.members.all(), meeting.items.all()
    with pytest.raises(NotPossible, match="who came"):
        confirm_minutes(chair, meeting)
    record_attendance(clerk, meeting, [], {member.pk: "出差"})
    with pytest.raises(NotPossible, match="too few to decide"):
        confirm_minutes(chair, meeting)
    record_attendance(clerk, meeting, [member.pk], {})
    with pytest.raises(NotPossible, match="no decision yet"):
        confirm_minutes(chair, meeting)
    with pytest.raises(NotPossible, match="2 votes, but 1"):
        record_votes(clerk, meeting, {item.pk: Vote("approve", 2)})
    with pytest.raises(NotPossible, match="Choose"):
        record_votes(clerk, meeting, {item.pk: Vote("pay_double", 1)})
    record_votes(clerk, meeting, {item.pk: Vote("approve", 0, 1)})
    with pytest.raises(NotPossible, match="too few votes"):
        confirm_minutes(chair, meeting)
    with pytest.raises(NotPossible, match="Say why"):
        record_votes(clerk, meeting, {item.pk: Vote("refuse", 1)})
    record_votes(clerk, meeting, {item.pk: Vote("refuse", 1, remark="不符合条件")})
    confirm_minutes(chair, meeting)


def test_nobody_votes_who_did_not_come(cast: Cast) -> None:
    """Attendance that is put right after the votes does not leave more votes than people in the minutes."""
    aid(cast)
    meeting = held_meeting(cast)
    names = ("甲", "乙")
    added = [MeetingMember.objects.create(meeting=meeting, name=name, role="committee") for name in names]
    everyone = list(meeting.members.values_list("pk", flat=True))
    record_attendance(cast.actor("clerk"), meeting, everyone, {})
    record_votes(cast.actor("clerk"), meeting, {meeting.items.get().pk: Vote("approve", 3)})
    record_attendance(cast.actor("clerk"), meeting, everyone[:2], {})
    with pytest.raises(NotPossible, match="more votes than the 2 who came"):
        confirm_minutes(cast.actor("chair"), meeting)
    guest = add_guest(cast.actor("clerk"), meeting, "顾问", "")
    record_attendance(cast.actor("clerk"), meeting, everyone, {})
    guest.refresh_from_db()
    assert (guest.came, len(added)) == (True, 2)
    confirm_minutes(cast.actor("chair"), meeting)


def test_a_meeting_refuses_with_a_reason_that_the_applicant_reads(cast: Cast) -> None:
    matter = aid(cast)
    meeting = held_meeting(cast, outcome="refuse")
    confirm_minutes(cast.actor("chair"), meeting)
    assert _decide_all(cast, meeting) == [True]
    note = Note.objects.get(matter=matter)
    assert (note.kind, note.text.reveal(), step_of(matter).outcome) == (2, "不符合条件", "refuse")
    meeting.refresh_from_db()
    assert meeting.paper is not None
    assert meeting.paper.content is not None
    assert "不同意（不符合条件）" in str(meeting.paper.content.reveal())


def test_confirmed_once_and_then_nothing_changes(cast: Cast) -> None:
    aid(cast)
    meeting = held_meeting(cast)
    confirm_minutes(cast.actor("chair"), meeting)
    with pytest.raises(NotPossible, match="already"):
        confirm_minutes(cast.actor("chair"), meeting)
    for verb in (put_items, cancel_meeting):
        with pytest.raises(NotPossible, match="nothing of it changes"):
            verb(cast.actor("clerk"), meeting)
    with pytest.raises(NotPossible, match="nothing of it changes"):
        add_guest(cast.actor("clerk"), meeting, "顾问", "")


def test_not_before_it_was_held_and_not_without_items(cast: Cast) -> None:
    _ = cast["clerk"], cast["chair"]
    with pytest.raises(NotPossible, match="Nothing stands"):
        confirm_minutes(cast.actor("chair"), _prepared(cast))
    later = prepare_meeting(cast.actor("clerk"), cast.union("mine"), COMMITTEE, today() + DAY)
    with pytest.raises(NotPossible, match="not been held"):
        confirm_minutes(cast.actor("chair"), later)


def test_postponed_and_called_off_items_wait_for_the_next(cast: Cast) -> None:
    aid(cast), aid(cast, "worker")
    meeting = held_meeting(cast)
    postpone_item(cast.actor("clerk"), meeting.items.earliest("pk"))
    assert (meeting.items.count(), listed(cast.union("mine"), COMMITTEE).count()) == (1, 1)
    cancel_meeting(cast.actor("clerk"), meeting)
    assert listed(cast.union("mine"), COMMITTEE).count() == 2
    assert _prepared(cast).items.filter(outcome="").count() == 2


def test_what_cannot_be_carried_out_says_why_and_waits_again(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    matter = aid(cast)
    meeting = held_meeting(cast)
    confirm_minutes(cast.actor("chair"), meeting)
    monkeypatch.setattr("niangjia.engines.matters.meetings.tests.samples.pay", lambda actor, matter: None)
    item = meeting.items.get()
    assert decide_item(cast.actor("clerk"), meeting, item) is False  # the clerk's rights do not reach
    item.refresh_from_db()
    assert item.state == MeetingItem.State.STUCK
    assert "post in that very union" in item.sentence
    assert step_of(matter).state == TaskState.OPEN
    assert listed(cast.union("mine"), COMMITTEE).count() == 1


def test_a_chair_decides_alone_only_under_a_recorded_delegation(cast: Cast) -> None:
    matter, later = aid(cast), aid(cast, "worker")
    terms = Terms(COMMITTEE, AID, "chair", "石矿工〔2026〕3号", today() - DAY, today())
    _ = cast["upper_officer"]
    for who in ("clerk", "upper_officer"):
        with pytest.raises(Refused):
            record_delegation(cast.actor(who), cast.union("mine"), terms)
    made = record_delegation(cast.actor("chair"), cast.union("mine"), terms)
    complete_task(cast.actor("chair"), step_of(matter), "approve")
    (alone,) = decided_alone(cast.union("mine"), today(), today())
    assert (alone.task.matter, alone.outcome, alone.delegation) == (matter, "approve", made)
    assert listed(cast.union("mine"), COMMITTEE).count() == 1
    with pytest.raises(Refused):
        revoke_delegation(cast.actor("upper_officer"), made)
    revoke_delegation(cast.actor("chair"), made)
    with pytest.raises(NotPossible, match="decided by a meeting"):
        complete_task(cast.actor("chair"), step_of(later), "approve")


@pytest.mark.parametrize(
    "change",
    [
        {"resolution": " "},
        {"procedure": "sample.none"},
        {"role": "king"},
        {"resolved": today() + DAY},
        {"valid_to": today() - DAY},
    ],
)
def test_a_delegation_names_a_resolution(cast: Cast, change: dict[str, object]) -> None:
    aid(cast)
    fields = {
        "body": COMMITTEE,
        "procedure": AID,
        "role": "chair",
        "resolution": "3号",
        "resolved": today(),
        "valid_from": today(),
    }
    with pytest.raises(NotPossible):
        record_delegation(cast.actor("chair"), cast.union("mine"), Terms(**{**fields, **change}))  # type: ignore[arg-type]


def test_a_delegation_of_another_post_or_time_does_not_help(cast: Cast) -> None:
    matter = aid(cast)
    for role, first, last in (("vice_chair", today(), None), ("chair", today() - 9 * DAY, today() - DAY)):
        terms = Terms(COMMITTEE, AID, role, "3号", today() - 9 * DAY, first, last)
        record_delegation(cast.actor("chair"), cast.union("mine"), terms)
    with pytest.raises(NotPossible, match="decided by a meeting"):
        complete_task(cast.actor("chair"), step_of(matter), "approve")
