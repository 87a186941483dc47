"""Files that want to do harm, or were harmed: made from good ones, the same for the same number."""

# ruff: noqa: E501 - tables of examples
from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

from . import books

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LINES = [*books.TABLE, *([[number, "张三", "男", "110000199001010013", "13800138000"] for number in range(60)])]


def good() -> dict[str, bytes]:
    """A good file of each kind."""
    plain = books.xlsx({"会员": LINES, "说明": [["填表说明"]]})
    return {
        "xlsx": plain,
        "wps": books.as_wps(plain),
        "formulas": books.xlsx({"会员": [*LINES, [books.Formula("=SUM(A1:A9)", 9)] * 9]}),
        "xls": books.xls({"会员": LINES}),
        "utf8": books.text(LINES),
        "gb": books.text(LINES, encoding="gb18030", delimiter="\t"),
        "utf16": books.text(LINES, encoding="utf-16"),
    }


# Whole files by hand -----------------------------------------------------------------------------------------------


def _bomb(size: int) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b"<workbook/>")
        with package.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _ in range(size >> 20):
                part.write(b"<c/>" * (1 << 18))
    return target.getvalue()


def _with_sheet(sheet: bytes, **parts: bytes) -> bytes:
    named = {"shared": "xl/sharedStrings.xml", "workbook": "xl/workbook.xml"}
    given = {"xl/worksheets/sheet1.xml": sheet, **{named[key]: part for key, part in parts.items()}}
    base = books.xlsx({"会员": LINES})
    return books.rezipped(base, lambda name, part: given.get(name, part))


def _sheet(data: bytes) -> bytes:
    head = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    return head + data + b"</sheetData></worksheet>"


LAUGHS = b'<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = b'<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
FAR = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
WIDE = b'<row r="1">' + b"".join(b"<c><v>1</v></c>" for _ in range(16384)) + b"</row>"
STRINGS = (
    b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>'
    + b"x" * 32767
    + b"</t></si></sst>"
)


def _sealed() -> bytes:
    """A workbook with a password, as far as anybody without it can tell."""
    name = "EncryptedPackage".encode("utf-16-le")
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1024) + name + bytes(4096)


def _lying() -> bytes:
    """A package whose list says that a part is tiny."""
    content = bytearray(_bomb(8 << 20))
    size = struct.pack("<I", 8 << 20)
    while (at := content.find(size)) >= 0:
        content[at : at + 4] = struct.pack("<I", 100)
    return bytes(content)


def by_hand() -> dict[str, tuple[Callable[[], bytes], str]]:
    """Name -> (the file, the reason in which it ends; "" if it is read)."""
    plain = books.xlsx({"会员": LINES})
    no_sheets = books.rezipped(
        plain,
        lambda name, part: (
            part.split(b"<sheets>")[0] + b"<sheets/></workbook>" if name == "xl/workbook.xml" else part
        ),
    )
    nested = books.rezipped(plain, lambda _name, _part: None, {"会员.xlsx": plain})
    word = books.rezipped(plain, lambda _name, _part: None, {"word/document.xml": b"<w/>"})
    binary = books.rezipped(plain, lambda _name, _part: None, {"xl/workbook.bin": b"\x00"})
    many = {f"xl/part{number}.xml": b"" for number in range(4000)}
    return {
        "nothing": (lambda: b"", "empty"),
        "blanks": (lambda: b"\r\n\r\n   \n", "empty"),
        "zeros": (lambda: bytes(5000), "empty"),
        "pdf": (lambda: b"%PDF-1.7\n" + bytes(500), "wrong_type"),
        "png": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(500), "wrong_type"),
        "jpeg": (lambda: b"\xff\xd8\xff\xe0" + bytes(500), "wrong_type"),
        "program": (lambda: b"MZ" + bytes(500), "wrong_type"),
        "docx": (lambda: word, "wrong_type"),
        "rar": (lambda: b"Rar!\x1a\x07\x00" + bytes(500), "archive"),
        "gzip": (lambda: b"\x1f\x8b\x08" + bytes(500), "archive"),
        "zip": (lambda: nested, "archive"),
        "web": (lambda: "<html><table><tr><td>姓名</td></tr></table></html>".encode("gb18030"), "web_page"),
        "web_table": (lambda: "\ufeff<table><tr><td>姓名</td></tr></table>".encode(), "web_page"),
        "xml": (lambda: b'<?xml version="1.0"?><Workbook xmlns="urn:x"/>', "other_format"),
        "xlsb": (lambda: binary, "other_format"),
        "sealed": (_sealed, "password"),
        "no_sheets": (lambda: no_sheets, "no_sheets"),
        "bomb": (lambda: _bomb(1400 << 20), "bomb"),
        "steep_bomb": (lambda: _bomb(300 << 20), "bomb"),
        "lying_bomb": (_lying, "damaged"),
        "many_parts": (lambda: books.rezipped(plain, books.same, many), "bomb"),
        "laughs": (lambda: _with_sheet(LAUGHS + _sheet(b"<row><c t='str'><v>&b;</v></c></row>")), "unsafe"),
        "outside": (lambda: _with_sheet(OUTSIDE + _sheet(b"<row><c t='str'><v>&a;</v></c></row>")), "unsafe"),
        "laughs_in_strings": (lambda: _with_sheet(_sheet(b""), shared=LAUGHS + STRINGS), "unsafe"),
        "far_cell": (lambda: _with_sheet(_sheet(FAR)), "too_large"),
        "wide": (lambda: _with_sheet(_sheet(WIDE)), "too_wide"),
        "strings": (
            lambda: _with_sheet(_sheet(b"<row>" + b'<c t="s"><v>0</v></c>' * 500 + b"</row>" + (b"<row>" + b'<c t="s"><v>0</v></c>' * 500 + b"</row>") * 200), shared=STRINGS),
            "too_large",
        ),
        "deep": (lambda: _with_sheet(b"<a>" * 300_000), "damaged"),
        "cut_sheet": (lambda: _with_sheet(_sheet(b'<row r="1"><c r="A1"><v>1</v></c></row>')[:-30]), "damaged"),
        "control_signs": (lambda: bytes(range(1, 32)) * 50, "encoding"),
        "broken_signs": (lambda: "姓名,手机\n".encode("gb18030") + b"\xff\xff\x81" * 40, "encoding"),
        "open_quote": (lambda: "姓名,手机\n".encode() + b'"' + b"a" * 300_000, "quotes"),
        "long_line": (lambda: b"a" * 3_000_000, "quotes"),
        "commas": (lambda: b"," * 100_000 + b"x", "too_wide"),
    }  # fmt: skip


# Mutations ---------------------------------------------------------------------------------------------------------


def _flipped(dice: random.Random, content: bytes) -> bytes:
    changed = bytearray(content)
    for _ in range(dice.choice((1, 3, 10, 60))):
        changed[dice.randrange(len(changed))] = dice.randrange(256)
    return bytes(changed)


def _cut(dice: random.Random, content: bytes) -> bytes:
    return content[: dice.randrange(len(content))]


def _shuffled(dice: random.Random, content: bytes) -> bytes:
    at, to, size = (dice.randrange(len(content)) for _ in range(3))
    piece = content[at : at + size]
    return content[:to] + piece + content[to + dice.choice((0, len(piece))) :]


def _blanked(dice: random.Random, content: bytes) -> bytes:
    at, size = dice.randrange(len(content)), dice.randrange(1, 2000)
    return content[:at] + bytes([dice.choice((0, 32, 255))]) * size + content[at + size :]


def _inside(dice: random.Random, content: bytes) -> bytes:
    """A part of the package harmed, the package itself whole."""
    if not content.startswith(b"PK"):
        return _flipped(dice, content)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        victim = dice.choice(package.namelist())
    harm = dice.choice((_flipped, _cut, _shuffled, _blanked, _retagged, _renumbered))
    return books.rezipped(content, lambda name, part: harm(dice, part or b" ") if name == victim else part)


def _retagged(dice: random.Random, part: bytes) -> bytes:
    old, new = dice.sample(
        [b"<row", b"<c ", b"<v>", b"<f>", b"</c>", b"<si>", b"<t>", b"sheetData", b' t="s"', b"<xf "], 2
    )
    return part.replace(old, new, dice.choice((1, -1)))


def _renumbered(dice: random.Random, part: bytes) -> bytes:
    number = dice.choice((b"-1", b"4294967296", b"99999999999999999999", b"1e309", b"NaN", b"", b"0x10"))
    old = str(dice.randrange(60)).encode()
    return part.replace(b'"' + old + b'"', b'"' + number + b'"').replace(b">" + old + b"<", b">" + number + b"<")


def _without(dice: random.Random, content: bytes) -> bytes:
    """A part of the package missing, or under another's name."""
    if not content.startswith(b"PK"):
        return _cut(dice, content)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = package.namelist()
    victim, other = dice.choice(names), dice.choice(names)
    if dice.random() < 0.5:
        return books.rezipped(content, lambda name, part: None if name == victim else part)
    parts = dict(_parts(content))
    return books.rezipped(content, lambda name, part: parts[other] if name == victim else part)


def _parts(content: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            yield name, package.read(name)


def _listed_wrongly(dice: random.Random, content: bytes) -> bytes:
    """Figures of the package's list changed: sizes, places, ways of packing, marks."""
    changed = bytearray(content)
    marks = [at for at in range(len(content) - 46) if content[at : at + 4] in (b"PK\x01\x02", b"PK\x03\x04")]
    if not marks:
        return _flipped(dice, content)
    at = dice.choice(marks) + dice.randrange(4, 46)
    changed[at : at + 4] = struct.pack(
        "<I", dice.choice((0, 1, 9, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF, dice.randrange(1 << 32)))
    )
    return bytes(changed)


def _dressed(dice: random.Random, content: bytes) -> bytes:
    """Something before or after, or another kind's first bytes."""
    heads = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"PK\x03\x04",
        b"%PDF-",
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"<html>",
        b"\x00" * 9,
    )
    head = dice.choice(heads)
    return head + content[dice.choice((0, len(head))) :] + dice.randbytes(dice.choice((0, 1, 999)))


def _noise(dice: random.Random, content: bytes) -> bytes:
    return dice.choice((b"", content[:8], content[:512])) + dice.randbytes(dice.randrange(20_000))


def _squeezed(dice: random.Random, content: bytes) -> bytes:
    return content[: dice.randrange(64)] + zlib.compress(content * dice.randrange(1, 9))


HARMS = (
    _flipped, _flipped, _cut, _shuffled, _blanked, _inside, _inside, _inside, _without, _listed_wrongly, _dressed, _noise,
    _squeezed,
)  # fmt: skip


def _harmed(harm: Callable[[random.Random, bytes], bytes], dice: random.Random, content: bytes) -> bytes:
    try:
        return harm(dice, content)
    except (
        zipfile.BadZipFile,
        ValueError,
        KeyError,
        EOFError,
        OSError,
        NotImplementedError,
        zlib.error,
        RuntimeError,
    ):
        return _flipped(dice, content)  # a package that was harmed before can't be opened


def mutations(count: int, seed: int = 1) -> Iterator[tuple[str, bytes]]:
    """So many harmed files, each with a name that tells how it was made."""
    sources = good()
    for number in range(count):
        dice = random.Random(f"{seed}:{number}")  # noqa: S311 - the same every time is the point
        source = dice.choice(sorted(sources))
        content, harms = sources[source], dice.choices(HARMS, k=dice.choice((1, 1, 1, 2, 3)))
        for harm in harms:
            content = _harmed(harm, dice, content or b"\x00")
        yield f"{number}:{source}:{'+'.join(harm.__name__ for harm in harms)}", content
