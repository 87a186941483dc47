"""Telephones: one cell may hold several, in any spelling."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from niangjia.foundation.identity import Phone, PhoneKind, Refusal, examine_phone

from .cells import Found
from .tidy import half_width, text_of

if TYPE_CHECKING:
    from niangjia.engines.people.roster.shapes import Raw

MOBILE = re.compile("1[3-9][0-9]{9}")
APART = re.compile(r"[,;/、|]|或|和")
WORDS = re.compile(r"[\u4e00-\u9fff]+[::]?|[a-z]+:", re.IGNORECASE)
ROUNDED = re.compile(r"[0-9](\.[0-9]+)?E\+?[0-9]+", re.IGNORECASE)
EXTENSION = ("转", "分机")


def phones_reader(raw: Raw) -> Any:
    """The telephones of a cell, each in one spelling, as a tuple."""
    if type(raw) is str and len(raw) == 11 and MOBILE.fullmatch(raw):
        return ("+86" + raw,)
    text = half_width(text_of(raw))
    if not text:
        return None
    if ROUNDED.fullmatch(text):
        return Found(None, "bad_phone")
    found = [examine_phone(part) for part in _parts(text)]
    phones = [phone for phone in found if isinstance(phone, Phone)]
    numbers = tuple(dict.fromkeys(phone.number for phone in phones))
    if not numbers:
        return Found(None, "bad_phone")
    odd = len(phones) < len(found) or any(phone.doubts or phone.kind == PhoneKind.OTHER for phone in phones)
    return Found(numbers, "odd_phone") if odd else numbers


def _parts(text: str) -> list[str]:
    """The numbers apart; what is said beside them (手机:) left out, but for extensions."""
    if not any(word in text for word in EXTENSION):
        text = WORDS.sub(lambda word: ";" if word[0] in ("或", "和") else " ", text)
    parts = [part for part in APART.split(text) if part.strip()]
    return [number for part in parts for number in _by_spaces(part)]


def _by_spaces(part: str) -> list[str]:
    """138 0013 8000 is one number; 13800138000 13900139000 are two."""
    words = part.split()
    whole = len(words) > 1 and all(not isinstance(examine_phone(word), Refusal) and len(word) >= 7 for word in words)
    return words if whole else [part]
