"""Files that are zip archives inside: docx, xlsx, ofd. Nothing is unpacked; they are counted and read once."""

from __future__ import annotations

import io
import zipfile
import zlib

from django.utils.translation import gettext as _

from .kinds import FileKind
from .refusals import BadFile

MOST_PARTS, MOST_BYTES, MOST_RATIO = 5_000, 200 * 1024 * 1024, 150
AT_ONCE = 1024 * 1024
END = 22  # bytes of the record that ends an archive without a comment
MARKS = (
    ("word/document.xml", FileKind.DOCX),
    ("xl/workbook.xml", FileKind.XLSX),
    ("OFD.xml", FileKind.OFD),
)
ENCRYPTED = 1


def kind_of_package(content: bytes) -> FileKind:
    """What the archive is. Raises BadFile for one that is damaged, too much, or something else."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_shape(archive, content)
            _check_whole(archive)
            return _kind({info.filename for info in archive.infolist()})
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError):
        raise BadFile(_("The file is damaged: send it again.")) from None


def _check_shape(archive: zipfile.ZipFile, content: bytes) -> None:
    """One archive from the first byte to the last, of a size that a reader's machine bears."""
    parts = archive.infolist()
    total = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or total > MOST_BYTES or total > MOST_RATIO * max(len(content), AT_ONCE):
        raise BadFile(_("The file would unpack to far more than its size, which is not taken."))
    if any(part.flag_bits & ENCRYPTED for part in parts):
        raise BadFile(_("The file has a password: take it off first."))
    if content[-END : -END + 4] != b"PK\x05\x06":
        raise BadFile(_("The file is two kinds of file at once, which is not taken."))


def _check_whole(archive: zipfile.ZipFile) -> None:
    """Every part read to its end: a wrong length or check sum raises. No part gives more than it says."""
    for part in archive.infolist():
        with archive.open(part) as opened:
            while opened.read(AT_ONCE):
                pass


def _kind(names: set[str]) -> FileKind:
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise BadFile(_("The file holds macros, which are not taken: save it without them."))
    for mark, kind in MARKS:
        if mark in names:
            return kind
    raise BadFile(_("Archives are not taken: send the files one by one."))
