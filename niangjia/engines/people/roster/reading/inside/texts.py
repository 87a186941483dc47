"""Tables as text: which signs they are written in, what parts their columns."""

from __future__ import annotations

import codecs
import csv
from collections import Counter
from typing import TYPE_CHECKING, Any

from . import limits
from .refusing import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAME = "csv"
DELIMITERS = ",\t;|"
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SAMPLE = 1 << 16  # bytes that are looked at
CHUNK = 1 << 20
LONGEST = 1 << 17  # characters of a cell, before it is cut
CONTROLS = {chr(code) for code in range(32)} - set("\t\n\r\f\x1a")


def look_into(path: Path) -> dict[str, Any]:
    """What a text has in it: one sheet."""
    head: list[list[str]] = []
    count = wide = 0
    for number, cells in _records(path):
        count, wide = number, max(wide, len(cells))
        if number <= limits.HEAD:
            head += [[] for _ in range(number - len(head) - 1)] + [
                [cell[: limits.HEAD_CELL] for cell in cells[: limits.COLUMNS]]
            ]
    told = {"name": NAME, "rows": count, "columns": wide, "head": head, "hidden": False, "merged": []}
    return {"kind": "csv", "sheets": [told], "notes": []}


def rows_of(path: Path) -> Iterator[tuple[int, list[str], list[int]]]:
    """The lines that have something: number of the record, cells, no formulas."""
    for number, cells in _records(path):
        yield number, cells, []


def _records(path: Path) -> Iterator[tuple[int, list[str]]]:
    encoding = _encoding(path)
    csv.field_size_limit(LONGEST)
    with path.open(encoding=encoding, newline="") as file:
        delimiter, skipped = _delimiter(file.read(SAMPLE))
        file.seek(0)
        reader = csv.reader((line.replace("\x00", "") for line in file), delimiter=delimiter)
        try:
            for number, cells in enumerate(reader, start=1 - skipped):
                if number > 0 and any(cells):
                    yield number + skipped, [cell[: limits.CELL] for cell in cells]
        except csv.Error:
            raise Refused("quotes") from None


def _encoding(path: Path) -> str:
    """The first encoding in which the whole text makes sense. Raises Refused."""
    with path.open("rb") as file:
        head = file.read(SAMPLE)
    for mark, encoding in BOMS:
        if head.startswith(mark):
            return _decodes(path, encoding) or _refuse()
    if b"\x00" in head:  # digits and commas have a zero for their other half
        tried: tuple[str, ...] = ("utf-16-be",) if head[::2].count(0) > head[1::2].count(0) else ("utf-16-le",)
    else:
        tried = ("utf-8", "gb18030")
    return next((encoding for encoding in tried if _decodes(path, encoding)), "") or _refuse()


def _refuse() -> str:
    raise Refused("encoding")


def _decodes(path: Path, encoding: str) -> str:
    decoder = codecs.getincrementaldecoder(encoding)()
    strange = 0
    try:
        with path.open("rb") as file:
            while piece := file.read(CHUNK):
                strange += sum(1 for sign in set(decoder.decode(piece)) if sign in CONTROLS)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return ""
    return "" if strange > 2 else encoding


def _delimiter(sample: str) -> tuple[str, int]:
    """What parts the columns, and how many lines before the table only say that."""
    first = sample[:8].lstrip("\ufeff").lower()
    if first.startswith("sep=") and len(first) > 4:
        return first[4], 1
    return max(DELIMITERS, key=lambda sign: _evenness(sample, sign)), 0


def _evenness(sample: str, delimiter: str) -> tuple[int, int]:
    """How many lines have the usual number of columns, if that is more than one; then how many columns."""
    lines = sample.splitlines()[: limits.HEAD]
    try:
        widths = Counter(len(cells) for cells in csv.reader(lines, delimiter=delimiter) if len(cells) > 1)
    except csv.Error:
        return 0, 0
    if not widths:
        return 0, 0
    width, count = max(widths.items(), key=lambda one: (one[1], one[0]))
    return count, width
