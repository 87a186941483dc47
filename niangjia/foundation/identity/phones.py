"""Phone numbers as people write them. Almost everything is taken; what is odd is said."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .kinds import Doubt, PhoneKind, Refusal
from .text import normalise

SHORTEST, LONGEST = 5, 15  # digits; the latter from E.164
MOBILE = re.compile(r"1[3-9][0-9]{9}")
LANDLINE = re.compile(r"0(10[0-9]{8}|2[0-9]{9}|[3-9][0-9]{9,10})")
WITHOUT_AREA = re.compile(r"[2-8][0-9]{6,7}")
SERVICE = re.compile(r"[48]00[0-9]{7}")
# 010-65551234-801, 0571 87654321 转 801: what follows is dialled after somebody answered.
EXTENSION = re.compile(r"(.*[0-9])\s*(?:转|分机|ext\.?|x|#)\s*([0-9]{1,6})", re.IGNORECASE | re.DOTALL)
DASHED = re.compile(r"(.*0[0-9]{2,3}[)\s-]*[0-9]{7,8})-([0-9]{1,6})", re.DOTALL)
NUMBER = re.compile(r"(\+?)([0-9]+)")


@dataclass(frozen=True, slots=True, repr=False)
class Phone:
    """A phone number: `number` in E.164 (+8613800138000), or bare digits where that can't be known."""

    number: str
    kind: PhoneKind
    extension: str = ""
    doubts: tuple[Doubt, ...] = ()

    def __repr__(self) -> str:
        return f"<Phone {self.kind.value}>"

    @property
    def dialled(self) -> str:
        """As dialled on the mainland, without extension."""
        return dialled(self.number)


def dialled(number: str) -> str:
    """A normalised number as dialled on the mainland: 13800138000, 01065551234; others as they are."""
    if not number.startswith("+86"):
        return number
    return number[3:] if MOBILE.fullmatch(number[3:]) else "0" + number[3:]


def examine_phone(text: str) -> Phone | Refusal:
    """Examine a phone number as typed, with or without +86, dashes, brackets, extension."""
    body, extension = _parts(text)
    found = NUMBER.fullmatch(normalise(body).replace(".", ""))
    if not found:
        return Refusal.CHARACTERS if body.strip() else Refusal.EMPTY
    plus, digits = found.groups()
    if not SHORTEST <= len(digits) <= LONGEST + 2:  # two for a leading 00
        return Refusal.LENGTH
    abroad, digits = _from_abroad(plus, digits)
    number, kind, doubts = (f"+{digits}", PhoneKind.ABROAD, ()) if abroad else _domestic(digits)
    return Phone(number, kind, extension, doubts)


def _parts(text: str) -> tuple[str, str]:
    found = EXTENSION.fullmatch(text.strip()) or DASHED.fullmatch(text.strip())
    return (found[1], found[2]) if found else (text, "")


def _from_abroad(plus: str, digits: str) -> tuple[bool, str]:
    """Whether a number is another country's, and its digits without the mainland's or the way out."""
    if not plus and digits.startswith("00"):
        plus, digits = "+", digits[2:]
    if digits.startswith("86") and (plus or MOBILE.fullmatch(digits[2:])):
        return False, _with_zero(digits[2:])
    return bool(plus), digits


def _with_zero(digits: str) -> str:
    landline = not MOBILE.fullmatch(digits) and LANDLINE.fullmatch("0" + digits)
    return "0" + digits if landline else digits


def _domestic(digits: str) -> tuple[str, PhoneKind, tuple[Doubt, ...]]:
    if MOBILE.fullmatch(digits.removeprefix("0")):
        return f"+86{digits.removeprefix('0')}", PhoneKind.MOBILE, ()
    if LANDLINE.fullmatch(digits):
        return f"+86{digits[1:]}", PhoneKind.LANDLINE, ()
    if WITHOUT_AREA.fullmatch(digits):
        return digits, PhoneKind.LANDLINE, (Doubt.NO_AREA_CODE,)
    doubts = () if SERVICE.fullmatch(digits) else (Doubt.UNUSUAL_PHONE,)
    return digits, PhoneKind.OTHER, doubts
