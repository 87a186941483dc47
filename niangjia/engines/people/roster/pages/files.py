"""Workbooks as answers."""

from __future__ import annotations

import io
from typing import IO, TYPE_CHECKING, cast

from django.http import FileResponse

if TYPE_CHECKING:
    from django.http import HttpResponse

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook_answer(content: bytes | IO[bytes], name: str) -> HttpResponse:
    """The workbook to be downloaded under that name."""
    file = io.BytesIO(content) if isinstance(content, bytes) else content
    answer = FileResponse(file, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX)
    return cast("HttpResponse", answer)
