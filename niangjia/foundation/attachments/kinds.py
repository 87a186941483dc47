"""The kinds of files that are taken, and how each is recognised: by its content, whatever its name says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

OOXML = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True)
class Traits:
    """What a kind is served as, its ending, its icon."""

    mime: str
    ending: str
    icon: str = "file-text"


class FileKind(StrEnum):
    """What a file is. Pictures come out as JPEG or PNG whatever they were."""

    JPEG = "jpeg"
    PNG = "png"
    PDF = "pdf"
    OFD = "ofd"
    DOCX = "docx"
    XLSX = "xlsx"
    DOC = "doc"
    XLS = "xls"

    @property
    def traits(self) -> Traits:
        return TRAITS[self]

    @property
    def is_picture(self) -> bool:
        return self in PICTURES


TRAITS = {
    FileKind.JPEG: Traits("image/jpeg", "jpg", "camera"),
    FileKind.PNG: Traits("image/png", "png", "camera"),
    FileKind.PDF: Traits("application/pdf", "pdf"),
    FileKind.OFD: Traits("application/ofd", "ofd"),
    FileKind.DOCX: Traits(f"{OOXML}.wordprocessingml.document", "docx"),
    FileKind.XLSX: Traits(f"{OOXML}.spreadsheetml.sheet", "xlsx"),
    FileKind.DOC: Traits("application/msword", "doc"),
    FileKind.XLS: Traits("application/vnd.ms-excel", "xls"),
}
PICTURES = frozenset({FileKind.JPEG, FileKind.PNG})
PAPERS = frozenset({FileKind.PDF, FileKind.OFD, *PICTURES})  # what a scan or a signed paper is
ALL = frozenset(FileKind)
# What a browser's dialogue offers; the content decides all the same.
ACCEPT = "image/*,.pdf,.ofd,.doc,.docx,.xls,.xlsx,.wps,.et"
