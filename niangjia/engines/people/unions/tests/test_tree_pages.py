from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import pytest

from niangjia.engines.people.totals.models import Total
from niangjia.engines.people.unions import browsing
from niangjia.engines.people.unions.models import Union
from niangjia.foundation.access.reach import Reach

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from tests.harness.people import Cast


def _text(cast: Cast, path: str, key: str = "clerk") -> str:
    response = cast.client(key).get(path)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def _count(cast: Cast, union: str, facet: str, count: int) -> None:
    Total.objects.create(union=cast.union(union), facet=facet, value="", count=count)


def test_the_tree_is_open_where_one_looks(cast: Cast) -> None:
    path = f"/desk/people/tree/?at={cast.union('shaft').pk}"
    assert "早班小组" in _text(cast, path, "upper_officer")
    assert "早班小组" not in _text(cast, "/desk/people/tree/", "upper_officer")


def test_the_tree_begins_at_the_highest_union_of_the_reach(cast: Cast) -> None:
    text = _text(cast, "/desk/people/tree/")
    assert "石河煤矿工会委员会" in text and "石河县总工会" not in text and "采煤一队分会" in text


def test_a_reach_without_what_is_below_shows_nothing_below(cast: Cast) -> None:
    mine = cast.union("mine")
    assert browsing.below(mine, Reach(((mine.place, mine.place + 1),))).branches == []


@pytest.mark.parametrize("asked", ["99999999", "x", "9" * 30, "²"])
def test_the_tree_at_what_is_not_there_is_not_found(cast: Cast, asked: str) -> None:
    assert cast.client("clerk").get(f"/desk/people/tree/?at={asked}").status_code == 404


def test_the_tree_at_a_union_outside_is_not_found(cast: Cast) -> None:
    path = f"/desk/people/tree/?at={cast.union('school').pk}"
    assert cast.client("clerk").get(path).status_code == 404


@pytest.mark.parametrize("words", ["煤矿", "110101", "shmk"])
def test_a_union_is_found_by_name_code_and_initials(cast: Cast, words: str) -> None:
    assert "石河煤矿工会委员会" in _text(cast, f"/desk/people/tree/?q={words}", "upper_officer")


def test_what_lies_outside_is_not_found(cast: Cast) -> None:
    assert "石河一中" not in _text(cast, "/desk/people/tree/?q=一中")


def test_a_branch_is_a_part_of_a_page(cast: Cast) -> None:
    path = f"/desk/people/unions/{cast.union('mine').pk}/below/"
    text = cast.client("clerk").get(path, headers={"HX-Request": "true"}).content.decode()
    assert "机修车间分会" in text and "<html" not in text
    assert "<html" in _text(cast, path)  # where no scripts run


def test_more_children_are_asked_for(cast: Cast) -> None:
    mine = cast.union("mine")
    path = f"/desk/people/unions/{mine.pk}/below/?after={cast.union('shaft').pk}"
    text = _text(cast, path)
    assert "机修车间分会" in text and "采煤一队分会" not in text


def test_the_tree_costs_no_query_per_branch(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = cast.client("upper_officer")
    with django_assert_max_num_queries(14):
        client.get("/desk/people/tree/")


def test_totals_are_those_of_the_reach(cast: Cast) -> None:
    _count(cast, "shaft", "members", 3456)
    _count(cast, "school", "members", 7789)
    text = _text(cast, "/desk/people/totals/")
    assert "3,456" in text and "7,789" not in text


def test_totals_show_the_unions_below_one_by_one(cast: Cast) -> None:
    _count(cast, "group", "members", 3456)
    text = _text(cast, "/desk/people/totals/", "upper_officer")
    assert "石河县总工会" in text and "3,456" in text


def test_totals_cost_no_query_per_union(cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    client = cast.client("upper_officer")
    with django_assert_max_num_queries(16):
        client.get("/desk/people/totals/")


def test_the_highest_are_those_with_nobody_of_the_reach_above(cast: Cast) -> None:
    _ = cast.union("mine")
    unions = list(Union.objects.select_related("parent").order_by("place"))
    pieces = [(union.place, end) for union in unions for end in {union.place + 1, union.place_end}]
    for parts in combinations(pieces, 3):
        reach = Reach.of(parts)
        within = [union for union in unions if union.place in reach]
        highest = [union for union in within if union.parent is None or union.parent.place not in reach]
        assert [branch.union for branch in browsing.tops(reach).branches] == highest
