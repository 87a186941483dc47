"""Lists of members in a layout: a roll of a union, or whoever was chosen; IDs as text, masked unless somebody may
see them and says why.
"""

from __future__ import annotations

import tempfile
from datetime import date
from typing import IO, TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.people.memberships.models import LIVING, Membership
from niangjia.engines.people.permissions import EXPORT, EXPORT_PLAIN
from niangjia.engines.people.persons.checking import fit_reason
from niangjia.engines.people.registry.journal_codes import EXPORTED, EXPORTED_PLAIN
from niangjia.engines.people.roster.layouts import cells_of
from niangjia.engines.people.unions.models import Union
from niangjia.foundation.clock import today

from .people import values_of
from .sheets import IN_MEMORY, Pen, in_chinese, new_book, sheet_name, styles_of, write_head, write_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from niangjia.engines.people.registry.models import Export
    from niangjia.engines.people.roster.layouts import Layout
    from niangjia.engines.people.roster.layouts.formats import Cell
    from niangjia.foundation.access.actor import Actor

AT_ONCE = 1_000  # persons read together
Line = list["Cell"]


def listed(actor: Actor, union: Union, layout: Layout, *, plain: bool = False, reason: str = "") -> IO[bytes]:
    """All who have a living membership in the union or below it, in the layout: an open file. The look is journalled.

    Writes at once, however many: for commands, and for pages where they are few (else `prepare_roll`).
    Raises Refused, NotPossible without a reason where numbers are in full.
    """
    code = EXPORT_PLAIN if plain else EXPORT
    actor.require(code, at=union.place)
    reason = fit_reason(reason) if plain else ""
    ids = members_of(actor, union, code)
    persons = (journal.Subject("people.person", pk) for pk in ids)
    told, done = {"count": len(ids)}, EXPORTED_PLAIN if plain else EXPORTED
    journal.look(actor, done, union, reason=reason, union=union.pk, shown=persons, data=told)
    target = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - the caller closes it
    mark = _mark(actor, reason, plain=plain)
    write_listed(target, layout, _lines(layout, ids, plain=plain), words_for(union, actor.name), mark)
    target.seek(0)
    return target


def prepare_roll(actor: Actor, union: Union, layout: Layout | None = None) -> Export:
    """The same as a list that is asked about, journalled and written as any that is taken out: at `people:export`.

    Raises Refused; NotPossible for a union without members, or with too many for one list.
    """
    from niangjia.engines.people.registry.exporting import prepare_export

    actor.require(EXPORT, at=union.place)
    return prepare_export(actor, members_of(actor, union, EXPORT), layout=layout.key if layout else "")


def members_of(actor: Actor, union: Union, code: str) -> list[int]:
    """Whoever has a living membership below the union, where the actor has the permission: by union, then by name."""
    below = Union.objects.within(union.subtree & actor.reach(code))
    rows = Membership.objects.filter(union__in=below, person__home__in=below, state__in=LIVING)
    order = ("union__place", "person__name_key", "person")
    return list(rows.order_by(*order).values_list("person", flat=True))


def _lines(layout: Layout, ids: Sequence[int], *, plain: bool) -> Iterator[Line]:
    for start in range(0, len(ids), AT_ONCE):
        yield from lines_in(layout, ids[start : start + AT_ONCE], plain=plain)


def lines_in(layout: Layout, ids: Sequence[int], *, plain: bool) -> list[Line]:
    """The lines of these persons, in their order; the serial number is the writer's."""
    day = today()
    return [cells_of(layout, values, number=0, today=day) for values in values_of(ids, plain=plain)]


def words_for(union: Union | None, preparer: str) -> dict[str, str]:
    """What stands in the lines around a table: the unit, the day, who made it."""
    day = today()
    named = {"union": union.name if union else "", "preparer": preparer}
    return {**named, "day": f"{day.year}年{day.month}月{day.day}日"}


def write_listed(
    target: Path | IO[bytes], layout: Layout, lines: Iterable[Line], words: dict[str, str], mark: str
) -> None:
    """Write a workbook: the layout's lines and heading, rows, the lines below. `mark` stands at the foot of paper."""
    book = new_book(target, flowing=True)
    styles = styles_of(book)
    sheet = book.add_worksheet(sheet_name(layout.title))
    _set_paper(sheet, mark)
    book.set_properties({"author": words.get("preparer", ""), "comments": mark})
    pen = Pen(sheet, styles)
    row = write_head(sheet, layout, styles, words)
    sheet.repeat_rows(row - 1)
    serial = {at: column.form for at, column in enumerate(layout.columns) if column.field == "serial"}
    for number, line in enumerate(lines, start=1):
        for at, cell in enumerate(line):
            shown: Any = cell if at not in serial else (str(number) if serial[at] == "text" else number)
            pen.write(row, at, shown)
        row += 1
    write_lines(sheet, row, layout.below, styles, words)
    book.close()


def _set_paper(sheet: Any, mark: str) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f"&L{mark.replace('&', '&&')[:200]}&R&P/&N")


def _mark(actor: Actor, reason: str, *, plain: bool) -> str:
    words = {"name": actor.name, "day": today().isoformat(), "reason": reason}
    with in_chinese():
        if plain:
            return _("Exported by %(name)s, %(day)s, numbers in full. Reason: %(reason)s") % words
        return _("Exported by %(name)s, %(day)s, numbers masked") % words


def kept(line: Line) -> list[Any]:
    """A line as JSON can hold it; `read_again` gives it back."""
    return [[cell.isoformat()] if isinstance(cell, date) else cell for cell in line]


def read_again(line: list[Any]) -> Line:
    return [date.fromisoformat(cell[0]) if isinstance(cell, list) else cell for cell in line]
