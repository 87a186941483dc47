from __future__ import annotations

import pytest

from niangjia.engines.journal.models import Entry
from niangjia.engines.people.employers.actions import record_employer
from niangjia.engines.people.memberships.models import Membership
from niangjia.engines.people.persons.models import Person
from niangjia.engines.people.refusals import NotPossible
from niangjia.engines.people.unions.actions import (
    cover_employer,
    dissolve_union,
    merge_unions,
    move_union,
    rename_union,
    tie_union,
)
from niangjia.engines.people.unions.hooks import Hook, Merging, on_merge, unclaimed
from niangjia.engines.people.unions.models import SecondaryTie, State
from niangjia.engines.people.unions.refusals import Unmoved
from niangjia.foundation.access.actor import PLATFORM, Refused
from niangjia.foundation.access.scope import Scope, in_scope

from .samples import MARCH, MAY, START, check_history, check_numbering, enrol, grow, named, officer, past, plant, told

pytestmark = pytest.mark.django_db


def _members(merging: Merging) -> int:
    Person.objects.filter(home=merging.gone).update(home=merging.into)
    return Membership.objects.filter(union=merging.gone).update(union=merging.into)


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Only the steps of unions themselves run, not those of other areas."""
    for name, step in list(on_merge.steps.items()):
        if ".unions." not in step.__module__:
            monkeypatch.delitem(on_merge.steps, name)
    return monkeypatch


def test_one_goes_into_another_and_stands_below_it_from_then_on() -> None:
    tree = plant()
    merged = merge_unions(officer(tree.city), tree.mill, tree.yard, day=MARCH, paper="工发3号")
    gone = named("mill")
    assert (gone.state, gone.parent_id) == (State.MERGED, tree.yard.pk)
    assert past(named("shop")) == [(START, "mill"), (MARCH, "yard")]
    assert merged.moved["people.union.parent"] == 1
    check_numbering()
    check_history()


def test_both_have_it_in_the_journal() -> None:
    tree = plant()
    merge_unions(PLATFORM, tree.mill, tree.yard)
    entry = Entry.objects.get(code="people.union.merged")
    assert (entry.union_id, told(entry.code)["into"]) == (tree.mill.pk, "yard工会")
    assert told(entry.code)["moved"]["people.union.parent"] == 1
    assert Entry.objects.get(code="people.union.took_in").union_id == tree.yard.pk


def test_who_registered_moves_its_rows(alone: pytest.MonkeyPatch) -> None:
    tree = plant()
    person = enrol(tree.mill)
    alone.setitem(on_merge.steps, "test.members", _members)
    assert merge_unions(PLATFORM, tree.mill, tree.yard).moved["test.members"] == 1
    with in_scope(Scope(named("yard").itself)):
        assert Membership.objects.get(person=person).union_id == tree.yard.pk


def test_members_are_never_left_behind(alone: pytest.MonkeyPatch) -> None:
    tree = plant()
    enrol(tree.mill)
    with pytest.raises(Unmoved):
        merge_unions(PLATFORM, tree.mill, tree.yard)
    assert named("mill").state == State.ACTIVE


def test_employers_go_along_once() -> None:
    tree = plant()
    both, only = (record_employer(PLATFORM, {"name": name}) for name in ("both", "only"))
    for union, employer in ((tree.mill, both), (tree.yard, both), (tree.mill, only)):
        cover_employer(PLATFORM, union, employer, day=START)
    merge_unions(PLATFORM, tree.mill, tree.yard, day=MARCH)
    covered = tree.yard.coverages.filter(valid_to=None).order_by("employer")
    assert [(row.employer_id, row.valid_from) for row in covered] == [(both.pk, START), (only.pk, MARCH)]
    assert not tree.mill.coverages.filter(valid_to=None).exists()


def test_what_was_tied_to_it_is_tied_to_the_other_and_its_own_ties_end() -> None:
    tree = plant()
    other = grow(tree.west, "other")
    tie_union(PLATFORM, other, tree.mill, shares=SecondaryTie.Shares.RECORDS, day=START)
    tie_union(PLATFORM, tree.mill, tree.west, day=START)
    merge_unions(PLATFORM, tree.mill, tree.yard, day=MARCH)
    tie = SecondaryTie.objects.get(valid_to=None)
    assert (tie.union_id, tie.upper_id, tie.shares, tie.valid_from) == (other.pk, tree.yard.pk, "records", MARCH)


@pytest.mark.parametrize(("gone", "into"), [("mill", "mill"), ("mill", "shop"), ("city", "mill")])
def test_neither_into_itself_nor_into_what_is_below_it(gone: str, into: str) -> None:
    plant()
    with pytest.raises(NotPossible):
        merge_unions(PLATFORM, named(gone), named(into))


def test_into_the_one_above() -> None:
    tree = plant()
    merge_unions(PLATFORM, tree.mill, tree.east)
    assert named("shop").parent_id == tree.east.pk
    check_numbering()
    check_history()


def test_not_what_has_ended() -> None:
    tree = plant()
    dissolve_union(PLATFORM, tree.yard)
    for gone, into in ((tree.mill, tree.yard), (tree.yard, tree.mill)):
        with pytest.raises(NotPossible):
            merge_unions(PLATFORM, gone, into)


def test_the_right_is_needed_above_both() -> None:
    tree = plant()
    for actor in (officer(tree.mill), officer(tree.east)):
        with pytest.raises(Refused):
            merge_unions(actor, tree.mill, tree.west)


def test_not_before_a_later_act() -> None:
    tree = plant()
    rename_union(PLATFORM, tree.mill, name="新", day=MAY)
    with pytest.raises(NotPossible):
        merge_unions(PLATFORM, tree.mill, tree.yard, day=MARCH)


def test_not_before_a_union_left_it() -> None:
    tree = plant()
    move_union(PLATFORM, tree.shop, tree.yard, day=MAY)
    with pytest.raises(NotPossible):
        merge_unions(PLATFORM, tree.mill, tree.yard, day=MARCH)
    merge_unions(PLATFORM, tree.mill, tree.yard, day=MAY)
    check_history()


def test_one_that_came_later_than_the_merger_moves_from_when_it_came() -> None:
    tree = plant()
    move_union(PLATFORM, tree.shop, tree.yard, day=MARCH)
    move_union(PLATFORM, tree.shop, tree.mill, day=MAY)
    with pytest.raises(NotPossible):
        merge_unions(PLATFORM, tree.mill, tree.yard, day=START)
    merge_unions(PLATFORM, tree.mill, tree.west, day=MARCH)
    assert past(named("shop")) == [(START, "mill"), (MARCH, "yard"), (MAY, "west")]
    check_history()


def test_a_step_is_registered_once() -> None:
    hook: Hook[Merging] = Hook()
    hook("people.x.union")(_members)
    with pytest.raises(ValueError, match="twice"):
        hook("people.x.union")(lambda merging: 0)


def test_every_relation_of_unions_is_answered_for() -> None:
    from niangjia.engines.people.memberships import with_unions as members
    from niangjia.engines.people.posts import with_unions as posts

    assert members and posts and not unclaimed()


def test_members_go_with_their_union_when_all_have_registered() -> None:
    from niangjia.engines.people.memberships import with_unions

    tree, name = plant(), "people.membership.union"
    person = enrol(tree.mill)
    assert merge_unions(PLATFORM, tree.mill, tree.yard, day=MARCH).moved[name] == 1 and with_unions
    with in_scope(Scope(named("yard").itself)):
        new = Membership.objects.get(person=person, union=tree.yard)
        assert (new.state, new.started) == ("active", MARCH)
