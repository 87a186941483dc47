"""Random acts on random days, many of them refused: whatever happens, the tree, its past and its people are whole."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from niangjia.engines.people.memberships.models import Membership
from niangjia.engines.people.persons.models import Person
from niangjia.engines.people.refusals import NotPossible
from niangjia.engines.people.unions import actions
from niangjia.engines.people.unions.hooks import Merging, on_end, on_merge
from niangjia.engines.people.unions.models import Level, SecondaryTie, Union
from niangjia.engines.people.unions.reading import tie_reach, tied_outside
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.access.reach import EVERYWHERE
from niangjia.foundation.access.scope import Scope, in_scope

from .samples import START, check_history, check_numbering, draft, enrol, plant

if TYPE_CHECKING:
    from collections.abc import Callable

DAYS = [START, date(2021, 1, 1), date(2022, 1, 1), date(2023, 1, 1), date(2024, 1, 1)]
# At START the codes of the small tree; the union number of an act is taken modulo those that there are.
ACTS = st.tuples(
    st.sampled_from(
        ["found", "move", "move", "rename", "merge", "dissolve", "dissolve", "take_back", "split", "tie"]
    ),
    st.integers(0, 30),
    st.integers(0, 30),
    st.sampled_from(DAYS),
)


def _act(what: str, one: Union, other: Union, day: date, number: int) -> object:
    new = draft(f"n{number}", Level.BRANCH)
    verbs: dict[str, Callable[[], Any]] = {
        "found": lambda: actions.found_union(PLATFORM, one, new, day=day),
        "move": lambda: actions.move_union(PLATFORM, one, other, day=day),
        "rename": lambda: actions.rename_union(PLATFORM, one, name=f"名{number}", day=day),
        "merge": lambda: actions.merge_unions(PLATFORM, one, other, day=day),
        "dissolve": lambda: actions.dissolve_union(PLATFORM, one, day=day),
        "take_back": lambda: actions.take_back_act(PLATFORM, one, reason="试"),
        "split": lambda: actions.split_union(PLATFORM, one, new, children=one.children.all()[:1], day=day),
        "tie": lambda: actions.tie_union(PLATFORM, one, other, day=day, shares=SecondaryTie.Shares.RECORDS),
    }
    return verbs[what]()


def _members(merging: Merging) -> int:
    Person.objects.filter(home=merging.gone).update(home=merging.into)
    return Membership.objects.filter(union=merging.gone).update(union=merging.into)


def _check_people(persons: set[int]) -> None:
    """Nobody is lost, and every union reaches exactly those below it."""
    with in_scope(Scope(EVERYWHERE)):
        homes = dict(Person.objects.values_list("pk", "home_id"))
    assert homes.keys() == persons
    for union in Union.objects.all():
        below = set(Union.objects.within(union.subtree).values_list("pk", flat=True))
        with in_scope(Scope(union.subtree)):
            assert {*Person.objects.values_list("pk", flat=True)} == {
                pk for pk, home in homes.items() if home in below
            }


def _check_ties() -> None:
    """No tie gives a union more of its own line, and what is tied is apart from what is below."""
    for union in Union.objects.all():
        above = Union.objects.filter(place__lt=union.place, place_end__gt=union.place)
        assert not any(each.place in tie_reach(union) for each in above)
        assert all(end <= union.place or start >= union.place_end for start, end in tied_outside(union).ranges)


@pytest.mark.django_db
@given(st.lists(ACTS, min_size=5, max_size=12))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_tree_stays_whole(acts: list[tuple[str, int, int, date]]) -> None:
    with pytest.MonkeyPatch.context() as patch, transaction.atomic():
        for hook in (on_merge, on_end):
            for name in [name for name, step in hook.steps.items() if ".unions." not in step.__module__]:
                patch.delitem(hook.steps, name)
        patch.setitem(on_merge.steps, "test.members", _members)
        tree = plant()
        persons = {enrol(union) for union in (tree.west, tree.mill, tree.shop)}
        for number, (what, one, other, day) in enumerate(acts):
            unions = list(Union.objects.order_by("pk"))
            try:
                _act(what, unions[one % len(unions)], unions[other % len(unions)], day, number)
            except NotPossible:
                continue
            check_numbering()
            check_history()
        _check_people(persons)
        _check_ties()
        transaction.set_rollback(True)
