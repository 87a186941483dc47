"""Who keeps something sealed with the house's keys, told by floors above; asked before a key is put aside."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID


class Keeper(NamedTuple):
    """`needed` answers the ids of keys without which something is lost; `move` starts a job that moves all of it to
    the current key, or finds the one under way, and answers its id."""

    needed: Callable[[], set[int]]
    move: Callable[[], UUID]


class Oddity(NamedTuple):
    """Secrets that are no `SecretField`, and few: `needed` as above; `move` moves all at once, answers how many."""

    needed: Callable[[], set[int]]
    move: Callable[[], int]


_keepers: list[Keeper] = []
_oddities: list[Oddity] = []
_apart: set[str] = set()


def register_keeper(keeper: Keeper) -> None:
    """Make a keeper known."""
    if keeper not in _keepers:
        _keepers.append(keeper)


def keepers() -> list[Keeper]:
    """Everybody who keeps something."""
    return list(_keepers)


def move_apart(owner: str) -> None:
    """Say that whatever `SecretField` is sealed for such an owner ("person_id") is moved by a keeper of its own."""
    _apart.add(owner)


def moved_apart() -> set[str]:
    """The owners whose secrets somebody moves himself."""
    return set(_apart)


def register_oddity(oddity: Oddity) -> None:
    """Make them known: they are moved with the columns of secrets."""
    _oddities.append(oddity)


def oddities() -> list[Oddity]:
    return list(_oddities)


def ids_needed() -> set[int]:
    """The ids of keys that somebody needs; any other can be put aside."""
    return set().union(*(keeper.needed() for keeper in _keepers))
