"""Numbers of 18 characters built as in GB 11643: region, date of birth, order (odd is male), check character."""

from __future__ import annotations

import re
from datetime import date

from stdnum.cn.ric import calc_check_digit

from .kinds import Document, DocumentKind, Doubt, Refusal, Sex
from .regions import known_region
from .text import rounded, seems_rounded

MODERN = re.compile(r"[0-9]{17}[0-9X]")
OLD = re.compile(r"[0-9]{15}")
OLDEST = 125  # years; nobody on record lived longer

# Residence permits put a fixed code where resident IDs have the region.
RESIDENCE = {
    "810000": DocumentKind.HK_MACAU_RESIDENCE,
    "820000": DocumentKind.HK_MACAU_RESIDENCE,
    "830000": DocumentKind.TAIWAN_RESIDENCE,
}


def kind_of(number: str) -> DocumentKind:
    """Which kind a number of 18 characters belongs to."""
    if number[0] == "9":
        return DocumentKind.PERMANENT_RESIDENCE
    return RESIDENCE.get(number[:6], DocumentKind.RESIDENT_ID)


def examine_citizen(kind: DocumentKind, number: str, today: date) -> Document | Refusal:
    """Examine a normalised number of 18 characters, of a resident ID also one of 15."""
    doubts: tuple[Doubt, ...] = ()
    if kind is DocumentKind.RESIDENT_ID and OLD.fullmatch(number):
        number, doubts = _converted(number), (Doubt.CONVERTED,)
    if not MODERN.fullmatch(number):
        return misshapen(number, 18)
    if kind_of(number) is not kind:
        return Refusal.OTHER_KIND
    born = birth_date(number[6:14], today)
    if isinstance(born, Refusal):
        return Refusal.ROUNDED if seems_rounded(number) else born
    if calc_check_digit(number) != number[17]:
        return Refusal.ROUNDED if seems_rounded(number) else Refusal.CHECK_DIGIT
    return _document(kind, number, born, doubts)


def birth_date(digits: str, today: date) -> date | Refusal:
    """The date in eight digits, if somebody alive can be born on it."""
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return Refusal.IMPOSSIBLE_DATE
    if born > today:
        return Refusal.FUTURE_DATE
    return Refusal.TOO_OLD if today.year - born.year > OLDEST else born


def misshapen(number: str, *lengths: int) -> Refusal:
    """What to say of a number that does not have its kind's shape."""
    if rounded(number):
        return Refusal.ROUNDED
    return Refusal.CHARACTERS if len(number) in lengths else Refusal.LENGTH


def _converted(number: str) -> str:
    modern = f"{number[:6]}19{number[6:]}"
    return modern + calc_check_digit(modern + "0")


def _document(kind: DocumentKind, number: str, born: date, doubts: tuple[Doubt, ...]) -> Document:
    region: str | None = number[:6]
    if kind is DocumentKind.PERMANENT_RESIDENCE:
        region = number[1:3] + "0000"
    elif kind is DocumentKind.RESIDENT_ID and not known_region(number[:6]):
        doubts = (*doubts, Doubt.UNKNOWN_REGION)
    sex = Sex.MALE if number[16] in "13579" else Sex.FEMALE
    return Document(kind, number, born, sex, region, "", doubts)
