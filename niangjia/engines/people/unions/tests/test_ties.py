from __future__ import annotations

from datetime import timedelta

import pytest

from niangjia.engines.people.refusals import NotPossible
from niangjia.engines.people.unions.actions import dissolve_union, move_union, tie_union, untie_union
from niangjia.engines.people.unions.models import SecondaryTie
from niangjia.engines.people.unions.reading import tie_reach, tied_outside
from niangjia.foundation.access.actor import PLATFORM, Refused
from niangjia.foundation.clock import today

from .samples import MARCH, MAY, START, Tree, named, officer, plant, told

pytestmark = pytest.mark.django_db
COUNTS, RECORDS = SecondaryTie.Shares.COUNTS, SecondaryTie.Shares.RECORDS


def _reached(code: str) -> set[str]:
    reach = tie_reach(named(code))
    return {name for name in Tree._fields if named(name).place in reach}


def _counted(code: str) -> set[str]:
    reach = tied_outside(named(code))
    return {name for name in Tree._fields if named(name).place in reach}


def test_a_tie_that_shares_records_reaches_the_tied_subtree() -> None:
    tree = plant()
    tie_union(officer(tree.city), tree.mill, tree.west, shares=RECORDS, paper="工发6号")
    assert _reached("west") == {"west", "mill", "shop"}
    assert told("people.union.tied")["upper"] == "west工会"


def test_a_tie_that_shares_counts_reaches_no_records() -> None:
    tree = plant()
    tie_union(PLATFORM, tree.mill, tree.west)
    assert _reached("west") == {"west"} and _counted("west") == {"mill", "shop"}


def test_ties_lead_one_step() -> None:
    tree = plant()
    tie_union(PLATFORM, tree.mill, tree.west, shares=RECORDS)
    tie_union(PLATFORM, tree.yard, tree.mill, shares=RECORDS)
    assert _reached("west") == {"west", "mill", "shop"} and _reached("mill") == {"mill", "shop", "yard"}


def test_tied_unions_count_once_whatever_they_are_tied_by() -> None:
    tree = plant()
    tie_union(PLATFORM, tree.mill, tree.west)
    tie_union(PLATFORM, tree.shop, tree.west, shares=RECORDS)
    assert _counted("west") == {"mill", "shop"}
    assert sum(end - start for start, end in tied_outside(named("west")).ranges) == 2


def test_what_has_moved_below_in_the_meantime_is_not_counted_apart() -> None:
    tree = plant()
    tie_union(PLATFORM, tree.mill, tree.west)
    move_union(PLATFORM, tree.mill, tree.west)
    assert not tied_outside(named("west")) and _reached("west") == {"west", "mill", "shop"}


def test_a_tie_holds_from_its_first_day_to_the_one_before_its_last() -> None:
    tree = plant()
    tie = tie_union(PLATFORM, tree.mill, tree.west, shares=RECORDS, day=MARCH)
    untie_union(officer(tree.city), tie, day=MAY)
    west = named("west")
    days = {START: False, MARCH: True, MAY - timedelta(days=1): True, MAY: False}
    assert {day: tie_reach(west, on=day) != west.subtree for day in days} == days
    assert _reached("west") == {"west"}


def test_a_tie_is_had_once_at_a_time() -> None:
    tree = plant()
    tie = tie_union(PLATFORM, tree.mill, tree.west, day=MARCH)
    with pytest.raises(NotPossible):
        tie_union(PLATFORM, tree.mill, tree.west, shares=RECORDS)
    untie_union(PLATFORM, tie, day=MAY)
    with pytest.raises(NotPossible):
        tie_union(PLATFORM, tree.mill, tree.west, day=MARCH)
    tie_union(PLATFORM, tree.mill, tree.west, day=MAY)


@pytest.mark.parametrize(("union", "upper"), [("mill", "mill"), ("mill", "city"), ("city", "mill")])
def test_one_line_of_the_tree_needs_no_tie(union: str, upper: str) -> None:
    plant()
    with pytest.raises(NotPossible):
        tie_union(PLATFORM, named(union), named(upper))


def test_it_is_for_those_above_the_union() -> None:
    tree = plant()
    for actor in (officer(tree.west), officer(tree.mill)):
        with pytest.raises(Refused):
            tie_union(actor, tree.mill, tree.west)
    tie = tie_union(PLATFORM, tree.mill, tree.west)
    with pytest.raises(Refused):
        untie_union(officer(tree.west), tie)


def test_not_with_what_has_ended() -> None:
    tree = plant()
    dissolve_union(PLATFORM, tree.west)
    with pytest.raises(NotPossible):
        tie_union(PLATFORM, tree.mill, tree.west)


def test_a_tie_ends_once_and_not_before_it_began() -> None:
    tree = plant()
    tie = tie_union(PLATFORM, tree.mill, tree.west, day=MAY)
    for day in (MARCH, today() + timedelta(days=1)):
        with pytest.raises(NotPossible):
            untie_union(PLATFORM, tie, day=day)
    untie_union(PLATFORM, tie)
    with pytest.raises(NotPossible):
        untie_union(PLATFORM, tie)
