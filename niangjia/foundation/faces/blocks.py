"""Blocks of the portal's first page: small typed cards that services and engines fill for whoever looks.

A block that nobody fills is not shown. One that fails is left out and logged; it breaks neither the page nor what its
transaction did before: they work in a savepoint. They only read, and may be asked twice.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import TYPE_CHECKING

from django.db import transaction

from .discovery import faces

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from niangjia.foundation.access.actor import Actor

    Words = str | _StrPromise

log = logging.getLogger(__name__)


class Slot(IntEnum):
    """What a block tells, in the order of the page."""

    OFFERS = 10  # what I can get, with yuan and day
    MATTERS = 20  # my open matters: who has it, by when
    CONCERN = 30  # bring a concern
    MESSAGES = 40
    ACTIVITIES = 50
    NEWS = 60


@dataclass(frozen=True)
class BlockLine:
    """A line of a block: with `url` a link; `side` an amount or a day; `late` marks what is overdue."""

    title: Words
    text: Words = ""
    side: Words = ""
    url: str = ""
    icon: str = ""
    late: bool = False


@dataclass(frozen=True)
class Block:
    """A card of the first page. `lines` are few; `url` leads to all of them, in the words `more`."""

    slot: Slot
    title: Words
    lines: tuple[BlockLine, ...]
    icon: str = ""
    url: str = ""
    more: Words = ""


# What fills a block for an actor (a visitor too); None fills none.
Filler = Callable[["Actor"], Block | None]
_fillers: list[Filler] = []


def add_blocks(*fillers: Filler) -> None:
    """Offer blocks of a floor other than the services."""
    _fillers.extend(filler for filler in fillers if filler not in _fillers)


def blocks_for(actor: Actor) -> list[Block]:
    """What is filled for this actor, in the order of slots."""
    fillers = [*_fillers, *(filler for face in faces() for filler in face.blocks)]
    filled = _joined(block for block in _all_filled(fillers, actor) if block is not None and block.lines)
    return sorted(filled, key=lambda block: block.slot)


def _joined(blocks: Iterable[Block]) -> Iterable[Block]:
    """Those of one slot and title as one card; the first that leads on leads on."""
    cards: dict[tuple[Slot, str], Block] = {}
    for block in blocks:
        key = (block.slot, str(block.title))
        first = cards.get(key, block)
        leading = first if first.url else block
        lines = block.lines if first is block else (*first.lines, *block.lines)
        cards[key] = replace(leading, lines=lines)
    return cards.values()


def _all_filled(fillers: Iterable[Filler], actor: Actor) -> list[Block | None]:
    """All in one savepoint, for mostly none fails; else anew, each in its own."""
    try:
        with transaction.atomic():
            return [filler(actor) for filler in fillers]
    except Exception:  # noqa: BLE001 - which one it was, and why, is told below
        return [_filled(filler, actor) for filler in fillers]


def _filled(filler: Filler, actor: Actor) -> Block | None:
    try:
        with transaction.atomic():
            return filler(actor)
    except Exception:
        log.exception("a block of the first page failed: %s.%s", filler.__module__, filler.__qualname__)
        return None
