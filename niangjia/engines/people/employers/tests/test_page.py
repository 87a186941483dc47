from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from niangjia.engines.people.models import Coverage, Employer

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from tests.harness.people import Cast


@pytest.fixture
def employer(cast: Cast) -> Employer:
    """The mine's."""
    _ = cast.union("mine")
    return Employer.objects.get()


def _text(cast: Cast, employer: Employer, key: str = "clerk") -> str:
    response = cast.client(key).get(f"/desk/people/employers/{employer.pk}/")
    assert response.status_code == 200
    return response.content.decode()


def test_the_page_shows_headcount_and_unions(cast: Cast, employer: Employer) -> None:
    Employer.objects.update(headcount=1812)
    text = _text(cast, employer)
    assert "1,812" in text and "石河煤矿工会委员会" in text


def test_workers_are_a_number_and_nobody_is_named(cast: Cast, employer: Employer) -> None:
    text = _text(cast, employer)
    assert "<dd>6</dd>" in text and "李大山" not in text


def test_who_sees_no_records_sees_no_workers(cast: Cast, employer: Employer) -> None:
    assert "<dd>6</dd>" not in _text(cast, employer, "auditor")


def test_a_union_outside_is_named_without_a_link(cast: Cast, employer: Employer) -> None:
    Coverage.objects.create(union=cast.union("school"), employer=employer, valid_from=date(2020, 1, 1))
    text = _text(cast, employer)
    assert "石河一中工会委员会" in text and f"/unions/{cast.union('school').pk}/" not in text


def test_an_employer_without_a_union_is_there_for_who_may_enter_one(cast: Cast) -> None:
    alone = Employer.objects.create(name="新厂")
    statuses = [
        cast.client(key).get(f"/desk/people/employers/{alone.pk}/").status_code for key in ("clerk", "auditor")
    ]
    assert statuses == [200, 404]


def test_no_query_per_union(
    cast: Cast, employer: Employer, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for key in ("shaft", "workshop", "group"):
        Coverage.objects.create(union=cast.union(key), employer=employer, valid_from=date(2020, 1, 1))
    client = cast.client("clerk")
    with django_assert_max_num_queries(13):
        client.get(f"/desk/people/employers/{employer.pk}/")
