"""Several at once: the same file, the same person, the same moment; and a worker that dies anywhere."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import pytest
from django.db import OperationalError, connection, connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from niangjia.engines.people.models import Membership, Person, PersonIdentifier
from niangjia.engines.people.persons.tests.samples import office
from niangjia.engines.people.roster.staging import checking, committing, feeding, parts
from niangjia.engines.people.roster.staging.checking import start_check
from niangjia.engines.people.roster.staging.committing import cancel_roster, commit_roster
from niangjia.engines.people.roster.staging.entering import enter
from niangjia.engines.people.scope import acting
from niangjia.foundation.jobs.actions import retry_job
from niangjia.foundation.jobs.models import Job
from niangjia.foundation.jobs.running import run_slice

from .conftest import wrong_totals
from .samples import WORD, Desk, counts
from .test_stages import _number, _row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.harness.people import Cast


@pytest.fixture
def together(committed: str, cast: Cast) -> Iterator[Desk]:
    """The clerk's desk, where transactions really commit."""
    cast["clerk"]
    wrong_totals()
    yield Desk(cast)


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "ROWS", 3)
    monkeypatch.setattr(checking, "AT_ONCE", 2)
    monkeypatch.setattr(feeding, "BATCH", 3)
    monkeypatch.setattr(committing, "AT_ONCE", 1)


def _in_threads(works: list[Callable[[], object]]) -> None:
    errors: list[BaseException] = []

    def run(work: Callable[[], object]) -> None:
        try:
            work()
        except BaseException as error:  # noqa: BLE001 - told to the test
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not errors, errors


def _ends(job: Job, tries: int = 8) -> None:
    """As the worker: again and again until it is done."""
    for _ in range(tries):
        Job.objects.filter(pk=job.pk).update(not_before=None)
        run_slice(job.pk, seconds=600)
        if Job.objects.get(pk=job.pk).state == "done":
            return
    raise AssertionError(Job.objects.get(pk=job.pk).failure)


def _everybody_once(desk: Desk, cast: Cast, numbers: list[str]) -> None:
    with office(cast):
        people = Person.objects.filter(documents__isnull=False, state="complete")
        found = [row.documents.get().number.reveal() for row in people]
        assert sorted(set(found) & set(numbers)) == sorted(numbers)
        assert len(found) == len(set(found))
        living = Membership.objects.filter(state="active", origin="recorded").values_list("person", flat=True)
        assert len(living) == len(set(living)) == len(numbers)
        kinds = PersonIdentifier.objects.filter(kind="document:resident_id").count()
        assert kinds == len(found)
    assert wrong_totals() == 0


def test_two_clerks_commit_the_same_file_at_once(together: Desk, cast: Cast, small_parts: None) -> None:
    numbers = [_number() for _ in range(20)]
    rows = [_row(f"李{'明强勇军'[at % 4]}", number) for at, number in enumerate(numbers)]
    desks = [together, Desk(cast, "chair")]
    rosters = [desk.checked(rows) for desk in desks]
    jobs: list[Job] = []
    for desk, roster in zip(desks, rosters, strict=True):
        with acting(desk.actor):
            jobs += commit_roster(desk.actor, roster, origin="recorded", word=WORD)
    assert len(jobs) > 2
    jobs.reverse()
    _in_threads([lambda job=job: _ends(job) for job in jobs])  # type: ignore[misc]
    done = [counts(desk.fresh(roster)) for desk, roster in zip(desks, rosters, strict=True)]
    assert sum(one.get("new", 0) for one in done) == len(numbers)
    assert sum(one.get("unchanged", 0) for one in done) == len(numbers)
    _everybody_once(together, cast, numbers)


def test_two_files_with_the_same_person_at_once(together: Desk, cast: Cast) -> None:
    number = _number()
    rosters = [
        together.checked([_row("李明", number, union=union), _row("无证")]) for union in ("11010101", "11010102")
    ]
    jobs = []
    for roster in rosters:
        with acting(together.actor):
            jobs += commit_roster(together.actor, roster, origin="recorded", word=WORD)
    _in_threads([lambda job=job: _ends(job) for job in jobs])  # type: ignore[misc]
    found = sorted(counts(together.fresh(roster)).get("new", 0) for roster in rosters)
    assert found == [0, 1]
    assert any(counts(together.fresh(roster)).get("moved") for roster in rosters)
    _everybody_once(together, cast, [number])


def test_the_same_person_without_document_twice_at_once(together: Desk, cast: Cast) -> None:
    rosters = [together.checked([_row("无证", "", "13800000001")]) for _ in range(2)]
    jobs = []
    for roster in rosters:
        with acting(together.actor):
            jobs += commit_roster(together.actor, roster, origin="recorded", word=WORD)
    _in_threads([lambda job=job: _ends(job) for job in jobs])  # type: ignore[misc]
    with office(cast):
        assert Person.objects.filter(name="无证").count() == 1
    assert wrong_totals() == 0


def test_a_union_does_not_merge_while_a_lot_is_committed(together: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    roster, shaft = together.checked([_row("李明", _number())]), together.cast.union("shaft")
    refused: list[BaseException] = []

    def close() -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '300ms'")
                cursor.execute("UPDATE people_union SET state = 'merged' WHERE id = %s", [shaft.pk])
        except OperationalError as error:
            refused.append(error)

    def entering(*given: Any) -> Any:
        _in_threads([close])
        return enter(*given)

    monkeypatch.setattr(committing, "enter", entering)
    assert counts(together.commit(roster)) == {"new": 1}
    assert len(refused) == 1


class Killed(BaseException):
    """As when the process is gone: nothing may catch it."""


@given(data=st.data())
@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_worker_that_dies_anywhere_loses_and_doubles_nothing(
    data: Any, together: Desk, cast: Cast, small_parts: None
) -> None:
    numbers = [_number() for _ in range(14)]
    rows = [_row(f"李{'明强勇军'[at % 4]}", number) for at, number in enumerate(numbers)]
    with office(cast):
        before = Person.objects.exclude(state="erased").count()
    roster = together.upload(rows)
    with acting(together.actor):
        job = start_check(together.actor, roster)
    _dying(job, data)
    roster = together.fresh(roster)
    assert (roster.state, counts(roster)) == ("checked", {"new": len(numbers)})
    with acting(together.actor):
        jobs = commit_roster(together.actor, roster, origin="recorded", word=WORD)
    for one in jobs:
        _dying(one, data)
    roster = together.fresh(roster)
    assert (roster.state, counts(roster)) == ("committed", {"new": len(numbers)})
    with office(cast):
        assert Person.objects.exclude(state="erased").count() == before + len(numbers)
    assert wrong_totals() == 0
    together.undo(roster)
    with office(cast):
        assert Person.objects.exclude(state="erased").count() == before


def _dying(job: Job, data: Any) -> None:
    """Run the job as workers do that die after so many statements each; the last one lives."""
    for _ in range(data.draw(st.integers(0, 3))):
        left = data.draw(st.integers(0, 120))

        def count(execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
            nonlocal left
            left -= 1
            if left < 0:
                connection.connection.close()  # the server undoes what was not committed
                raise Killed
            return execute(sql, params, many, context)

        try:
            with connection.execute_wrapper(count):
                run_slice(job.pk, seconds=600)
        except Killed:
            pass
        connection.close()
    _ends(job)


def test_a_cancelled_check_leaves_nothing(together: Desk) -> None:
    roster = together.upload([_row("李明", _number())])
    with acting(together.actor):
        job = start_check(together.actor, roster)
        cancel_roster(together.actor, roster)
    run_slice(job.pk, seconds=60)
    assert Job.objects.get(pk=job.pk).state == "cancelled"
    roster = together.fresh(roster)
    assert roster.state == "cancelled"
    with acting(together.actor):
        assert not parts.parts_of(roster).exists()
        assert not roster.pieces.exists()


def test_a_commit_that_is_stopped_can_be_gone_on_with_or_undone(
    together: Desk, cast: Cast, small_parts: None
) -> None:
    numbers = [_number() for _ in range(9)]
    roster = together.checked([_row("李明", number) for number in numbers])
    with acting(together.actor):
        (job, *_more) = commit_roster(together.actor, roster, origin="recorded", word=WORD)
    run_slice(job.pk, seconds=0)  # one lot
    with acting(together.actor):
        cancel_roster(together.actor, together.fresh(roster))
    stopped = together.fresh(roster)
    assert (stopped.state, stopped.reason) == ("committed", "stopped")
    with office(cast):
        assert 0 < Person.objects.filter(memberships__origin="recorded").count() < len(numbers)
    assert together.commit(stopped).state == "committed"
    _everybody_once(together, cast, numbers)


def test_another_clerk_may_retry_nothing_of_somebody_elses_job_but_may_stop_it(together: Desk, cast: Cast) -> None:
    from niangjia.foundation.access.actor import Refused

    roster = together.upload([_row("李明", _number())])
    chair = cast.actor("chair")
    with acting(together.actor):
        job = start_check(together.actor, roster)
    with acting(chair):
        with pytest.raises(Refused):
            retry_job(chair, job)
        cancel_roster(chair, roster)
    assert together.fresh(roster).state == "cancelled"
