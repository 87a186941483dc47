"""The worklist as a workbook: what is shown, on all its pages, MOST lines at most."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from niangjia.engines import journal
from niangjia.engines.matters import journal_codes as codes
from niangjia.engines.matters.pages.telling import has_it
from niangjia.engines.matters.permissions import WORK
from niangjia.engines.matters.titles import procedure_title, step_title
from niangjia.engines.people.permissions import EXPORT
from niangjia.engines.people.registry.batching import within
from niangjia.engines.people.roster.workbooks.sheets import Pen, new_book, sheet_name, styles_of
from niangjia.foundation.clock import SHANGHAI, now

from .reading import names_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from niangjia.engines.matters.core.models import Task
    from niangjia.foundation.access.actor import Actor

    from .asking import Asked

    Line = tuple[str | date | None, ...]

WIDTHS = (22, 22, 14, 20, 34, 30, 12, 12, 8)


@transaction.atomic
def export_tasks(actor: Actor, asked: Asked) -> bytes:
    """The workbook (xlsx), in Chinese. Raises Refused.

    Taking it out is a look at whose names stand in it: of applicants whom the actor may export, and of no sensitive
    matter and of none that went past a union; the others have none.
    """
    actor.require(WORK)
    tasks = list(asked.rows(actor))
    named = {task.matter.person_id for task in tasks if task.matter.person_id and not _nameless(task)}
    allowed = within(actor, sorted(named), EXPORT) if actor.may(EXPORT) else []
    names = names_of(allowed)
    shown = (journal.Subject("people.person", person) for person in names)
    about = journal.Subject("matters.tasklist", uuid4())
    journal.look(actor, codes.LIST_EXPORTED, about, shown=shown, data={"count": len(tasks)})
    with override("zh-hans"):
        return _workbook([_line(task, names) for task in tasks], str(asked.view.label))


def _nameless(task: Task) -> bool:
    """Whose applicant stands in no list: the look at it would be read on the record, by a union that it went past."""
    return task.matter.sensitive or task.matter.bypassed_id is not None


def _line(task: Task, names: dict[int, str]) -> Line:
    matter = task.matter
    return (
        step_title(matter, task.key),
        procedure_title(task.procedure),
        "" if _nameless(task) else names.get(matter.person_id or 0, ""),
        matter.number,
        task.union.name,
        has_it(task),
        _day(task.opened),
        _day(task.due),
        _("overdue") if task.is_late(now()) else "",
    )


def _day(moment: datetime | None) -> date | None:
    return moment.astimezone(SHANGHAI).date() if moment else None


def _heads() -> tuple[str, ...]:
    return (
        _("Step"),
        _("Service"),
        _("Applicant"),
        _("Number"),
        _("Union"),
        _("Who has it"),
        _("Since"),
        _("Due"),
        _("State"),
    )


def _workbook(lines: Sequence[Line], title: str) -> bytes:
    file = io.BytesIO()
    book = new_book(file)
    sheet, styles = book.add_worksheet(sheet_name(title)), styles_of(book)
    pen = Pen(sheet, styles)
    for at, head in enumerate(_heads()):
        pen.write(0, at, head, "head")
        sheet.set_column(at, at, WIDTHS[at])
    for row, line in enumerate(lines, start=1):
        for at, cell in enumerate(line):
            pen.write(row, at, cell)
    sheet.freeze_panes(1, 0)
    book.close()
    return file.getvalue()
