"""The entrance: one function for every kind of identity document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from niangjia.foundation.clock import today

from . import permits
from .citizens import MODERN, OLD, examine_citizen, kind_of
from .kinds import Document, DocumentKind, Refusal
from .text import normalise

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

PERMITS: dict[DocumentKind, Callable[[str], Document | Refusal]] = {
    DocumentKind.HK_MACAU_PERMIT: permits.examine_hk_macau,
    DocumentKind.TAIWAN_PERMIT: permits.examine_taiwan,
    DocumentKind.PASSPORT: permits.examine_passport,
}


def examine(kind: DocumentKind, number: str, *, day: date | None = None) -> Document | Refusal:
    """What a number tells, or the first reason why it can't be right.

    `number` as typed; `day` is today unless given, which spares the clock when many are examined.
    """
    number = normalise(number)
    if not number:
        return Refusal.EMPTY
    if reader := PERMITS.get(kind):
        return reader(number)
    if kind is DocumentKind.PERMANENT_RESIDENCE and len(number) != 18:
        return permits.examine_old_permanent(number)
    return examine_citizen(kind, number, day or today())


def guess_kind(number: str) -> DocumentKind | None:
    """The kind that a number looks like, before anything is checked; None if it looks like no document's."""
    number = normalise(number)
    if MODERN.fullmatch(number):
        return kind_of(number)
    shapes = {
        DocumentKind.RESIDENT_ID: OLD,
        DocumentKind.PERMANENT_RESIDENCE: permits.OLD_PERMANENT,
        DocumentKind.HK_MACAU_PERMIT: permits.HK_MACAU,
        DocumentKind.TAIWAN_PERMIT: permits.TAIWAN,
        DocumentKind.PASSPORT: permits.PASSPORT,
    }
    return next((kind for kind, shape in shapes.items() if shape.fullmatch(number)), None)
