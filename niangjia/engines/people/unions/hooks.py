"""Whoever points to unions registers here what becomes of its rows when unions merge, split or end.

    @on_merge("people.membership.union", "people.person.home")
    def members(merging: Merging) -> int: ...    # moves the rows and answers how many

The steps run inside the transaction and inside a scope of the unions concerned, in the order in which they were
registered. A name is the label of a model and its field.

Whoever locks rows of its own before it turns to a union (a step of a matter founds one, say) says so here as well, so
that a merger takes them before the tree and nobody waits in a circle:

    @held_before_tree
    def hold_under_way(union_id: int) -> None: ...
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

from django.db.models.fields.reverse_related import ForeignObjectRel

from .models import Union

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from niangjia.foundation.access.actor import Actor


@dataclass(frozen=True)
class Merging:
    """`gone` goes into `into`; both are as they were before."""

    actor: Actor
    gone: Union
    into: Union
    day: date
    paper: str


@dataclass(frozen=True)
class Splitting:
    """`part` was split off from `origin`; the members (ids of persons) go along, and the workers of the employers."""

    actor: Actor
    origin: Union
    part: Union
    day: date
    paper: str
    employers: frozenset[int] = frozenset()
    members: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Ending:
    """The union is dissolved on that day."""

    actor: Actor
    union: Union
    day: date
    paper: str


E = TypeVar("E", Merging, Splitting, Ending)


@dataclass(frozen=True)
class Hook(Generic[E]):
    """Steps by the first name of what they move, and every name that they answer for."""

    steps: dict[str, Callable[[E], int]] = field(default_factory=dict)
    claimed: set[str] = field(default_factory=set)

    def __call__(self, name: str, *more: str) -> Callable[[Callable[[E], int]], Callable[[E], int]]:
        """Register a step that moves the rows of these relations and answers how many."""
        self.claimed.update((name, *more))

        def register(step: Callable[[E], int]) -> Callable[[E], int]:
            if self.steps.setdefault(name, step) is not step:
                raise ValueError(f"{name} is registered twice")
            return step

        return register

    def stays(self, *names: str) -> None:
        """Say of relations that their rows stay where they are."""
        self.claimed.update(names)

    def run(self, event: E) -> dict[str, int]:
        """Run all steps; how many rows each moved."""
        return {name: step(event) for name, step in self.steps.items()}


on_merge: Hook[Merging] = Hook()
on_split: Hook[Splitting] = Hook()
on_end: Hook[Ending] = Hook()


_before_tree: list[Callable[[int], object]] = []


def held_before_tree(function: Callable[[int], object]) -> Callable[[int], object]:
    """Register one that locks what a union's end will move, by the union's id; also as a decorator."""
    if function not in _before_tree:
        _before_tree.append(function)
    return function


def hold_before_tree(union_id: int) -> None:
    """Lock what comes before the tree; whoever locks the tree for an act on this union begins with it."""
    for function in _before_tree:
        function(union_id)


def unclaimed() -> set[str]:
    """Relations to unions of which nobody said what becomes of them in a merger."""
    found = Union._meta.get_fields(include_hidden=True)
    relations = [relation for relation in found if isinstance(relation, ForeignObjectRel)]
    return {f"{to.related_model._meta.label_lower}.{to.field.name}" for to in relations} - on_merge.claimed
