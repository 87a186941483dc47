from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from niangjia.engines.people.models import Union
from niangjia.engines.people.persons.tests.samples import PHONE, Office, resident_id
from niangjia.engines.people.scope import acting
from niangjia.engines.people.totals.models import Total
from niangjia.foundation.access.actions import create_token
from niangjia.foundation.access.actor import PLATFORM

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from tests.harness.people import Cast

ROOT = "/api/v1/people"


class Program:
    """Asks with the token of one of the cast."""

    def __init__(self, cast: Cast, key: str) -> None:
        self._headers = {"Authorization": f"Bearer {create_token(PLATFORM, cast[key], days=1)}"}

    def ask(self, path: str, status: int = 200) -> Any:
        response = Client().get(f"{ROOT}{path}", headers=self._headers)
        assert response.status_code == status, response.content
        return response.json()

    def items(self, path: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.ask(path)["items"]
        return found


@pytest.fixture
def clerk(cast: Cast) -> Program:
    """The mine's."""
    return Program(cast, "clerk")


def test_unions_are_those_of_the_scope(clerk: Program) -> None:
    assert {row["code"] for row in clerk.items("/unions")} == {"110101", "11010101", "1101010101", "11010102"}


def test_unions_below_one(cast: Cast, clerk: Program) -> None:
    found = clerk.items(f"/unions?union={cast.union('shaft').pk}")
    assert {row["name"] for row in found} == {"采煤一队分会", "早班小组"}


def test_lists_are_read_on_by_key(cast: Cast, clerk: Program) -> None:
    first = clerk.ask("/unions?limit=3")
    rest = clerk.ask(f"/unions?limit=3&after={first['next']}")
    assert [len(first["items"]), len(rest["items"]), rest["next"]] == [3, 1, None]


def test_one_union(cast: Cast, clerk: Program) -> None:
    found = clerk.ask(f"/unions/{cast.union('mine').pk}")
    assert (found["name"], found["parent"]) == ("石河煤矿工会委员会", cast.union("county").pk)


def test_members_are_those_of_the_scope_and_members(clerk: Program) -> None:
    names = {row["name"] for row in clerk.items("/members")}
    assert names == {"王小梅", "何强", "刘芳", "陈建国", "孙立"}  # neither the worker nor those of other unions


def test_a_members_secrets_are_masked(cast: Cast, clerk: Program) -> None:
    document = resident_id()
    with acting(cast.actor("clerk")):
        office = Office(cast, cast.actor("clerk"))
        person = office.register("张秀英", document, phones=(PHONE,))
        office.enrol(person)
    shown = clerk.ask(f"/members/{person.pk}")
    assert shown["document"] and shown["document"] != document.number
    assert "*" in shown["phone"] and PHONE not in str(shown)


def test_who_is_no_member_is_no_member(cast: Cast, clerk: Program) -> None:
    clerk.ask(f"/members/{cast.person('worker').pk}", 404)


def test_somebody_outside_is_not_there(cast: Cast, clerk: Program) -> None:
    clerk.ask(f"/members/{cast.person('other_clerk').pk}", 404)


def test_memberships_of_one_person(cast: Cast, clerk: Program) -> None:
    (found,) = clerk.items(f"/memberships?person={cast.person('member').pk}")
    assert (found["union"], found["state"]) == (cast.union("shaft").pk, "active")


def test_memberships_of_somebody_outside_are_none(cast: Cast, clerk: Program) -> None:
    assert clerk.items(f"/memberships?person={cast.person('other_clerk').pk}") == []


def test_posts_name_their_holders(cast: Cast) -> None:
    auditor = Program(cast, "auditor")  # who sees no records
    assert {row["holder"] for row in auditor.items("/posts")} == {"何强", "刘芳", "陈建国", "孙立"}


def test_totals_are_those_of_the_scope(cast: Cast, clerk: Program) -> None:
    for key, count in (("mine", 3), ("shaft", 4), ("school", 50)):
        Total.objects.create(union=cast.union(key), facet="members", value="", count=count)
    assert clerk.ask("/totals")["totals"]["members"] == {"": 7}
    assert clerk.ask(f"/totals?union={cast.union('shaft').pk}")["totals"]["members"] == {"": 4}


@pytest.mark.parametrize("path", ["/unions", "/members", "/memberships", "/posts", "/totals"])
def test_a_union_outside_is_not_there(cast: Cast, clerk: Program, path: str) -> None:
    clerk.ask(f"{path}?union={cast.union('school').pk}", 404)


@pytest.mark.parametrize("query", ["after=-1", "after=x", "limit=0", "limit=201", "union=0", f"union={'9' * 30}"])
def test_a_query_that_makes_no_sense_is_said(clerk: Program, query: str) -> None:
    clerk.ask(f"/members?{query}", 422)


def test_a_record_is_for_who_may_see_records(cast: Cast) -> None:
    Program(cast, "auditor").ask("/members", 403)


def test_members_cost_no_query_per_row(
    cast: Cast, clerk: Program, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    assert Union.objects.exists()
    with django_assert_max_num_queries(13):
        clerk.items("/members")
