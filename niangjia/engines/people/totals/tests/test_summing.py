"""Sums over wide subtrees say what adding up union by union says, at any moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connection

from niangjia.engines.people.memberships.leaving import withdraw_member
from niangjia.engines.people.memberships.transferring import transfer_membership
from niangjia.engines.people.models import SubtreeTotal, TotalChange
from niangjia.engines.people.persons.tests.samples import DAY, Office, office
from niangjia.engines.people.totals import summing
from niangjia.engines.people.totals.reading import totals_below, totals_of
from niangjia.engines.people.totals.recounting import recount
from niangjia.engines.people.totals.summing import keep_summed_up, sum_up, sum_up_every_night
from niangjia.engines.people.unions.actions import merge_unions, move_union, take_back_act
from niangjia.engines.people.unions.models import Union
from niangjia.engines.people.unions.tests.samples import MARCH, Tree, enrol, named, plant
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.access.reach import EVERYWHERE, Reach

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.harness.people import Cast

KEYS = ("city", "county", "mine", "shaft", "group", "workshop", "school")


@pytest.fixture(autouse=True)
def _every_subtree_is_wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(summing, "WIDE", 1)


@pytest.fixture
def city(cast: Cast) -> Iterator[Office]:
    with office(cast, "upper_officer") as at_work:
        yield at_work


def told() -> dict[str, object]:
    """Everything that is read of any subtree, of all of them at once, and of ranges that are none."""
    unions = list(Union.objects.order_by("place"))
    last = unions[-1].place
    ranges = [Reach(((start, start + 2),)) for start in range(last)] + [Reach(((1, 2), (3, last)))]
    return {
        "below": totals_below(unions, ["members", "workers", "unorganised", "sex"]),
        "everywhere": totals_of(EVERYWHERE),
        "subtrees": [totals_of(union.subtree) for union in unions],
        "ranges": [totals_of(reach) for reach in ranges],
    }


def plain() -> dict[str, object]:
    """The same without sums."""
    with connection.cursor() as cursor:
        cursor.execute("SAVEPOINT without; DELETE FROM people_subtreetotal")
        found = told()
        cursor.execute("ROLLBACK TO SAVEPOINT without")
    return found


def people(desk: Office) -> None:
    for key in KEYS:
        desk.member(at=key)
    desk.complete(at="school")


def settled() -> Tree:
    """The small tree with a member in every union, summed up."""
    tree = plant()
    for union in tree:
        enrol(union)
    recount([union.pk for union in tree])
    sum_up()
    return Tree(*(named(code) for code in Tree._fields))


def test_sums_say_what_the_unions_say(city: Office) -> None:
    people(city)
    before = told()
    sum_up()
    assert SubtreeTotal.objects.values("union_id").distinct().count() == Union.objects.count()
    assert not TotalChange.objects.exists()
    assert told() == before == plain()


def test_what_was_done_since_is_added(city: Office) -> None:
    people(city)
    sum_up()
    withdraw_member(city.actor, city.member(at="shaft"), day=DAY)
    transfer_membership(city.actor, city.member(at="school"), city.union("workshop"), day=DAY)
    assert TotalChange.objects.exists()
    assert city.totals("city") == {"": len(KEYS) + 1}
    assert told() == plain()
    after = told()
    sum_up()
    assert told() == after


@pytest.mark.django_db
def test_unions_that_move_take_their_people_along() -> None:
    tree = settled()
    move_union(PLATFORM, tree.mill, tree.west)
    kept = set(SubtreeTotal.objects.values_list("union_id", flat=True))
    assert kept == {tree.mill.pk, tree.shop.pk, tree.yard.pk}  # below them nothing has changed
    assert told() == plain()
    sum_up()
    assert told() == plain()


@pytest.mark.django_db
def test_taking_a_move_back_is_a_move() -> None:
    tree = settled()
    moved = move_union(PLATFORM, tree.mill, tree.west, day=MARCH)
    sum_up()
    take_back_act(PLATFORM, moved, reason="wrong union")
    assert told() == plain()


@pytest.mark.django_db
def test_unions_that_merge_count_nobody_twice() -> None:
    tree = settled()
    merge_unions(PLATFORM, tree.yard, tree.mill)
    assert totals_below([tree.city], ["members"])[tree.city.pk] == {"members": {"": len(tree)}}
    assert told() == plain()


def test_it_is_summed_up_only_where_something_changed(city: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    people(city)
    keep_summed_up()
    assert not TotalChange.objects.exists()
    monkeypatch.setattr(summing, "sum_up", lambda: pytest.fail("nothing had changed"))
    keep_summed_up()


def test_a_wrong_sum_is_put_right_by_night(city: Office) -> None:
    people(city)
    sum_up()
    SubtreeTotal.objects.update(count=99)
    sum_up_every_night()
    assert told() == plain()
