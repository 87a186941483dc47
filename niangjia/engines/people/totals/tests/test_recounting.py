from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import product
from typing import TYPE_CHECKING

import pytest

from niangjia.engines.journal.models import Entry
from niangjia.engines.people.memberships.models import State
from niangjia.engines.people.models import Membership, Person, Total, Union
from niangjia.engines.people.persons.tests.samples import DAY, Office
from niangjia.engines.people.totals.keeping import counts_of
from niangjia.engines.people.totals.readings import totals_readings
from niangjia.engines.people.totals.recounting import recount, recount_every_night
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.clock import now, travelled
from niangjia.foundation.jobs.actions import start_job
from niangjia.foundation.jobs.models import Job
from niangjia.foundation.jobs.running import run_slice
from niangjia.foundation.readings import Health

if TYPE_CHECKING:
    from tests.harness.people import Cast

BIRTHS = (None, date(1949, 12, 31), date(1990, 1, 1), date(2000, 2, 29))


def everything_that_can_be(union: Union) -> list[Person]:
    """Persons in every state with every kind of membership, past the actions."""
    persons = [
        Person(home=union, name="李雷", name_key="x", state=state, born=born, work_state=work, is_migrant=bool(born))
        for state, born, work, _ in product(Person.State.values, BIRTHS, ("", "1", "6"), [None, *State])
    ]
    persons += [Person(home=union, name="李雷", name_key="x", died=DAY, sex="2", education="10")]
    Person.objects.bulk_create(persons)
    states = [state for *_, state in product(Person.State.values, BIRTHS, ("", "1", "6"), [None, *State])]
    Membership.objects.bulk_create(
        Membership(person=person, union=union, state=state, origin="recorded", started=DAY)
        for person, state in zip(persons, states, strict=False)
        if state
    )
    return persons


def stored() -> Counter[tuple[int, str, str]]:
    rows = Total.objects.exclude(count=0).values_list("union", "facet", "value", "count")
    return Counter({(union, facet, value): count for union, facet, value, count in rows})


def test_sql_counts_as_python_does(desk: Office) -> None:
    union = desk.union("workshop")
    persons = everything_that_can_be(union)
    assert recount([union.pk]) == 12
    assert stored() == counts_of(persons)


def test_what_the_actions_kept_is_right(desk: Office) -> None:
    desk.member(at="workshop")
    desk.register("李雷", at="workshop")
    assert recount([desk.union("workshop").pk]) == 0


def test_wrong_totals_are_mended(desk: Office) -> None:
    desk.member(at="workshop")
    right = stored()
    Total.objects.filter(facet="members").update(count=7)
    Total.objects.create(union=desk.union("workshop"), facet="sex", value="2", count=3)
    Total.objects.filter(facet="workers").delete()
    assert recount([desk.union("workshop").pk]) == 3
    assert stored() == right


def run() -> Job:
    job = start_job(PLATFORM, "people.recount", {})
    run_slice(job.pk)
    job.refresh_from_db()
    return job


def test_the_job_goes_over_all_unions_and_says_what_was_wrong(committed: str, cast: Cast) -> None:
    unions = [cast.union("mine"), *Union.objects.exclude(pk=cast.union("mine").pk)]
    assert run().state == "done"
    entry = Entry.objects.get(code="people.totals.recounted")
    assert entry.data is not None
    assert (entry.data["unions"], entry.data["wrong"] > 0) == (len(unions), True)
    assert [reading.health for reading in totals_readings()] == [Health.WARN]
    run()
    assert [reading.health for reading in totals_readings()] == [Health.GOOD]
    with travelled(to=now() + timedelta(days=4)):
        assert [reading.health for reading in totals_readings()] == [Health.WARN]


def test_in_several_chunks(committed: str, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("niangjia.engines.people.totals.recounting.AT_ONCE", 2)
    _ = cast.union("mine")
    assert (run().done, run().chunks) == (7, 4)


def test_every_night(db: None) -> None:
    recount_every_night()
    assert Job.objects.get().kind == "people.recount"
    assert [reading.value for reading in totals_readings()] != []
