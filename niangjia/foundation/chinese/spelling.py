"""A name taken apart into what is spoken, and what follows at once from that: sorting, initials, Latin spelling."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from .names import ALL_HANZI, HANZI
from .readings import given_readings, plain, surname_readings
from .surnames import split_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

UNIT = re.compile(f"[{HANZI}]|[^\\W{HANZI}_]+")
PART = re.compile(f"(?:[{HANZI}]|[^\\W{HANZI}_]|['’])+")
LAST = "~"  # sorts characters without a known reading behind all others


class Unit(NamedTuple):
    """One character of a Chinese name, or one word of another, and how it may be read (with tones)."""

    sign: str
    readings: tuple[str, ...]


def folded(word: str) -> str:
    """A Latin word in small letters without accents."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", word.casefold()) if sign.isalnum())


@lru_cache(maxsize=64)  # key and tokens of a name are made one after the other
def spelled(name: str) -> list[list[Unit]]:
    """The parts of a normalised name: surname and given name, or what dots and spaces part; each a list of units.

    The lists are shared: nobody changes them.
    """
    surname, given = split_name(name)
    if given:
        return [_surname(surname), list(map(_given, given))]
    return [list(_units(part)) for part in PART.findall(name)]


@lru_cache(maxsize=4_000)
def _surname(surname: str) -> list[Unit]:
    return [Unit(*both) for both in zip(surname, surname_readings(surname), strict=True)]


@lru_cache(maxsize=40_000)
def _given(sign: str) -> Unit:
    return Unit(sign, given_readings(sign))


def _units(part: str) -> Iterator[Unit]:
    for sign in UNIT.findall(part):
        if ALL_HANZI.fullmatch(sign):
            yield Unit(sign, given_readings(sign))
        elif word := folded(sign):
            yield Unit(sign.casefold(), (word,) if word.isascii() else ())


def sort_key(name: str) -> str:
    """A text that sorts names as a Chinese register does: by syllable, tone and character, surname first.

    Compare it byte by byte (in PostgreSQL: collation "C"). Its first letter is the register's.
    """
    return "".join([_key(unit) for part in spelled(name) for unit in part])


@lru_cache(maxsize=40_000)
def _key(unit: Unit) -> str:
    reading = unit.readings[0] if unit.readings else LAST
    return f"{reading} " if unit.sign.isascii() else reading + unit.sign


def initials(name: str) -> str:
    """The first letters of its likeliest reading: "WXM" for 王小梅; what has no reading is left out."""
    return "".join(unit.readings[0][0] for part in spelled(name) for unit in part if unit.readings).upper()


def romanised(name: str) -> str:
    """The likeliest reading as written in Latin letters: "Wang Xiaomei", "Li Xi'an"; for screens in English."""
    if name.isascii():
        return name
    return " ".join(word for part in spelled(name) if (word := _joined(part)))


def _joined(part: Iterable[Unit]) -> str:
    word = ""
    for unit in part:
        reading = plain(unit.readings[0]) if unit.readings else unit.sign
        word += ("'" if word and reading[0] in "aoe" else "") + reading.replace("v", "ü")
    return word[:1].upper() + word[1:]
