from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from niangjia.engines.people.memberships.leaving import withdraw_member
from niangjia.engines.people.memberships.transferring import transfer_membership
from niangjia.engines.people.models import Total
from niangjia.engines.people.persons.correcting import correct_person
from niangjia.engines.people.persons.tests.samples import BORN, DAY, Office, office, passport
from niangjia.engines.people.totals.facets import EVERY, PARTS
from niangjia.engines.people.totals.keeping import collected, shift
from niangjia.engines.people.totals.reading import totals_of, totals_under

if TYPE_CHECKING:
    from tests.harness.people import Cast


def test_a_member_is_counted_by_every_facet(desk: Office) -> None:
    desk.enrol(desk.complete(education="20", new_form="6", political="01", work_state="1", is_migrant=True))
    found = totals_of(desk.mine.itself)
    assert found == {
        "members": {"": 1},
        "workers": {"": 1},
        "sex": {"1": 1},
        "age": {"1990": 1},
        "education": {"20": 1},
        "new_form": {"6": 1},
        "political": {"01": 1},
        "work_state": {"1": 1},
        "migrant": {"1": 1},
    }
    assert set(found) == {*PARTS, "members", "workers"} <= set(EVERY)


def test_who_is_no_member_is_a_worker(desk: Office) -> None:
    desk.complete()
    assert totals_of(desk.mine.itself) == {"workers": {"": 1}, "unorganised": {"": 1}}


def test_the_retired_are_no_workers(desk: Office) -> None:
    desk.complete(work_state="6")
    assert totals_of(desk.mine.itself) == {}


def test_a_correction_moves_between_values(desk: Office) -> None:
    person = desk.register("Mary Ann", passport(), sex="2", born=BORN, education="60")
    desk.enrol(person)
    correct_person(desk.actor, person, education="10", born=date(1989, 12, 31))
    assert (desk.totals(facet="education"), desk.totals(facet="age")) == ({"10": 1}, {"1980": 1})


def test_unions_above_add_up_what_is_below(desk: Office) -> None:
    desk.member(at="mine")
    desk.member(at="workshop")
    shown = totals_under([desk.union(key) for key in ("city", "mine", "workshop", "school")])
    assert shown == {desk.union("city").pk: 2, desk.mine.pk: 2, desk.union("workshop").pk: 1}


def test_of_whom_it_is_not_known_is_what_is_lacking_to_the_members(desk: Office) -> None:
    for education in ("10", "", ""):
        desk.enrol(desk.complete(education=education))
    assert totals_of(desk.mine.itself, ["education"]) == {"education": {"10": 1, "": 2}}


def test_facets_can_be_named(desk: Office) -> None:
    desk.member()
    assert set(totals_of(desk.mine.itself, ["members", "sex"])) == {"members", "sex"}


def test_a_batch_writes_its_totals_once(desk: Office) -> None:
    rows = [desk.member() for _ in range(3)]
    with (
        CaptureQueriesContext(
            connection,
        ) as queries,
        collected(),
    ):
        for row in rows:
            withdraw_member(desk.actor, row, day=DAY)
    written = [query for query in queries if "INSERT INTO people_total" in query["sql"]]
    assert (len(written), desk.totals(), desk.totals(facet="unorganised")) == (1, {}, {"": 3})


def test_a_batch_that_fails_writes_none(desk: Office) -> None:
    with pytest.raises(ZeroDivisionError), collected():
        shift(Counter(), Counter({(desk.mine.pk, "members", ""): 1}))
        raise ZeroDivisionError
    assert not Total.objects.exists()


def test_rows_are_written_in_one_order(desk: Office) -> None:
    change = Counter({(pk, "members", value): 1 for pk in (desk.mine.pk, desk.union("city").pk) for value in "ba"})
    with CaptureQueriesContext(connection) as queries:
        shift(Counter(), change)
    assert "'{a,b,a,b}'" in queries[0]["sql"]


def test_nothing_is_written_where_nothing_changed(desk: Office) -> None:
    person = desk.complete()
    with CaptureQueriesContext(connection) as queries:
        correct_person(desk.actor, person, platform="云州外卖")
    assert not [query for query in queries if "people_total" in query["sql"]]


def test_a_transfer_counts_nobody_twice(cast: Cast) -> None:
    with office(cast, "upper_officer") as city:
        transfer_membership(city.actor, city.member(at="school"), city.union("shaft"), day=DAY)
        assert (city.totals("city"), city.totals("school"), city.totals("shaft")) == ({"": 1}, {}, {"": 1})
