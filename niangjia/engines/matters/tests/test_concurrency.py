"""Many at the same task, on a real database with real commits."""

from __future__ import annotations

import threading
import time
from collections import Counter
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from niangjia.engines.matters.acts.locking import hold_at_once, locked_matter
from niangjia.engines.matters.acts.tasks import claim_task, complete_task, tick_checklist
from niangjia.engines.matters.limits.tests.conftest import fresh_versions
from niangjia.engines.matters.meetings.deciding import confirm_minutes, decide_some
from niangjia.engines.matters.meetings.models import Meeting, MeetingItem
from niangjia.engines.matters.meetings.tests import samples as meetings
from niangjia.engines.matters.models import Event, Task, TaskState
from niangjia.engines.matters.procedures import _actions
from niangjia.engines.matters.refusals import NotPossible, Over
from niangjia.engines.people.persons.changing import lock_persons
from niangjia.engines.people.persons.merging import merge_persons
from niangjia.engines.people.scope import acting, everywhere
from niangjia.engines.people.unions.acts import act_of, hold
from niangjia.engines.people.unions.history import begin
from niangjia.engines.people.unions.merging import merge_unions
from niangjia.engines.people.unions.models import UnionVersion
from niangjia.engines.people.unions.numbering import lock_tree
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.clock import today
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


def _merge(cast: Cast) -> object:
    with everywhere(PLATFORM, "a test"):
        return merge_unions(PLATFORM, cast.union("mine"), cast.union("school"))


def _merge_on_the_page(cast: Cast) -> object:
    """What would happen is tried out, with all of its locks, and undone."""
    url = f"/desk/people/unions/{cast.union('mine').pk}/merge/"
    sent = {"day": today().isoformat(), "paper": ""}
    answer = cast.client("upper_officer").post(f"{url}?to={cast.union('school').pk}", sent)
    assert answer.status_code == 200
    return answer


def _merge_the_record(cast: Cast) -> object:
    with everywhere(PLATFORM, "a test"):
        return merge_persons(PLATFORM, cast.person("worker"), cast.person("member"), {"membership"})


def _turn_to_the_union(cast: Cast) -> None:
    """As an action that founds a union, or changes this one, does."""
    lock_tree()
    hold(cast.union("mine"))


def _turn_to_the_person(cast: Cast) -> None:
    with everywhere(PLATFORM, "a test"):
        lock_persons([cast.person(key).pk for key in ("member", "worker")])


@pytest.mark.usefixtures("committed")
@pytest.mark.parametrize(
    ("merge", "turn"),
    [
        (_merge, _turn_to_the_union),
        (_merge, _turn_to_the_person),
        (_merge_on_the_page, _turn_to_the_union),
        (_merge_the_record, _turn_to_the_person),
    ],
)
def test_a_merger_and_a_step_do_not_wait_in_a_circle(
    cast: Cast, merge: Callable[[Cast], object], turn: Callable[[Cast], None]
) -> None:
    """A step has its matter and turns to the union or the person; the merger waits for the matter before those."""
    matter = Office(cast).grant()
    _ = [cast[key] for key in ("worker", "upper_officer", "other_clerk")]
    for union in (cast.union("mine"), cast.union("shaft"), cast.union("workshop"), cast.union("school")):
        begin(union, act_of(today(), UnionVersion.Reason.RECORDED, ""))  # the cast is made past the actions
    holds, failed = threading.Event(), []

    def step() -> None:
        with transaction.atomic():
            locked_matter(matter.pk)
            holds.set()
            time.sleep(0.4)
            turn(cast)

    def merger() -> None:
        holds.wait(5)
        merge(cast)

    def run(act: Callable[[], None]) -> None:
        try:
            act()
        except DatabaseError as error:
            failed.append(str(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in (step, merger)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []


@pytest.mark.usefixtures("committed")
def test_a_merger_waits_for_no_matter_once_it_has_the_union(cast: Cast) -> None:
    """One that was begun meanwhile and is being worked on refuses it in plain words."""
    matter, holds, done = Office(cast).grant(), threading.Event(), threading.Event()

    def step() -> None:
        with transaction.atomic():
            locked_matter(matter.pk)
            holds.set()
            done.wait(5)
        connection.close()

    worker = threading.Thread(target=step)
    worker.start()
    holds.wait(5)
    try:
        with transaction.atomic(), pytest.raises(NotPossible, match="稍后再试"):
            hold_at_once([matter.pk])
    finally:
        done.set()
        worker.join()


__all__ = ["fresh_versions"]
