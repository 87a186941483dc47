"""What the bytes of a large sheet tell without parsing it: how far it reaches, its head, which cells are formulas."""

from __future__ import annotations

import io
import re
import zipfile
from collections import deque
from typing import TYPE_CHECKING

from . import limits
from .packages import CHUNK
from .refusing import Refused

if TYPE_CHECKING:
    from .packages import Package

WORTH_CUTTING = 1 << 20  # bytes of a sheet that is read as a whole
CARRIED = 1 << 12  # bytes that a cell's beginning may lie before its formula
MOST_HEAD = 16 << 20  # bytes of 40 rows
MOST_TAIL = 2 << 20  # bytes behind the data
ROW_END = re.compile(rb"</(?:\w+:)?row>")
ROW_NUMBER = re.compile(rb"<(?:\w+:)?row\b[^>]*?\br=\"([0-9]{1,7})\"")
DATA_END = re.compile(rb"</(?:\w+:)?sheetData>|<(?:\w+:)?sheetData\s*/>")
VALUES = (b"</v>", b"</t>", b":v>", b":t>")  # where a value ends; with a prefix also where it begins
FORMULA = re.compile(rb"<(?:\w+:)?c\b[^>]*?\br=\"([A-Z]{1,3})([0-9]{1,7})\"[^>]*>\s*<(?:\w+:)?f[\s/>]")


def formulas(package: Package, sheet: str) -> dict[int, frozenset[int]]:
    """Row (from 1) -> columns (from 0) that are formulas. Raises Refused for a sheet that was cut off."""
    found: dict[int, set[int]] = {}
    part = package.sheets.get(sheet)
    carried, ended = b"", not part
    for piece in package.chunks(part) if part else ():
        data = carried + piece
        if b"f" in data:  # hardly ever in other cells than formulas, and quick to ask
            for letters, number in FORMULA.findall(data):
                found.setdefault(int(number), set()).add(_column(letters))
        ended = ended or (b"sheetData" in data and DATA_END.search(data) is not None)
        carried = data[-CARRIED:]
    if not ended:
        raise Refused("damaged")  # cut off: rows would be missing, and nobody would know
    seen: dict[frozenset[int], frozenset[int]] = {}  # most rows have the same ones
    return {row: seen.setdefault(key, key) for row, columns in found.items() for key in (frozenset(columns),)}


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def cut(package: Package) -> tuple[io.BytesIO, dict[str, int]] | None:
    """The workbook with nothing but the heads of its large sheets, and how far each of these reaches, about.

    None if no sheet is large, or one is written so unusually that it is better read as a whole.
    """
    try:
        return _cut(package)
    except _Unusual:
        return None


class _Unusual(Exception):
    """No row ends where rows should."""


def _cut(package: Package) -> tuple[io.BytesIO, dict[str, int]] | None:
    large = {part: name for name, part in package.sheets.items() if package.size(part) > WORTH_CUTTING}
    if not large:
        return None
    reach: dict[str, int] = {}
    target = io.BytesIO()
    with zipfile.ZipFile(package.path) as old, zipfile.ZipFile(target, "w") as new:
        for part in old.namelist():
            if part in large:
                head, reach[large[part]] = _head(package, part)
                new.writestr(part, head)
            elif not part.startswith(("xl/media/", "xl/drawings/", "xl/embeddings/")):
                new.writestr(part, old.read(part))
    target.seek(0)
    return target, reach


def _head(package: Package, part: str) -> tuple[bytes, int]:
    """A sheet up to its 40th row and what follows its data (merged cells); its last row with a value, about."""
    start, before, valued = b"", b"", b""
    tail: deque[bytes] = deque(maxlen=MOST_TAIL // CHUNK + 1)
    for piece in package.chunks(part):
        if len(start) < MOST_HEAD and start.count(b"row>") <= 2 * limits.HEAD:
            start += piece
        if any(piece.rfind(mark) >= 0 for mark in VALUES):
            valued = before[-CARRIED:] + piece
        tail.append(piece)
        before = piece
    ends = [match.end() for match in ROW_END.finditer(start)][: limits.HEAD]
    last = b"".join(tail)
    rest = DATA_END.search(last)
    if not ends or not rest:
        raise _Unusual
    return start[: ends[-1]] + last[rest.start() :], _last_row(valued)


def _last_row(piece: bytes) -> int:
    end = max((piece.rfind(mark) for mark in VALUES), default=0)
    numbers = ROW_NUMBER.findall(piece[:end]) if end > 0 else []
    return int(numbers[-1]) if numbers else 0
