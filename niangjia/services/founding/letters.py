"""What the papers of this service share: an official letter of sentences and a table (GB/T 9704), in Chinese.

Words after the practice of unions, from general knowledge; compare with the forms in use in the place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from niangjia.engines.papers import Field, PaperKind, Sheet, Template, Text, register_paper
from niangjia.engines.papers.kinds.fields import FieldKind
from niangjia.engines.papers.kinds.kind import Retention
from niangjia.engines.papers.kinds.sheet import Column, Grid, Heading

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from django.utils.functional import _StrPromise

    from niangjia.engines.papers.kinds.sheet import Block

    Data = Mapping[str, Any]

BLANK = "　" * 6
# What a letter's data are: a subject, whom it goes to, sentences, tables with a title and a header each.
LETTER = (
    Field("subject", _("Subject")),
    Field("to", _("To"), required=False),
    Field("lines", _("Text"), FieldKind.LINES),
    Field("rows", _("Rows"), FieldKind.ROWS, required=False),
    Field("end", _("Closing words"), FieldKind.LINES, required=False),
)


def table(title: str, header: Sequence[str], rows: Sequence[Sequence[object]]) -> list[list[str]]:
    """A table as a letter's data have it: its title, its header, its rows."""
    return [["#", title], ["=", *header], *([str(cell) for cell in row] for row in rows)]


def letter(data: Data) -> Sheet:
    """The sheet of a letter."""
    end = tuple(data.get("end") or ())
    blocks = (Text(tuple(data["lines"])), *_tables(data.get("rows") or []), *((Text(end),) if end else ()))
    return Sheet(data["subject"], blocks, to=data.get("to") or "")


def _tables(rows: Sequence[Sequence[str]]) -> list[Block]:
    """Titles, headers and rows, one table behind the other."""
    blocks: list[Block] = []
    title = ""
    columns: tuple[Column, ...] = ()
    body: list[tuple[str, ...]] = []
    for row in [*rows, ["#", ""]]:
        if row[0] == "#":
            if columns:
                blocks += [Heading(title), Grid(columns, tuple(body))] if title else [Grid(columns, tuple(body))]
            title, columns, body = row[1], (), []
        elif row[0] == "=":
            columns = tuple(Column(name, 2 if len(name) > 2 else 1) for name in row[1:])
        else:
            body.append(tuple(row))
    return blocks


def register_letter(
    key: str,
    title: str | _StrPromise,
    signs: str,
    *,
    template: Template = Template.OFFICIAL,
    compose: Callable[[Data], Sheet] = letter,
    fields: tuple[Field, ...] = LETTER,
    numbered: bool = True,
    sealed: bool = True,
    copies: int = 1,
    retention: Retention = Retention.PERMANENT,
) -> PaperKind:
    """A kind of paper of this service: issued by a step, signed by the right to do that."""
    return register_paper(
        PaperKind(
            key,
            title,
            template,
            compose,
            fields,
            caption=lambda data: data.get("subject") or "",
            series="paper",
            numbered=numbered,
            checked=False,
            sealed=sealed,
            delivered=False,
            retention=retention,
            copies=copies,
            signs=signs,
        )
    )
