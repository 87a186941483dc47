"""Reading workbooks back, without a library for it: they are small files of XML."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def texts_of(book: bytes | Path) -> str:
    """Everything that stands in a workbook's first sheet."""
    source = io.BytesIO(book) if isinstance(book, bytes) else book
    with zipfile.ZipFile(source) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
        shared = parts.read("xl/sharedStrings.xml").decode() if "xl/sharedStrings.xml" in parts.namelist() else ""
    return "\n".join(re.findall(r"<t[^>]*>(.*?)</t>", sheet + shared))
