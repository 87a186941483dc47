"""Numbers of bank cards."""

from __future__ import annotations

import re
from dataclasses import dataclass

from stdnum import luhn

from .citizens import misshapen
from .kinds import Refusal
from .text import normalise, seems_rounded

SHAPE = re.compile(r"[0-9]{13,19}")


@dataclass(frozen=True, slots=True, repr=False)
class BankCard:
    """The number of a card, not of a company's account or a passbook: those have no check digit."""

    number: str

    def __repr__(self) -> str:
        return "<BankCard>"

    @property
    def last_four(self) -> str:
        return self.number[-4:]


def examine_bank_card(text: str) -> BankCard | Refusal:
    """Examine the number of a bank card as typed: 13 to 19 digits, the last one by Luhn's rule."""
    number = normalise(text)
    if not number:
        return Refusal.EMPTY
    if not SHAPE.fullmatch(number):
        return misshapen(number, *range(13, 20))
    if luhn.checksum(number):
        return Refusal.ROUNDED if seems_rounded(number) else Refusal.CHECK_DIGIT
    return BankCard(number)
