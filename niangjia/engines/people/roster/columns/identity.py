"""Identity documents of a row: kind and number together, and what they tell of sex, birth and age."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from niangjia.foundation.identity import Document, DocumentKind, Doubt, Refusal, examine, guess_kind, normalise
from niangjia.foundation.identity.citizens import examine_citizen

from .tidy import NOTHING, rounded_figure, text_of

if TYPE_CHECKING:
    from datetime import date

    from niangjia.engines.people.roster.shapes import Raw

D = DocumentKind
RESIDENT_ID = D.RESIDENT_ID  # a member of an enumeration is slow to ask for
UNKNOWN_REGION, UNKNOWN_AREA = Doubt.UNKNOWN_REGION, ("unknown_area",)
USUAL = frozenset({None, RESIDENT_ID.value})
CODES = {
    Refusal.LENGTH: "length",
    Refusal.CHARACTERS: "characters",
    Refusal.ROUNDED: "lost_digits",
    Refusal.CHECK_DIGIT: "check_digit",
    Refusal.IMPOSSIBLE_DATE: "impossible_date",
    Refusal.FUTURE_DATE: "future_date",
    Refusal.TOO_OLD: "too_old",
    Refusal.OTHER_KIND: "other_kind",
}
DOUBTS = {
    Doubt.UNKNOWN_REGION: "unknown_area",
    Doubt.CONVERTED: "converted",
    Doubt.CHECK_DIGIT: "odd_check_digit",
}
# Kinds of which one word (港澳台居民居住证) names several: the number says which.
GROUPS = (
    {D.HK_MACAU_RESIDENCE, D.TAIWAN_RESIDENCE},
    {D.HK_MACAU_PERMIT, D.TAIWAN_PERMIT},
)
SHORTEST = {D.TAIWAN_PERMIT: 8, D.PASSPORT: 9}
LETTER_FIRST = re.compile("[A-Z]{1,3}[0-9]{5,12}")
MODERN = re.compile("[0-9]{17}[0-9X]")


class Told(NamedTuple):
    """What a row's document tells, or the code of the error that it has."""

    document: Document | None
    error: str = ""
    warnings: tuple[str, ...] = ()


NONE = Told(None)


def told_by(raw: Raw, kind: str | None, today: date) -> Told:
    """Examine a number as in its cell; `kind` as the row says, if it does. Never guesses a digit."""
    if type(raw) is str and len(raw) == 18 and kind in USUAL and MODERN.fullmatch(raw):
        if kind is not None:
            return _told(examine_citizen(RESIDENT_ID, raw, today), raw)
        number = raw
    else:
        if rounded_figure(raw):
            return Told(None, "lost_digits")
        text = text_of(raw)
        number = normalise(text)
        if not number or text in NOTHING:
            return NONE
    chosen = DocumentKind(kind) if kind else None
    guessed = guess_kind(number) if chosen is not D.RESIDENT_ID else None
    if chosen is None:
        return _unsaid(number, guessed, today)
    if guessed and any(chosen in group and guessed in group for group in GROUPS):
        chosen = guessed
    if isinstance(raw, int | float) and len(number) < SHORTEST.get(chosen, 0):
        return Told(None, "lost_digits")  # a figure has no leading zeros
    return _examined(chosen, number, today)


def _unsaid(number: str, guessed: DocumentKind | None, today: date) -> Told:
    """A number of which the row does not say the kind: figures alone are taken for a resident ID only."""
    if guessed in (None, D.RESIDENT_ID, D.TAIWAN_PERMIT) or (guessed is D.PASSPORT and number[0].isdigit()):
        return _examined(D.RESIDENT_ID, number, today)
    if guessed is D.PASSPORT and not LETTER_FIRST.fullmatch(number):
        return Told(None, "kind_unclear")
    told = _examined(guessed, number, today)
    return told._replace(warnings=(*told.warnings, "kind_guessed")) if told.document else told


def _examined(kind: DocumentKind, number: str, today: date) -> Told:
    return _told(examine(kind, number, day=today), number)


def _told(found: Document | Refusal, number: str) -> Told:
    if isinstance(found, Refusal):
        return Told(None, CODES.get(found, "characters"))
    zeros = number.endswith("000") and len(number) == 18
    if not zeros:
        if not found.doubts:
            return Told(found)
        if len(found.doubts) == 1 and found.doubts[0] is UNKNOWN_REGION:
            return Told(found, "", UNKNOWN_AREA)
    warnings = tuple(DOUBTS[doubt] for doubt in found.doubts if doubt in DOUBTS)
    return Told(found, "", (*warnings, "ends_in_zeros") if zeros else warnings)
