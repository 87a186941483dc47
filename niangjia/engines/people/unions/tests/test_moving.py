from __future__ import annotations

from datetime import date, timedelta

import pytest

from niangjia.engines.people.persons.models import Person
from niangjia.engines.people.refusals import NotPossible
from niangjia.engines.people.unions.actions import dissolve_union, move_union, rename_union, take_back_act, tie_union
from niangjia.engines.people.unions.models import State
from niangjia.engines.people.unions.past import tree_on
from niangjia.engines.people.unions.refusals import Unfit
from niangjia.foundation.access.actor import PLATFORM, Refused
from niangjia.foundation.access.scope import Scope, in_scope
from niangjia.foundation.clock import today

from .samples import MARCH, MAY, START, check_history, check_numbering, enrol, named, officer, past, plant, told

pytestmark = pytest.mark.django_db


def test_a_union_moves_with_all_below_it() -> None:
    tree = plant()
    mill = move_union(officer(tree.city), tree.mill, tree.west, day=MARCH, paper="工发2号")
    assert mill.parent_id == tree.west.pk and named("shop").place in mill.subtree
    assert past(mill) == [(START, "east"), (MARCH, "west")]
    check_numbering()
    check_history()


def test_it_is_journalled_from_where_to_where() -> None:
    tree = plant()
    move_union(PLATFORM, tree.mill, tree.west)
    data = told("people.union.moved")
    assert (data["before"], data["above"]) == ("east工会", "west工会")


def test_a_move_takes_its_people_along_in_every_scope() -> None:
    tree = plant()
    person = enrol(tree.shop)
    move_union(PLATFORM, tree.mill, tree.west)
    for code, sees in (("east", False), ("west", True), ("mill", True), ("city", True)):
        with in_scope(Scope(named(code).subtree)):
            assert Person.objects.filter(pk=person).exists() is sees


@pytest.mark.parametrize(("code", "to"), [("mill", "mill"), ("mill", "shop"), ("city", "west"), ("mill", "east")])
def test_neither_below_itself_nor_where_it_is(code: str, to: str) -> None:
    plant()
    with pytest.raises((NotPossible, Unfit)):
        move_union(PLATFORM, named(code), named(to))


def test_who_has_a_right_at_one_end_only_may_not() -> None:
    tree = plant()
    for actor in (officer(tree.east), officer(tree.west), officer(tree.mill)):
        with pytest.raises(Refused):
            move_union(actor, tree.mill, tree.west)


def test_neither_to_nor_from_what_has_ended() -> None:
    tree = plant()
    dissolve_union(PLATFORM, tree.west)
    dissolve_union(PLATFORM, tree.yard)
    with pytest.raises(NotPossible):
        move_union(PLATFORM, tree.mill, tree.west)
    with pytest.raises(NotPossible):
        move_union(PLATFORM, tree.yard, tree.city)


@pytest.mark.parametrize("day", [START - timedelta(days=1), today() + timedelta(days=1)])
def test_neither_before_its_past_nor_in_the_future(day: date) -> None:
    tree = plant()
    with pytest.raises(NotPossible):
        move_union(PLATFORM, tree.mill, tree.west, day=day)


def test_a_move_entered_late_leaves_a_later_one_standing() -> None:
    tree = plant()
    move_union(PLATFORM, tree.mill, tree.west, day=MAY)
    mill = move_union(PLATFORM, tree.mill, tree.city, day=MARCH)
    assert past(mill) == [(START, "east"), (MARCH, "city"), (MAY, "west")]
    assert mill.parent_id == tree.west.pk
    check_history()
    check_numbering()


def test_a_move_entered_late_goes_on_through_a_later_renaming() -> None:
    tree = plant()
    rename_union(PLATFORM, tree.mill, name="新", day=MAY)
    mill = move_union(PLATFORM, tree.mill, tree.west, day=MARCH)
    assert past(mill) == [(START, "east"), (MARCH, "west"), (MAY, "west")]
    check_history()


def test_an_earlier_day_of_the_same_move_is_entered() -> None:
    tree = plant()
    move_union(PLATFORM, tree.mill, tree.west, day=MAY)
    move_union(PLATFORM, tree.mill, tree.west, day=MARCH)
    assert {row.union_id for row in tree_on(MARCH, below=tree.west)} == {tree.west.pk, tree.mill.pk, tree.shop.pk}
    check_history()


def test_a_second_move_on_one_day_takes_the_place_of_the_first() -> None:
    tree = plant()
    move_union(PLATFORM, tree.mill, tree.west, day=MARCH)
    mill = move_union(PLATFORM, tree.mill, tree.city, day=MARCH)
    assert past(mill) == [(START, "east"), (MARCH, "city")]


def test_no_loop_in_the_past_either() -> None:
    tree = plant()
    move_union(PLATFORM, tree.shop, tree.east, day=MAY)
    rename_union(PLATFORM, tree.mill, level="6")
    with pytest.raises(NotPossible):
        move_union(PLATFORM, tree.mill, tree.shop, day=MARCH)
    move_union(PLATFORM, tree.mill, tree.shop, day=MAY)
    check_history()


def test_not_below_one_that_is_tied_to_it() -> None:
    tree = plant()
    tie_union(PLATFORM, tree.west, tree.shop)
    with pytest.raises(NotPossible):
        move_union(PLATFORM, tree.mill, tree.west)


def test_a_move_is_taken_back() -> None:
    tree = plant()
    move_union(PLATFORM, tree.mill, tree.west, day=MARCH)
    mill = take_back_act(officer(tree.city), tree.mill, reason="录错")
    assert mill.parent_id == tree.east.pk and past(mill) == [(START, "east")]
    assert told("people.union.act_taken_back")["reason"] == "录错"
    check_numbering()
    check_history()


def test_a_dissolution_is_taken_back() -> None:
    tree = plant()
    dissolve_union(PLATFORM, tree.yard)
    assert take_back_act(PLATFORM, tree.yard, reason="录错").state == State.ACTIVE
    check_history()


def test_not_back_to_what_has_ended_or_stands_below_it_now() -> None:
    tree = plant()
    move_union(PLATFORM, tree.mill, tree.west)
    move_union(PLATFORM, tree.yard, tree.west)
    dissolve_union(PLATFORM, tree.east)
    with pytest.raises(NotPossible):
        take_back_act(PLATFORM, tree.mill, reason="录错")


def test_neither_a_beginning_nor_without_a_reason() -> None:
    tree = plant()
    with pytest.raises(NotPossible):
        take_back_act(PLATFORM, tree.mill, reason="录错")
    move_union(PLATFORM, tree.mill, tree.west)
    with pytest.raises(NotPossible):
        take_back_act(PLATFORM, tree.mill, reason=" ")
