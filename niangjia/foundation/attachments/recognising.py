"""Finds out by its content what a file is, and refuses what could do harm.

Names and declared types are never believed. A file is one thing from its first byte to its last: what begins as one
kind and ends as another (a polyglot) is refused, or, where it is a picture, loses all that is not its pixels.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from .kinds import FileKind
from .packages import kind_of_package
from .pictures import PictureError, Redrawn, redrawn
from .refusals import BadFile

if TYPE_CHECKING:
    from .limits import Limits

JPEG, PNG, PDF = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"%PDF-"
ZIP, OLE = b"PK\x03\x04", bytes.fromhex("d0cf11e0a1b11ae1")
TAIL, HEAD = 2048, 1024
MARKUP = (b"<html", b"<script", b"<svg", b"<!doctype", b"<body", b"<iframe")
APPLE = (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftyphevc", b"ftypavif")


@dataclass(frozen=True)
class Taken:
    """What is kept of a file: its kind, its content, and for pictures a small one (JPEG)."""

    kind: FileKind
    content: bytes
    preview: bytes = b""


def recognise(content: bytes, limits: Limits) -> Taken:
    """What the content is, made harmless. Raises BadFile with a sentence."""
    if not content:
        raise BadFile(_("The file is empty."))
    if len(content) > limits.largest:
        raise BadFile(_("The file is larger than %(most)s MB.") % {"most": limits.largest >> 20})
    taken = _picture(content) if _is_picture(content) else Taken(_kind(content), content)
    if taken.kind not in limits.kinds:
        raise BadFile(_("Files of this kind are not taken here."))
    return taken


def _is_picture(content: bytes) -> bool:
    return content.startswith((JPEG, PNG)) or (content[:4] == b"RIFF" and content[8:12] == b"WEBP")


def _picture(content: bytes) -> Taken:
    try:
        drawn: Redrawn = redrawn(content)
    except PictureError as error:
        raise BadFile(str(error)) from None
    return Taken(drawn.kind, drawn.content, drawn.preview)


def _kind(content: bytes) -> FileKind:
    if content.startswith(PDF):
        return _checked_pdf(content)
    if content.startswith(ZIP):
        return kind_of_package(content)
    if content.startswith(OLE):
        return _checked_old_office(content)
    raise BadFile(_sentence(content))


def _sentence(content: bytes) -> str:
    if any(mark in content[:32] for mark in APPLE):
        return _("This is an iPhone's HEIC picture: take a screenshot of it, or save it as JPG.")
    return _("Only pictures (JPG, PNG), PDF, OFD, Word and Excel files are taken.")


def _checked_pdf(content: bytes) -> FileKind:
    """A PDF that is whole, and nothing but a PDF."""
    if b"%%EOF" not in content[-TAIL:]:
        raise BadFile(_("The PDF is cut off: send it again."))
    if any(mark in content[:HEAD].lower() for mark in MARKUP) or zipfile.is_zipfile(io.BytesIO(content)):
        raise BadFile(_("The file is two kinds of file at once, which is not taken."))
    return FileKind.PDF


def _checked_old_office(content: bytes) -> FileKind:
    """Word and Excel of before 2007, which WPS writes too; the names of their streams are in UTF-16."""
    if _holds(content, "EncryptedPackage"):
        raise BadFile(_("The file has a password: take it off first."))
    if _holds(content, "_VBA_PROJECT"):
        raise BadFile(_("The file holds macros, which are not taken: save it without them."))
    if len(content) % 512 and len(content) < 1536:
        raise BadFile(_("The file is damaged: send it again."))
    if _holds(content, "WordDocument"):
        return FileKind.DOC
    if _holds(content, "Workbook") or _holds(content, "Book"):
        return FileKind.XLS
    raise BadFile(_sentence(content))


def _holds(content: bytes, stream: str) -> bool:
    return stream.encode("utf-16-le") + b"\0\0" in content
