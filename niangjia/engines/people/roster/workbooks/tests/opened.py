"""Workbooks as whoever gets them finds them: cells through the reader, colours and notes from the package."""

# ruff: noqa: S314 - our own files
from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING
from xml.etree import ElementTree as Tree

from niangjia.engines.people.roster import reading

if TYPE_CHECKING:
    from pathlib import Path

    from niangjia.engines.people.roster.shapes import Book, Raw

MAIN = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


class Opened:
    """A workbook that was made; `content` is the file."""

    def __init__(self, content: bytes, folder: Path) -> None:
        self.content, self._path = content, folder / "made.xlsx"
        self._path.write_bytes(content)

    @property
    def book(self) -> Book:
        return reading.look_into(self._path)

    def rows(self, sheet: str = "") -> dict[int, list[Raw]]:
        """Row number -> cells, of the first sheet or that one."""
        name = sheet or self.book.sheets[0].name
        return {row.number: row.cells for batch in reading.rows_of(self._path, name) for row in batch}

    def notes(self) -> dict[str, str]:
        """Cell -> note, of the first sheet."""
        if not (found := self._part("xl/comments1.xml")):
            return {}
        rows = Tree.fromstring(found).findall(".//m:comment", MAIN)
        return {row.attrib["ref"]: "".join(text.text or "" for text in row.iter(f"{{{MAIN['m']}}}t")) for row in rows}

    def colour(self, cell: str) -> str:
        """The colour of a cell of the first sheet, RRGGBB; "" for none."""
        style = re.search(rf'<c r="{cell}" s="(\d+)"', self.part("xl/worksheets/sheet1.xml"))
        styles = Tree.fromstring(self.part("xl/styles.xml"))
        fill = styles.findall("m:cellXfs/m:xf", MAIN)[int(style[1]) if style else 0].attrib["fillId"]
        found = styles.findall("m:fills/m:fill", MAIN)[int(fill)].find(".//m:fgColor", MAIN)
        return "" if found is None else found.attrib["rgb"][2:]

    def part(self, name: str) -> str:
        """A part of the package, as text."""
        return self._part(name).decode()

    def _part(self, name: str) -> bytes:
        with zipfile.ZipFile(BytesIO(self.content)) as package:
            return package.read(name) if name in package.namelist() else b""
