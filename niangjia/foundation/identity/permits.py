"""Numbers that tell little about their holder: travel permits, old permanent residence cards, passports."""

from __future__ import annotations

import re
from datetime import date

from .citizens import misshapen
from .kinds import Document, DocumentKind, Doubt, Refusal

# A number for life, then (on cards of 1999 to 2012) how often it was issued anew. HA and MA: permanent residents of
# Hong Kong and Macau without Chinese nationality, since 2024.
HK_MACAU = re.compile(r"([HM](?:[0-9]{8}|A[0-9]{7}))([0-9]{2})?")
# Likewise; booklets of 1992 to 2008 add the issuing office in brackets.
TAIWAN = re.compile(r"([0-9]{8})([0-9]{2}[0-9A-Z]?)?")
# Nationality, office, date of birth without century, order, check digit; cards issued before December 2023.
OLD_PERMANENT = re.compile(r"[A-Z]{3}[0-9]{12}")
PASSPORT = re.compile(r"(?=.*[0-9])[A-Z0-9]{5,15}")
TRAVEL_WEIGHTS = (7, 3, 1)  # of ICAO 9303


def examine_hk_macau(number: str) -> Document | Refusal:
    """The travel permit of residents of Hong Kong and Macau."""
    return _for_life(DocumentKind.HK_MACAU_PERMIT, HK_MACAU, number, 9, 11)


def examine_taiwan(number: str) -> Document | Refusal:
    """The travel permit of residents of Taiwan."""
    return _for_life(DocumentKind.TAIWAN_PERMIT, TAIWAN, number, 8, 10, 11)


def _for_life(kind: DocumentKind, shape: re.Pattern[str], number: str, *lengths: int) -> Document | Refusal:
    found = shape.fullmatch(number)
    return Document(kind, found[1], issue=found[2] or "") if found else misshapen(number, *lengths)


def examine_old_permanent(number: str) -> Document | Refusal:
    """The permanent residence card of 15 characters; its two digits of a year don't tell a date of birth."""
    if not OLD_PERMANENT.fullmatch(number):
        return misshapen(number, 15, 18)
    try:
        date(2000 + int(number[7:9]), int(number[9:11]), int(number[11:13]))
    except ValueError:
        return Refusal.IMPOSSIBLE_DATE
    doubts = () if _travel_check(number[:14]) == number[14] else (Doubt.CHECK_DIGIT,)
    return Document(DocumentKind.PERMANENT_RESIDENCE, number, region=number[3:5] + "0000", doubts=doubts)


def _travel_check(body: str) -> str:
    return str(sum(int(sign, 36) * TRAVEL_WEIGHTS[at % 3] for at, sign in enumerate(body)) % 10)


def examine_passport(number: str) -> Document | Refusal:
    """A passport of any state: letters and digits, 5 to 15 of them."""
    if PASSPORT.fullmatch(number):
        return Document(DocumentKind.PASSPORT, number)
    return misshapen(number, *range(5, 16))
