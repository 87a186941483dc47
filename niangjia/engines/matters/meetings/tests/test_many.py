"""Three hundred tasks by one meeting's minutes, through the pages, each once, although the worker is killed again and
again; and single ones corrected afterwards, with all that follows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.db import transaction
from django.urls import reverse

from niangjia.engines.matters.core.models import Event, Matter, State, Task
from niangjia.engines.matters.later.models import Correction
from niangjia.engines.matters.later.tests.samples import taken_back
from niangjia.engines.matters.meetings import deciding
from niangjia.engines.matters.meetings.models import Meeting, MeetingItem
from niangjia.engines.notices.sending.models import Message
from niangjia.engines.people.scope import everywhere
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.clock import today
from niangjia.foundation.jobs.models import Job
from niangjia.foundation.jobs.running import run_slice

from . import samples
from .samples import aid

if TYPE_CHECKING:
    from django.test import Client

    from tests.harness.people import Cast

COUNT = 300
COLUMNS = ("outcome", "for", "against", "abstained", "remark")


class Killed(BaseException):
    """The worker ends in the middle of a chunk."""


def _page(client: Client, route: str, key: int) -> str:
    answer = client.get(reverse(route, args=[key]))
    assert answer.status_code == 200
    return answer.content.decode()


def _held(cast: Cast, refused: int) -> Meeting:
    """Prepared, kept and confirmed on its pages: one is refused, everybody agreed to the rest."""
    clerk, chair = cast.client("clerk"), cast.client("chair")
    given = {"union": cast.union("mine").pk, "body": "committee", "held": str(today()), "place": "会议室"}
    assert clerk.post(reverse("matters:prepare_meeting"), given).status_code == 302
    meeting = Meeting.objects.get()
    assert f"outcome_{meeting.items.latest('pk').pk}" in _page(clerk, "matters:meeting", meeting.pk)
    items, (member,) = meeting.items.values_list("pk", "task__matter"), meeting.members.all()
    typed = {f"{name}_{item}": "" for item, _matter in items for name in COLUMNS}  # as a browser sends all of them
    no = next(item for item, matter in items if matter == refused)
    typed |= {f"outcome_{no}": "refuse", f"for_{no}": "1", f"remark_{no}": "不符合条件"}
    sheet = {**typed, "came": str(member.pk), f"excuse_{member.pk}": "", "agreed": "1"}
    assert clerk.post(reverse("matters:meeting_sheet", args=[meeting.pk]), sheet).status_code == 302
    assert chair.post(reverse("matters:confirm_minutes", args=[meeting.pk])).status_code == 302
    meeting.refresh_from_db()
    return meeting


def _carried_out(meeting: Meeting, monkeypatch: pytest.MonkeyPatch) -> int:
    """The worker carries it out, and is killed after every seventieth; how often it was."""
    carried, killed, carry_out, job = 0, 0, deciding._carry_out, meeting.job

    def dying(actor: Any, meeting: Meeting, item: MeetingItem) -> None:
        nonlocal carried, killed
        carry_out(actor, meeting, item)
        carried += 1
        if carried % 70 == 0:
            killed += 1
            raise Killed

    monkeypatch.setattr(deciding, "_carry_out", dying)
    assert job is not None
    for _try in range(20):
        try:
            run_slice(job)
        except Killed:
            continue
        if Job.objects.get(pk=job).state == "done":
            break
    return killed


def _corrected(cast: Cast, matter: Matter, after: str, **more: str) -> list[str]:
    """Asked for by the clerk and approved by the chair on the matter's page; what was undone."""
    task = Task.objects.get(matter=matter)
    given = {"task": task.pk, "after": after, "reason": "会后核对，记录有误", "told": "", **more}
    ask = reverse("matters:ask_correction", args=[matter.pk])
    assert cast.client("clerk").post(ask, given).status_code == 302
    found = Correction.objects.get(matter=matter)
    decide = reverse("matters:decide_correction", args=[found.pk])
    assert decide not in _page(cast.client("clerk"), "matters:matter", matter.pk)
    chair = cast.client("chair")
    assert decide in _page(chair, "matters:matter", matter.pk)
    assert chair.post(decide, {"approve": "1"}).status_code == 302
    found.refresh_from_db()
    matter.refresh_from_db()
    return list(found.effects)


def _told(matter: Matter) -> bool:
    """Whether the applicant, and nobody else, heard that it was corrected."""
    key = f"matters.correction.{Correction.objects.get(matter=matter).pk}"
    return set(Message.objects.filter(notice__key=key).values_list("person", flat=True)) == {matter.person_id}


def test_three_hundred_by_one_meetings_minutes(committed: str, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    samples.paid.clear()
    taken_back.clear()
    with transaction.atomic(), everywhere(PLATFORM, "a test"):
        _ = cast["clerk"], cast["chair"], cast["member"]
        first, second, *others = [aid(cast) for _number in range(COUNT)]
    meeting = _held(cast, refused=second.pk)
    assert _carried_out(meeting, monkeypatch) >= 3
    meeting.refresh_from_db()
    assert meeting.job is not None
    assert (meeting.state, Job.objects.get(pk=meeting.job).done) == (Meeting.State.DECIDED, COUNT)
    assert MeetingItem.objects.filter(meeting=meeting, state=MeetingItem.State.DONE).count() == COUNT
    assert Matter.objects.filter(state=State.DONE, phase="paid").count() == COUNT - 1
    assert Task.objects.filter(outcome="approve", done_by=cast["chair"]).count() == COUNT - 1
    assert Event.objects.filter(kind=Event.Kind.COMPLETED).count() == COUNT
    assert {first.pk, *(one.pk for one in others)} <= set(samples.paid)

    # The minutes are a paper, with every item and the reason of the one that was refused.
    assert meeting.paper is not None
    minutes = _page(cast.client("chair"), "papers:print", meeting.paper.pk)
    assert all(one.number in minutes for one in (first, second, *others))
    assert "不同意（不符合条件）" in minutes

    # One was wrong: the payment is taken back, and the member hears and reads of it. The others stay.
    samples.paid.clear()
    assert _corrected(cast, first, "refuse", told="您不符合条件，决定已更正") == ["慰问金支付记录作废"]
    assert (first.phase, taken_back, samples.paid, _told(first)) == ("refused", [first.pk], [], True)
    mine = _page(cast.client("member"), "my:matter", first.pk)
    assert ("事后更正" in mine, "您不符合条件，决定已更正" in mine, "会后核对" in mine) == (True, True, False)
    # The other way round: what follows from the right outcome is done.
    assert _corrected(cast, second, "approve") == []
    assert (second.phase, samples.paid, _told(second)) == ("paid", [second.pk], True)
    assert Matter.objects.filter(phase="paid").count() == COUNT - 1
    assert _page(cast.client("clerk"), "matters:meeting", meeting.pk).count("后更正为") == 2
