"""What is shown of a number or a name to those who need not see all of it."""

from __future__ import annotations

import re

from niangjia.foundation.chinese import split_name

from .phones import dialled

HIDDEN = "*"
LONG = 14  # characters from which on three and four may be shown


def _kept(text: str, first: int, last: int) -> str:
    hidden = max(len(text) - first - last, 0)
    return text[:first] + HIDDEN * hidden + text[len(text) - last :] if hidden else HIDDEN * len(text)


def mask_document(number: str) -> str:
    """A normalised document number: the first three and last four; of short ones (passports) about half of that."""
    if len(number) >= LONG:
        return _kept(number, 3, 4)
    return _kept(number, len(number) // 5, len(number) // 4)


def mask_phone(number: str) -> str:
    """A normalised phone number, as dialled: the first three and last four; of short ones the last two."""
    shown = dialled(number)
    return _kept(shown, 3, 4) if len(shown) >= 10 else _kept(shown, 0, 2)


def mask_bank_card(number: str) -> str:
    """A normalised card number: the last four."""
    return _kept(number, 0, 4)


def mask_name(name: str) -> str:
    """A normalised name: the surname; of names in parts (阿不都·热合曼, Mary Ann) the first character."""
    surname, given = split_name(name)
    if given:
        return surname + HIDDEN * len(given)
    return name[:1] + re.sub(r"\w", HIDDEN, name[1:])
