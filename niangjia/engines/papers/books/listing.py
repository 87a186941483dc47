"""The office registers (发文登记簿, 收文登记簿, 用印登记簿): of a union and a year, as lines in a fixed order."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from niangjia.engines.papers.kinds.blocks import report_foot
from niangjia.engines.papers.kinds.sheet import Column, Grid, Sheet
from niangjia.engines.papers.life.hiding import hidden_of, shown_to
from niangjia.engines.papers.life.models import ISSUED, Paper
from niangjia.engines.papers.making.setting import chinese_day, set_out
from niangjia.engines.people.roster.workbooks.sheets import Pen, new_book, sheet_name, styles_of
from niangjia.foundation.clock import today

from .models import Incoming, SealUse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from django.db.models import QuerySet
    from django.utils.functional import _StrPromise

    from niangjia.engines.papers.making.setting import Context
    from niangjia.engines.people.models import Union
    from niangjia.foundation.access.actor import Actor

    Line = tuple[str, ...]


@dataclass(frozen=True)
class Book:
    """A register: its title, heads with shares of the width, and what makes its lines."""

    key: str
    title: str
    name: str | _StrPromise
    heads: tuple[tuple[str, int], ...]
    lines: Callable[[Actor, Union, int], Iterator[Line]]


def _outgoing(actor: Actor, union: Union, year: int) -> Iterator[Line]:
    rows = Paper.objects.filter(union=union, state__in=ISSUED, dated__year=year).order_by("signed", "pk")
    rows = shown_to(actor, rows).prefetch_related("deliveries").defer("data", "content")
    for at, paper in enumerate(rows, start=1):
        to = "、".join(delivery.to_name.reveal() for delivery in paper.deliveries.all())
        note = "已撤销" if paper.revoked else ""
        yield str(at), _day(paper.dated), paper.number, paper.caption, to, str(paper.copies), paper.archive, note


def _incoming(actor: Actor, union: Union, year: int) -> Iterator[Line]:
    for row in incoming_of(actor, union, year).order_by("position"):
        result = row.result.reveal() if row.result else ""
        told = (row.sender.reveal(), row.number, row.title.reveal(), str(row.copies), row.urgency)
        yield str(row.position), _day(row.received), *told, _day(row.due), row.handler, result, _day(row.finished)


def _seals(actor: Actor, union: Union, year: int) -> Iterator[Line]:
    used = SealUse.objects.filter(union=union, year=year)
    hidden = hidden_of(actor, Paper.objects.filter(pk__in=used.values("paper")))
    rows = used.exclude(paper__in=hidden).select_related("paper", "account").order_by("position")
    for row in rows:
        number, who = (row.paper.number if row.paper else ""), (row.account.name if row.account else "")
        yield (
            str(row.position),
            _day(row.day),
            row.title.reveal(),
            number,
            row.seal,
            str(row.copies),
            row.approved_by,
            who,
        )


def incoming_of(actor: Actor, union: Union, year: int) -> QuerySet[Incoming]:
    """What came to a union in a year, as far as the actor may know of it."""
    came = Incoming.objects.filter(union=union, year=year)
    hidden = hidden_of(actor, Paper.objects.filter(pk__in=came.values("paper")))
    return came.exclude(paper__in=hidden)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


OUTGOING = (
    *(("序号", 1), ("日期", 2), ("文号", 3), ("标题", 5)),
    *(("主送（收件人）", 3), ("份数", 1), ("归档号", 3), ("备注", 2)),
)
INCOMING = (
    *(("序号", 1), ("收文日期", 2), ("来文单位", 3), ("来文字号", 3), ("标题", 4), ("份数", 1), ("缓急", 1)),
    *(("办理期限", 2), ("承办人", 2), ("办理结果", 3), ("办结日期", 2)),
)
SEALS = (
    *(("序号", 1), ("日期", 2), ("用印事项", 5), ("文号", 3)),
    *(("印章", 2), ("份数", 1), ("批准人", 2), ("经办人", 2)),
)
BOOKS = {
    book.key: book
    for book in (
        Book("outgoing", "发文登记簿", _("Outgoing"), OUTGOING, _outgoing),
        Book("incoming", "收文登记簿", _("Incoming"), INCOMING, _incoming),
        Book("seals", "用印登记簿", _("Seal uses"), SEALS, _seals),
    )
}


def context_of(actor: Actor, book: Book, union: Union, year: int) -> Context:
    """What the templates of papers take."""
    columns = tuple(Column(head, share) for head, share in book.heads)
    foot = report_foot(unit=union.name, day=chinese_day(today()))
    sheet = Sheet(f"{year}年{book.title}", (Grid(columns, tuple(book.lines(actor, union, year))), foot))
    return set_out(sheet.frozen(), template="wide", union=union.name, number="", dated="", state="", seal_place="")


def workbook_of(actor: Actor, book: Book, union: Union, year: int) -> bytes:
    """The register as xlsx, every cell a text."""
    file = io.BytesIO()
    made = new_book(file)
    styles = styles_of(made)
    sheet = made.add_worksheet(sheet_name(book.title))
    pen = Pen(sheet, styles)
    pen.write(0, 0, f"{union.name}{year}年{book.title}", "title")
    for at, (head, share) in enumerate(book.heads):
        pen.write(1, at, head, "head")
        sheet.set_column(at, at, 6 * share + 2)
    for row, line in enumerate(book.lines(actor, union, year), start=2):
        for at, cell in enumerate(line):
            pen.write(row, at, cell)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    made.close()
    return file.getvalue()
