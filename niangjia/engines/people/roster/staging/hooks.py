"""What floors above tell lists: what becomes of those who are members elsewhere, and what stands on a person.

    @on_moved
    def ask_for_transfers(actor, roster, moved): ...       # joining: a transfer request for each

    @stands_on
    def payouts(person_ids): yield person_id, _("has been paid relief")

Whatever points to a person by a foreign key counts without being named here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from niangjia.engines.people.roster.models import Roster
    from niangjia.foundation.access.actor import Actor

    Standing = Callable[[Sequence[int]], Iterable[tuple[int, str]]]
    Moving = Callable[[Actor, Roster, Sequence["Moved"]], None]


class Moved(NamedTuple):
    """A row about a member elsewhere. `document` (kind, number) tells whom; `person` only where the actor sees it."""

    number: int
    union: int
    document: tuple[str, str] | None
    person: int | None


_moving: list[Moving] = []
_standing: list[Standing] = []


def on_moved(tell: Moving) -> Moving:
    """Register who is told of members elsewhere, in the transaction that commits their part; once for each row."""
    _moving.append(tell)
    return tell


def stands_on(ask: Standing) -> Standing:
    """Register who says what stands on persons, so that entering them can't be undone: (person id, sentence)."""
    _standing.append(ask)
    return ask


def tell_moved(actor: Actor, roster: Roster, moved: Sequence[Moved]) -> None:
    """Tell all who want to know."""
    if moved:
        for tell in _moving:
            tell(actor, roster, moved)


def standing_on(person_ids: Sequence[int]) -> Iterator[tuple[int, str]]:
    """What anybody says stands on these persons."""
    for ask in _standing:
        yield from ask(person_ids)
