"""A sheet as a Word file, filled into a template that a place may have bettered."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage  # type: ignore[import-untyped]
from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from .building import FOLDER
from .codes import png_of
from .setting import context_of

if TYPE_CHECKING:
    from pathlib import Path

    from niangjia.engines.papers.life.models import Delivery, Paper

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FILES = {"official": "official", "form": "form", "roll": "form", "wide": "wide"}
CODE = Mm(20)


def docx_of(paper: Paper) -> bytes:
    """The paper as a Word file (Word and WPS open it). Raises Damaged."""
    return docx_from(context_of(paper), paper)


def docx_from(context: dict[str, Any], bearer: Paper | Delivery | None) -> bytes:
    """A Word file from what setting.py made; `bearer` has the code, None for what has none."""
    template = DocxTemplate(template_file(FILES.get(context["template"], "plain")))
    code = InlineImage(template, png_of(bearer), width=CODE) if bearer else ""
    with override("zh-hans"):
        words = _("Scan to check whether this paper is genuine and holds") if bearer else ""
    template.render({**context, "code": code, "check_words": words}, _environment(), autoescape=True)
    _widen(template, context["blocks"])
    file = io.BytesIO()
    template.save(file)
    return file.getvalue()


def template_file(name: str) -> Path:
    """The template of that name: the place's own where it has one."""
    own: Path = settings.HOUSE.home / "papers" / f"{name}.docx"
    return own if own.is_file() else FOLDER / f"{name}.docx"


def _environment() -> SandboxedEnvironment:
    """Templates come from outside the code: they see what they are given, and call nothing."""
    return SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)


def _widen(template: DocxTemplate, blocks: list[dict[str, Any]]) -> None:
    """Give the columns of grids their shares: the template's language makes all of them alike."""
    section = template.docx.sections[0]
    width = section.page_width - section.left_margin - section.right_margin
    for grid in (block for block in blocks if block["kind"] == "grid"):
        titles, shares = zip(*((column["title"], column["share"]) for column in grid["columns"]), strict=True)
        for table in template.docx.tables:
            if table.rows and tuple(cell.text for cell in table.rows[0].cells) == titles:
                _set_widths(table, [width * share // sum(shares) for share in shares])


def _set_widths(table: Any, widths: list[int]) -> None:
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=False):
        column.width = width
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=False):
            cell.width = width
