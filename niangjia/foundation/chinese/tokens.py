"""What a name is found by: a handful of tokens, looked up by their beginning."""

from __future__ import annotations

from functools import lru_cache
from itertools import islice, product
from typing import TYPE_CHECKING

from .readings import plain
from .spelling import PART, Unit, spelled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Limits keep odd names small; ordinary ones do not reach them.
WRITTEN_STARTS, SPOKEN_STARTS, SPELLINGS, LONGEST = 4, 3, 4, 12
LONGEST_PLAIN = WRITTEN_STARTS


def name_tokens(name: str) -> list[str]:
    """The tokens of a normalised name; 5 for one of two characters, 7 for three, 8 for four.

    Of 王小梅: written from each character on (王小梅, 小梅, 梅); spoken from the surname and from the given name on
    (wangxiaomei, xiaomei); and both with initials first (wxm wang xiao mei, xm xiao mei), which also serves mixtures
    such as wangxm. See `query_tokens`.
    """
    parts = [part for part in spelled(name) if part]
    if len(parts) == 2 and len(name) <= LONGEST_PLAIN and (plainly := _plainly(name, parts)):
        return plainly
    units = [unit for part in parts for unit in part][:LONGEST]
    # A Chinese name is found from any character on; one in parts from each part on, for those are long.
    starts = range(len(units)) if len(PART.findall(name)) == 1 else _starts(parts)
    return list(dict.fromkeys([*_written(units, starts), *_spoken(units, _starts(parts))]))


def _plainly(name: str, parts: list[list[Unit]]) -> list[str]:
    """The same for a Chinese name of which every character has one reading, as most do; [] for others."""
    readings = [_plain_readings(unit) for part in parts for unit in part]
    if len(readings) != len(name) or any(len(several) > 1 or not several[0] for several in readings):
        return []
    syllables = [several[0] for several in readings]
    found = [name[start:] for start in range(len(name))]
    for tail in (syllables, syllables[len(parts[0]) :]):
        found.append("".join(tail))
        if len(tail) > 1:
            found.append(f"{''.join([syllable[0] for syllable in tail])} {' '.join(tail)}")
    return list(dict.fromkeys(found))


def _written(units: list[Unit], starts: Iterable[int]) -> Iterator[str]:
    if not _latin(units):  # such names are found by what is spoken
        signs = [unit.sign for unit in units]
        yield from ("".join(signs[start:]) for start in islice(starts, WRITTEN_STARTS))


def _latin(units: list[Unit]) -> bool:
    return all(unit.readings and unit.readings[0].isalpha() for unit in units)


def _starts(parts: list[list[Unit]]) -> Iterator[int]:
    at = 0
    for part in parts:
        yield at
        at += len(part)


def _spoken(units: list[Unit], starts: Iterable[int]) -> Iterator[str]:
    spellings = list(_spellings(units))
    for start in islice(starts, SPOKEN_STARTS):
        for spelling in spellings:
            # A Latin name is also asked for with its last word first.
            tail = spelling[start:] + (spelling[:start] if _latin(units) else [])
            yield from _spelled_out([syllable for syllable in tail if syllable])


def _spellings(units: list[Unit]) -> Iterator[list[str]]:
    """The likeliest reading of all characters, then others; a character that comes twice is read the same."""
    choices = {unit: _plain_readings(unit) for unit in units}
    for readings in islice(product(*choices.values()), SPELLINGS):
        chosen = dict(zip(choices, readings, strict=True))
        yield [chosen[unit] for unit in units]


@lru_cache(maxsize=40_000)
def _plain_readings(unit: Unit) -> tuple[str, ...]:
    return tuple(plain(reading) for reading in unit.readings) or ("",)


def _spelled_out(syllables: list[str]) -> Iterator[str]:
    if syllables:
        yield "".join(syllables)
    if len(syllables) > 1:
        yield " ".join(["".join(syllable[0] for syllable in syllables), *syllables])
