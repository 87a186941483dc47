"""Many at the same task, on a real database with real commits."""

from __future__ import annotations

import threading
import time
from collections import Counter
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection

from niangjia.engines.matters.acts.locking import locked_matter
from niangjia.engines.matters.acts.tasks import claim_task, complete_task, tick_checklist
from niangjia.engines.matters.limits.tests.conftest import fresh_versions
from niangjia.engines.matters.meetings.deciding import confirm_minutes, decide_some
from niangjia.engines.matters.meetings.models import Meeting, MeetingItem
from niangjia.engines.matters.meetings.tests import samples as meetings
from niangjia.engines.matters.models import Event, Task, TaskState
from niangjia.engines.matters.procedures import _actions
from niangjia.engines.matters.refusals import Over
from niangjia.engines.people.scope import acting
from niangjia.foundation.jobs import Work

from .conftest import Office, fresh, task_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from niangjia.engines.matters.core.models import Matter
    from niangjia.foundation.access.actor import Actor
    from tests.harness.people import Cast

FIFTY = 50


def _at_once(actors: list[Actor], act: Callable[[Actor], object]) -> Counter[str]:
    """All at once, each with a connection of its own; what came of it, by sentence ("" for success)."""
    start, said = threading.Barrier(len(actors)), []

    def run(actor: Actor) -> None:
        start.wait()
        try:
            with acting(actor):
                act(actor)
            said.append("")
        except Over as error:
            said.append(str(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[actor]) for actor in actors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Counter(said)


@pytest.mark.usefixtures("committed")
def test_fifty_complete_one_task_at_once_and_one_succeeds(cast: Cast) -> None:
    office = Office(cast)
    matter = office.grant()
    task = task_of(matter, "check")
    with office.by("clerk") as actor:
        tick_checklist(actor, task, {0, 1})
    actors = [cast.actor(("clerk", "chair")[number % 2]) for number in range(FIFTY)]
    said = _at_once(actors, lambda actor: complete_task(actor, task, "pass"))
    assert said.total() == FIFTY
    assert said[""] == 1
    others = [sentence for sentence in said if sentence]
    assert all("已完成" in one or "has done" in one for one in others), others
    assert Event.objects.filter(matter=matter, kind=Event.Kind.COMPLETED).count() == 1
    living = Task.objects.filter(matter=matter, state=TaskState.OPEN).values_list("key", flat=True)
    assert sorted(living) == ["tell", "visit"]


@pytest.mark.usefixtures("committed")
def test_of_two_who_claim_one_has_it(cast: Cast) -> None:
    office = Office(cast)
    task = task_of(office.grant(), "check")
    actors = [cast.actor(key) for key in ("clerk", "chair")] * 4
    said = _at_once(actors, lambda actor: claim_task(actor, task))
    assert said[""] == 4  # whoever has it may say so again
    assert Task.objects.get(pk=task.pk).claimed_by in {cast["clerk"], cast["chair"]}


@pytest.mark.usefixtures("committed")
def test_two_branches_done_at_once_are_joined_once(cast: Cast) -> None:
    office = Office(cast)
    for _round in range(3):
        _join(cast, office)


def _join(cast: Cast, office: Office) -> None:
    matter = office.grant()
    with office.by("clerk") as actor:
        task = task_of(matter, "check")
        tick_checklist(actor, task, {0, 1})
        complete_task(actor, task, "pass")
    mine = {cast["clerk"].pk: task_of(matter, "visit"), cast["chair"].pk: task_of(matter, "tell")}
    actors = [cast.actor(key) for key in ("clerk", "chair")]
    said = _at_once(actors, lambda actor: complete_task(actor, mine[actor.account_id or 0]))
    assert said == {"": 2}
    assert Task.objects.filter(matter=matter, key="decide").count() == 1
    assert fresh(matter).phase == "deciding"


SERIES = "SELECT pg_advisory_xact_lock(612)"  # what actions share: a series of numbers, say


@pytest.mark.usefixtures("committed")
def test_a_meeting_s_chunk_and_a_step_of_one_matter_do_not_wait_in_a_circle(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A step holds its matter and waits for a number; the chunk has the number, and waits for that matter."""
    chair = cast.actor("chair")
    with acting(chair):
        matters = [meetings.aid(cast) for _number in range(2)]
        meeting = meetings.held_meeting(cast)
        confirm_minutes(chair, meeting)
    monkeypatch.setattr("niangjia.engines.matters.procedures._actions", {**_actions, "sample.pay": _numbered})
    holds, failed = threading.Event(), []

    def step() -> None:
        locked_matter(matters[-1].pk)
        holds.set()
        time.sleep(0.3)
        _numbered(chair, matters[-1])

    def chunk() -> None:
        holds.wait(5)
        decide_some(Work(uuid4(), chair, {"meeting": meeting.pk}), None)

    def run(act: Callable[[], None]) -> None:
        try:
            with acting(chair):
                act()
        except DatabaseError as error:
            failed.append(str(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in (step, chunk)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert set(MeetingItem.objects.values_list("state", flat=True)) == {MeetingItem.State.DONE}
    assert Meeting.objects.get().state == Meeting.State.DECIDED


def _numbered(actor: Actor, matter: Matter) -> None:
    with connection.cursor() as cursor:
        cursor.execute(SERIES)


__all__ = ["fresh_versions"]
