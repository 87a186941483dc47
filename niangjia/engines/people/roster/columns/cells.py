"""How the cells of each field are read. A reader answers the value, None for an empty cell, or Found with a problem.

Readers are made once for a file and called millions of times: what repeats is remembered, within limits.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from niangjia.foundation.chinese import normalise_name
from niangjia.foundation.chinese.names import ALL_HANZI
from niangjia.foundation.identity import BankCard, CreditCode, Refusal, examine_bank_card, examine_uscc

from . import tables
from .days import FIRST_DAY, Day, day_of
from .regions import region_code
from .tidy import NOTHING, half_width, rounded_figure, text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from niangjia.engines.people.roster.shapes import Raw

    Reader = Callable[[Raw], Any]

REMEMBERED = 20_000  # different cells of a column
LONGEST = {
    "name": 64, "native_place": 64, "platform": 64, "address": 200, "union": 128, "union_code": 32,
    "member_number": 32, "employer": 128, "job": 64,
}  # fmt: skip
UNUSUAL_NAME = re.compile(r"[^\w\s·'.\-]|_")
CODED = re.compile(r"([0-9]{1,3})[-.、:)\]]*([^0-9].*)")  # 13-群众
RANGE = re.compile(r"\s*(?:至|到|~|—|--|-(?=(?:19|20)[0-9]{2}|长期))\s*")  # 2020.01.01-2040.01.01


class Found(NamedTuple):
    """A value (None if it was not taken) and what is said about it."""

    value: Any
    code: str


class Remembering:
    """A reader that does not read the same text twice; whoever is in a hurry looks into `known` himself."""

    __slots__ = ("_reader", "known")

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.known: dict[Raw, Any] = {}  # texts only

    def __call__(self, raw: Raw) -> Any:
        if type(raw) is not str:
            return self._reader(raw)
        try:
            return self.known[raw]
        except KeyError:
            if len(self.known) >= REMEMBERED:
                self.known.clear()
            found = self.known[raw] = self._reader(raw)
            return found


def remembering(reader: Reader) -> Reader:
    """The reader, which does not read the same text twice."""
    return Remembering(reader)


def known_to(reader: Reader) -> Mapping[Raw, Any]:
    """What the reader has read already, as it goes on; nothing for one that does not remember."""
    return reader.known if isinstance(reader, Remembering) else {}


def name_reader(raw: Raw) -> Any:
    if type(raw) is str and 2 <= len(raw) <= 4 and ALL_HANZI.fullmatch(raw) and raw not in NOTHING:
        return normalise_name(raw)
    name = normalise_name(text_of(raw))
    if not name or name in NOTHING:
        return None
    if any(sign.isdigit() for sign in name):
        return Found(None, "no_name")
    if len(name) > LONGEST["name"]:
        return Found(None, "too_long")
    return Found(name, "odd_name") if len(name) < 2 or UNUSUAL_NAME.search(name) else name


def text_reader(key: str) -> Reader:
    """Text as it is, up to what the register can hold."""
    longest = LONGEST[key]

    def read(raw: Raw) -> Any:
        if rounded_figure(raw):
            return Found(None, "lost_digits")
        text = text_of(raw)
        if len(text) > longest:
            return Found(None, "too_long")
        return text or None

    return read


def code_reader(key: str, words: Mapping[str, str] | None = None) -> Reader:
    """A code by code or name; `words` are a layout's own (word -> code)."""
    known = _words(key) | {comparable(word): code for word, code in (words or {}).items()}

    def read(raw: Raw) -> Any:
        text = comparable(text_of(raw))
        if not text:
            return None
        if text in known:
            return known[text]
        parted = CODED.fullmatch(text)
        return known.get(parted[2]) or Found(None, "unknown_value") if parted else Found(None, "unknown_value")

    return remembering(read)


def comparable(text: str) -> str:
    """A word for comparing: half-width, upper case, without spaces."""
    return half_width(text).upper().replace(" ", "")


def _words(key: str) -> dict[str, str]:
    known: dict[str, str] = {}
    for code, names in tables.TABLES[key].items():
        known |= {comparable(name): code for name in names}
        known[code.upper()] = code
        if code.isdigit():
            known.setdefault(code.lstrip("0"), code)
    for other, code in tables.OTHER_CODES.get(key, {}).items():
        known.setdefault(other, code)
    return known


def yes_reader(raw: Raw) -> Any:
    if isinstance(raw, bool):
        return raw
    text = half_width(raw).strip().upper() if isinstance(raw, str) else text_of(raw)
    if text in tables.YES:
        return True
    if text in tables.NO:
        return False
    return Found(None, "unknown_value") if text_of(text) else None


def region_reader(raw: Raw) -> Any:
    text = half_width(text_of(raw))
    if not text:
        return None
    return region_code(text) or Found(None, "unknown_region")


def day_reader(today: date, *, ahead: bool = False) -> Reader:
    """A day; one that was said without its day or month is the first of it."""

    def read(raw: Raw) -> Any:
        if type(raw) is date and FIRST_DAY <= raw <= today:  # as most cells of days are
            return raw
        found = day_of(raw, today, ahead=ahead)
        if found is None:
            return None
        if not isinstance(found, Day):
            return Found(None, found.code)
        if not ahead and found.day > today:
            return Found(None, "future_date")
        return found.day if found.exact > 1 else Found(found.day, "no_day")

    return remembering(read)


def until_reader(today: date) -> Reader:
    """The last day of a document's validity; one that holds for ever (长期) has none."""
    read_day = day_reader(today, ahead=True)

    def read(raw: Raw) -> Any:
        text = text_of(raw)
        if not text or "长期" in text or "永久" in text:
            return None
        last = RANGE.split(half_width(text))[-1] if isinstance(raw, str) else raw
        if last in ("长期", ""):
            return None
        found = read_day(last)
        return Found(None, "not_taken") if type(found) is Found and found.value is None else found

    return remembering(read)


def employer_code_reader(raw: Raw) -> Any:
    if rounded_figure(raw):
        return Found(None, "lost_digits")
    text = text_of(raw)
    if not text:
        return None
    found = examine_uscc(text)
    return found.code if isinstance(found, CreditCode) else _refused(found, "bad_code")


def card_reader(raw: Raw) -> Any:
    if rounded_figure(raw):
        return Found(None, "lost_digits")
    text = text_of(raw)
    if not text:
        return None
    found = examine_bank_card(text)
    return found.number if isinstance(found, BankCard) else _refused(found, "bad_card")


def _refused(refusal: Refusal, code: str) -> Found:
    return Found(None, "lost_digits" if refusal is Refusal.ROUNDED else code)
