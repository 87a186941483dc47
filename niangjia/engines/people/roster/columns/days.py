"""Dates in every habit."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from .tidy import half_width, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from niangjia.engines.people.roster.shapes import Raw

EPOCH = date(1899, 12, 30)
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)  # as cells of days may say
FIRST_SERIAL, LAST_SERIAL = 3654, 73050  # 1910 to 2099, as a spreadsheet counts days
SIGN = r"\s*[年月日号./\\\-,、\s]\s*"
PARTED = re.compile(
    rf"([0-9]{{4}}|[0-9]{{2}}){SIGN}([0-9]{{1,2}})(?:{SIGN}([0-9]{{1,2}}))?\s*[月日号]?(?:起|止|前|后|生)?"
)
YEAR_ONLY = re.compile(r"([0-9]{4})\s*年?(?:份)?")
TURNED = re.compile(r"([0-9]{1,2})[/\-.]([0-9]{1,2})[/\-.]([0-9]{4})")
TIME = re.compile(r"[T\s]\s*[0-9]{1,2}[:时][0-9]{1,2}.*$", re.IGNORECASE)
DIGITS = {sign: str(at % 10) for at, sign in enumerate("〇一二三四五六七八九")} | {
    "零": "0",
    "○": "0",
    "O": "0",
    "两": "2",
}
HANZI_NUMBER = re.compile("[〇零○一二三四五六七八九十两廿卅]+")


class Day(NamedTuple):
    """`exact` is how much was said: 3 year, month and day; 2 no day; 1 the year only. The rest is the first."""

    day: date
    exact: int


class NoDay(NamedTuple):
    """Why a cell is no date: a code of problems.PROBLEMS."""

    code: str


IMPOSSIBLE, UNCLEAR, UNREADABLE = NoDay("impossible_date"), NoDay("unclear_date"), NoDay("unreadable_date")


def day_of(raw: Raw, today: date, *, ahead: bool = False) -> Day | NoDay | None:
    """The date in a cell; None for an empty one. `ahead`: two digits of a year may lie in the future."""
    if isinstance(raw, datetime):
        return _in_time(raw.date())
    if isinstance(raw, date):
        return _in_time(raw)
    if isinstance(raw, bool):
        return UNREADABLE
    if isinstance(raw, int | float):
        return _of_figure(raw, today, ahead=ahead)
    text = half_width(text_of(raw)).strip()
    return _of_text(text, today, ahead=ahead) if text else None


def _in_time(day: date) -> Day | NoDay:
    return Day(day, 3) if FIRST_DAY <= day <= LAST_DAY else IMPOSSIBLE


def _of_figure(figure: float, today: date, *, ahead: bool) -> Day | NoDay:
    if not 0 < figure < 1e9:
        return UNREADABLE
    if float(figure).is_integer():
        return _of_digits(str(int(figure)), today, ahead=ahead)
    if FIRST_SERIAL <= figure <= LAST_SERIAL:  # with a time of day
        return Day(EPOCH + timedelta(days=int(figure)), 3)
    whole, _, part = f"{figure:.4f}".rstrip("0").partition(".")
    if len(whole) != 4 or len(part) > 2:
        return UNREADABLE
    if part == "1":
        return UNCLEAR  # 1990.1 as a figure: January, or October that has lost its zero
    return _made(int(whole), int(part), None)


def _of_digits(digits: str, today: date, *, ahead: bool) -> Day | NoDay:
    """19900305, 199003, 900305, 1990, 33000 (days since 1900)."""
    match len(digits):
        case 8:
            return _made(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
        case 6:
            return _of_six(digits, today, ahead=ahead)
        case 4 if 1900 <= int(digits) <= today.year + 100:
            return Day(date(int(digits), 1, 1), 1)
        case 4 | 5 if FIRST_SERIAL <= int(digits) <= LAST_SERIAL:
            return Day(EPOCH + timedelta(days=int(digits)), 3)
    return UNREADABLE


def _of_six(digits: str, today: date, *, ahead: bool) -> Day | NoDay:
    """199003 is a month, 900305 a day, 200305 may be either."""
    read = (
        _made(int(digits[:4]), int(digits[4:]), None),
        _made(_year(digits[:2], today, ahead=ahead), int(digits[2:4]), int(digits[4:])),
    )
    days = [found for found in read if isinstance(found, Day)]
    last = today.year + 100 if ahead else today.year
    likely = [found for found in days if found.day.year <= last and (ahead or found.day <= today)]
    if len(likely) > 1:
        return UNCLEAR
    return next(iter([*likely, *days]), IMPOSSIBLE)


def _of_text(text: str, today: date, *, ahead: bool) -> Day | NoDay:
    text = TIME.sub("", text)
    if found := PARTED.fullmatch(text):
        year, month, day = found.groups()
        return _made(_year(year, today, ahead=ahead), int(month), int(day) if day else None)
    if HANZI_NUMBER.search(text):
        return _of_text(HANZI_NUMBER.sub(_in_digits, text), today, ahead=ahead)
    return _of_rare(text, today, ahead=ahead)


def _of_rare(text: str, today: date, *, ahead: bool) -> Day | NoDay:
    if text.isdigit() and text.isascii():
        return _of_digits(text, today, ahead=ahead)
    if found := YEAR_ONLY.fullmatch(text):
        return Day(date(int(found[1]), 1, 1), 1) if 1900 <= int(found[1]) <= today.year + 100 else IMPOSSIBLE
    if found := TURNED.fullmatch(text):
        return _turned(*(int(part) for part in found.groups()))
    if re.fullmatch(r"[0-9]{4,5}\.[0-9]+", text):
        return _of_figure(float(text), today, ahead=ahead)
    return UNREADABLE


def _year(text: str, today: date, *, ahead: bool = False) -> int:
    if len(text) == 4:
        return int(text)
    year = 2000 + int(text)
    return year if ahead or year <= today.year else year - 100


def _made(year: int, month: int, day: int | None) -> Day | NoDay:
    if not 1900 <= year <= 2199:
        return IMPOSSIBLE
    try:
        return Day(date(year, month, 1 if day is None else day), 2 if day is None else 3)
    except ValueError:
        return IMPOSSIBLE


def _turned(first: int, second: int, year: int) -> Day | NoDay:
    """3/25/1990 or 25.3.1990; 3/5/1990 may be either."""
    if first <= 12 and second <= 12 and first != second:
        return UNCLEAR
    return _made(year, first, second) if first <= 12 else _made(year, second, first)


def _in_digits(found: re.Match[str]) -> str:
    return "".join(_counted(found[0]))


def _counted(text: str) -> Iterator[str]:
    """Years by their digits (一九九〇), months and days by counting (十二, 三十一, 廿五)."""
    text = text.replace("廿", "二十").replace("卅", "三十")
    tens, ten, ones = text.partition("十")
    if ten:
        yield DIGITS.get(tens, "1") if tens else "1"
        yield DIGITS.get(ones, "0") if ones else "0"
    else:
        yield from (DIGITS[sign] for sign in text)
