from __future__ import annotations

import pytest

from niangjia.engines.journal.models import Entry
from niangjia.engines.people.employers.actions import record_employer
from niangjia.engines.people.memberships.models import State as MemberState
from niangjia.engines.people.refusals import NotPossible
from niangjia.engines.people.unions.actions import cover_employer, dissolve_union, move_union, tie_union
from niangjia.engines.people.unions.hooks import Ending, on_end
from niangjia.engines.people.unions.models import Coverage, SecondaryTie, State
from niangjia.foundation.access.actor import PLATFORM, Refused

from .samples import MARCH, MAY, START, check_history, check_numbering, enrol, named, officer, plant, told

pytestmark = pytest.mark.django_db


def test_a_dissolved_union_keeps_its_place_and_its_past() -> None:
    tree = plant()
    yard = dissolve_union(officer(tree.city), tree.yard, day=MARCH, paper="工发4号")
    assert (yard.state, yard.parent_id) == (State.DISSOLVED, tree.east.pk)
    assert yard.versions.get(valid_to=None).paper == "工发4号"
    assert Entry.objects.get(code="people.union.dissolved").union_id == yard.pk
    check_numbering()
    check_history()


def test_not_by_itself() -> None:
    tree = plant()
    with pytest.raises(Refused):
        dissolve_union(officer(tree.yard), tree.yard)


@pytest.mark.parametrize("state", [MemberState.ACTIVE, MemberState.TRANSFERRING, MemberState.INCOMPLETE])
def test_not_while_it_has_members(state: MemberState) -> None:
    tree = plant()
    enrol(tree.yard, state)
    with pytest.raises(NotPossible, match="1"):
        dissolve_union(PLATFORM, tree.yard)
    assert named("yard").state == State.ACTIVE


@pytest.mark.parametrize("state", [MemberState.RETAINED, MemberState.TRANSFERRED])
def test_retained_and_former_members_may_stay(state: MemberState) -> None:
    tree = plant()
    enrol(tree.yard, state)
    assert dissolve_union(PLATFORM, tree.yard).state == State.DISSOLVED


def test_not_while_a_union_stands_below_it() -> None:
    tree = plant()
    with pytest.raises(NotPossible, match="shop"):
        dissolve_union(PLATFORM, tree.mill)
    dissolve_union(PLATFORM, tree.shop)
    dissolve_union(PLATFORM, tree.mill)
    check_history()


def test_not_before_a_union_left_it() -> None:
    tree = plant()
    move_union(PLATFORM, tree.shop, tree.yard, day=MAY)
    with pytest.raises(NotPossible):
        dissolve_union(PLATFORM, tree.mill, day=MARCH)


def test_not_twice() -> None:
    tree = plant()
    dissolve_union(PLATFORM, tree.yard)
    with pytest.raises(NotPossible):
        dissolve_union(PLATFORM, tree.yard)


def test_its_ties_and_employers_end() -> None:
    tree = plant()
    cover_employer(PLATFORM, tree.yard, record_employer(PLATFORM, {"name": "x"}), day=START)
    tie_union(PLATFORM, tree.yard, tree.west, day=START)
    tie_union(PLATFORM, tree.shop, tree.yard)
    dissolve_union(PLATFORM, tree.yard, day=MARCH)
    assert Coverage.objects.get().valid_to == MARCH
    assert not SecondaryTie.objects.filter(valid_to=None).exists()


def test_who_registered_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    endings: list[Ending] = []

    def step(ending: Ending) -> int:
        endings.append(ending)
        return 3

    monkeypatch.setitem(on_end.steps, "test.posts", step)
    tree = plant()
    dissolve_union(PLATFORM, tree.yard, day=MARCH)
    assert [(ending.union.pk, ending.day) for ending in endings] == [(tree.yard.pk, MARCH)]
    assert told("people.union.dissolved")["moved"]["test.posts"] == 3
