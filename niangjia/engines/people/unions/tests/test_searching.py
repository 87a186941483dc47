from __future__ import annotations

import pytest

from niangjia.engines.people.unions.actions import dissolve_union
from niangjia.engines.people.unions.initials import initials_of
from niangjia.engines.people.unions.models import Level
from niangjia.engines.people.unions.reading import search
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.access.reach import EVERYWHERE

from .samples import Tree, grow, named, plant


@pytest.fixture
def tree(db: None) -> Tree:
    tree = plant()
    grow(tree.east, "4101001", name="重庆宏鑫机械有限公司工会委员会", short_name="宏鑫工会")
    grow(tree.west, "4101002", name="长城银行股份有限公司工会（郑州）")
    grow(tree.west, "4102003", Level.BRANCH, name="ABB机械分工会")
    return tree


def _found(text: str) -> list[str]:
    return [union.code for union in search(text, EVERYWHERE)]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("宏鑫", ["4101001"]),
        ("机械", ["4101001", "4102003"]),
        ("机械 有限", ["4101001"]),
        ("4101", ["4101001", "4101002"]),
        ("abb", ["4102003"]),
        ("hxjx", ["4101001"]),
        ("HXGH", ["4101001"]),
        ("cqhx", ["4101001"]),
        ("ccyh", ["4101002"]),
        ("jx 4102", ["4102003"]),
        ("100%", []),
        ("x_", []),
        (" ", []),
    ],
)
def test_what_is_found(tree: Tree, text: str, codes: list[str]) -> None:
    assert _found(text) == codes


def test_the_code_comes_first_then_beginnings(tree: Tree) -> None:
    grow(tree.east, "gong", name="某工会")
    grow(tree.east, "z1", name="工会某")
    assert _found("gong")[0] == "gong" and _found("工会")[0] == "z1"


def test_only_within_the_reach(tree: Tree) -> None:
    assert [union.code for union in search("机械", named("west").subtree)] == ["4102003"]
    assert [union.code for union in search("hxjx", named("west").subtree)] == []


def test_those_that_ended_are_found_if_wanted(tree: Tree) -> None:
    dissolve_union(PLATFORM, tree.yard)
    assert _found("yard") == []
    assert [union.code for union in search("yard", EVERYWHERE, ended=True)] == ["yard"]


def test_so_many_at_most(tree: Tree) -> None:
    assert len(search("工会", EVERYWHERE, most=2)) == 2


@pytest.mark.parametrize(
    ("name", "letters"),
    [("郑州电子", "zzdz"), ("ABB机械（集团）", "abbjxjt"), ("重庆银行", "cqyh zqyx"), ("", "")],
)
def test_initials(name: str, letters: str) -> None:
    assert initials_of(name) == letters
