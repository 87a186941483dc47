from __future__ import annotations

from typing import Any

import pytest

from niangjia.engines.people.unions.actions import dissolve_union, merge_unions, move_union, rename_union
from niangjia.engines.people.unions.reading import ancestors, children, path, paths, tree_on, union_on
from niangjia.foundation.access.actor import PLATFORM

from .samples import MARCH, MAY, START, grow, named, plant

pytestmark = pytest.mark.django_db


def _codes(unions: Any) -> list[str]:
    return [union.code for union in unions]


def test_the_line_to_a_union() -> None:
    tree = plant()
    assert _codes(path(tree.shop)) == ["city", "east", "mill", "shop"]
    assert _codes(ancestors(tree.shop)) == ["city", "east", "mill"] and not ancestors(tree.city)


def test_the_lines_of_many_take_two_queries(django_assert_num_queries: Any) -> None:
    tree = plant()
    with django_assert_num_queries(2):
        lines = paths([tree.shop.pk, tree.west.pk])
    assert _codes(lines[tree.west.pk]) == ["city", "west"] and len(lines[tree.shop.pk]) == 4


def test_children_come_in_pages() -> None:
    tree = plant()
    for number in range(3):
        grow(tree.east, f"n{number}")
    first = children(named("east"), size=3)
    second = children(named("east"), after=first.after, size=3)
    assert _codes(first.unions) + _codes(second.unions) == ["mill", "n0", "n1", "n2", "yard"]
    assert second.after is None and [getattr(union, "below", None) for union in first.unions] == [1, 0, 0]


def test_a_full_last_page_says_that_it_is_the_last() -> None:
    plant()
    assert children(named("east"), size=2).after is None


def test_those_that_ended_are_shown_if_wanted() -> None:
    tree = plant()
    dissolve_union(PLATFORM, tree.yard)
    assert _codes(children(tree.east).unions) == ["mill"]
    assert _codes(children(tree.east, ended=True).unions) == ["mill", "yard"]


def test_a_union_as_it_was() -> None:
    tree = plant()
    rename_union(PLATFORM, tree.mill, name="新", day=MARCH)
    then, now = union_on(tree.mill, START), union_on(tree.mill, MARCH)
    assert then and now and (then.name, now.name) == ("mill工会", "新")
    assert union_on(tree.mill, START.replace(year=2019)) is None


def test_the_tree_as_it_was() -> None:
    tree = plant()
    move_union(PLATFORM, tree.mill, tree.west, day=MARCH)
    merge_unions(PLATFORM, tree.yard, tree.mill, day=MAY)
    assert [(row.depth, row.code) for row in tree_on(START)] == [
        (0, "city"),
        (1, "east"),
        (2, "mill"),
        (3, "shop"),
        (2, "yard"),
        (1, "west"),
    ]
    assert _codes(tree_on(MAY)) == ["city", "east", "west", "mill", "shop"]
    assert tree_on(START.replace(year=2019)) == []


def test_a_part_of_the_tree_as_it_was() -> None:
    tree = plant()
    assert _codes(tree_on(START, below=tree.east)) == ["east", "mill", "shop", "yard"]
    assert _codes(tree_on(START, deepest=1)) == ["city", "east", "west"]
