"""Packages (zip) of workbooks: looked over before anything in them is parsed."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from . import limits
from .refusing import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CHUNK = 1 << 20
ENCRYPTED = 0x1
WORKBOOK = "xl/workbook.xml"
DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY")
REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
STRICT_REL = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


@dataclass(frozen=True)
class Package:
    """A workbook's package that may be parsed; `sheets` are the parts of its sheets, by name, where that is plain."""

    path: Path
    notes: list[str]
    sheets: dict[str, str]

    def chunks(self, part: str) -> Iterator[bytes]:
        """A part, unpacked, in pieces. Raises Refused."""
        with zipfile.ZipFile(self.path) as package, package.open(part) as file:
            while piece := file.read(CHUNK):
                yield piece

    def size(self, part: str) -> int:
        with zipfile.ZipFile(self.path) as package:
            return package.getinfo(part).file_size


def examined(path: Path) -> Package:
    """The package, if it is a workbook and harmless as far as its list tells. Raises Refused, BadZipFile."""
    with zipfile.ZipFile(path) as package:
        parts = package.infolist()
        _refuse_bombs(parts)
        names = {part.filename.lower().lstrip("/") for part in parts}
        if any(part.flag_bits & ENCRYPTED for part in parts):
            raise Refused("password")
        _refuse_others(names)
        for part in parts:
            _refuse_declarations(package, part)
        return Package(path, list(_notes(names)), _sheets(package))


def _refuse_bombs(parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > limits.PARTS or sum(part.file_size for part in parts) > limits.UNPACKED:
        raise Refused("bomb")
    for part in parts:
        if part.file_size > limits.LARGE_PART and part.file_size > limits.RATIO * max(part.compress_size, 1):
            raise Refused("bomb")


def _refuse_others(names: set[str]) -> None:
    if WORKBOOK in names:
        return
    if "xl/workbook.bin" in names or "mimetype" in names:
        raise Refused("other_format")
    if any(name.startswith(("word/", "ppt/", "visio/")) for name in names):
        raise Refused("wrong_type")
    raise Refused("damaged" if any(name.startswith("xl/") for name in names) else "archive")


def _refuse_declarations(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """No table needs entities of its own: they are for tricks. They can only stand at a part's beginning."""
    if part.filename.lower().endswith((".xml", ".rels", ".vml")):
        with package.open(part) as file:
            start = file.read(4096).replace(b"\x00", b"")
        if any(word in start for word in DECLARATIONS):
            raise Refused("unsafe")


def _notes(names: set[str]) -> Iterator[str]:
    if "xl/vbaproject.bin" in names:
        yield "macros"
    if any(name.startswith("xl/externallinks/") for name in names):
        yield "links"


def _sheets(package: zipfile.ZipFile) -> dict[str, str]:
    """Where each sheet's part is. Empty where the package hides it: then a sheet is read as a whole."""
    try:
        book = _parsed(package, WORKBOOK)
        links = _parsed(package, "xl/_rels/workbook.xml.rels")
    except (KeyError, ElementTree.ParseError, ValueError):
        return {}
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    found = {}
    for sheet in book.iter():
        if sheet.tag.endswith("}sheet") and (name := sheet.get("name")):
            target = targets.get(sheet.get(REL) or sheet.get(STRICT_REL), "")
            part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            if part in package.namelist():
                found[name] = part
    return found


def _parsed(package: zipfile.ZipFile, part: str) -> ElementTree.Element:
    if package.getinfo(part).file_size > limits.SMALL_PART:
        raise ValueError("too large to list anything")
    return ElementTree.fromstring(package.read(part))  # noqa: S314 - declarations are refused, in a guarded child
