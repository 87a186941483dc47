"""An empty workbook in a layout, for a union to fill in: with drop-downs, and text where figures would be lost."""

from __future__ import annotations

import io
from collections import Counter
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from niangjia.engines.people.permissions import EDIT
from niangjia.engines.people.roster.columns.tables import TABLES
from niangjia.engines.people.roster.layouts import cells_of
from niangjia.engines.people.roster.layouts.formats import FORMS
from niangjia.engines.people.unions.acts import STANDING
from niangjia.engines.people.unions.models import Level, Union
from niangjia.foundation.clock import today

from .hints import CHOICE, EXAMPLE, HINTS
from .layouts import layout_title
from .sheets import in_chinese, new_book, sheet_name, styles_of, write_head, write_lines

if TYPE_CHECKING:
    from niangjia.engines.people.roster.layouts import Column, Layout
    from niangjia.foundation.access.actor import Actor

    from .sheets import Styles

LAST_ROW = 20_000  # with drop-downs
MOST_UNIONS = 3_000  # in a drop-down; of more the code is written
CHOICES = "选项"


def template(actor: Actor, union: Union, layout: Layout) -> bytes:
    """The workbook. Raises Refused."""
    actor.require(EDIT, at=union.place)
    target = io.BytesIO()
    with in_chinese():
        book = new_book(target)
        styles = styles_of(book)
        sheet = book.add_worksheet(sheet_name("会员"))
        words = {"union": union.name, "day": "", "preparer": ""}
        first = write_head(sheet, layout, styles, words)
        _offer(book, sheet, layout, _choices(actor, union, layout), first)
        _explain(book.add_worksheet("填表说明"), union, layout, styles)
        sheet.activate()
        book.close()
    return target.getvalue()


def _choices(actor: Actor, union: Union, layout: Layout) -> dict[int, list[str]]:
    """Column -> what can be chosen there."""
    unions = (
        _unions(actor, union) if any(column.field in ("union", "union_code") for column in layout.columns) else []
    )
    found = {at: _words(layout, column, unions) for at, column in enumerate(layout.columns)}
    return {at: words for at, words in found.items() if words}


def _words(layout: Layout, column: Column, unions: list[tuple[str, str]]) -> list[str]:
    field, form = column.field, column.form or FORMS.get(column.field, ("",))[0]
    if field == "is_migrant":
        return ["1", "0"] if form == "digit" else ["是", "否"]
    if field in TABLES:
        own = layout.words.get(field, {})
        return [code if form == "code" else own.get(code) or words[0] for code, words in TABLES[field].items()]
    if field == "union_code":
        return [code for code, _name in unions]
    if field == "union":
        names = Counter(name for _code, name in unions)
        return [name if names[name] == 1 else code for code, name in unions]
    return []


def _unions(actor: Actor, union: Union) -> list[tuple[str, str]]:
    """(code, name) of the unions that a row can name, none if they are too many to choose from."""
    below = Union.objects.within(union.subtree).within(actor.reach(EDIT)).filter(state__in=STANDING)
    found = list(below.order_by("place").values_list("code", "name")[: MOST_UNIONS + 1])
    return found if len(found) <= MOST_UNIONS else []


def _offer(book: Any, sheet: Any, layout: Layout, choices: dict[int, list[str]], first: int) -> None:
    """Drop-downs; what they offer stands on a hidden sheet, for a list in the rule itself may have 255 signs only."""
    if not choices:
        return
    hidden = book.add_worksheet(CHOICES)
    hidden.hide()
    for place, (at, words) in enumerate(choices.items()):
        hidden.write_column(0, place, words)
        sheet.data_validation(first, at, first + LAST_ROW, at, {
            "validate": "list", "source": _area(place, len(words)),
            "error_type": "warning", "error_title": layout.columns[at].header[:32],
            "error_message": _("This is not in the list. Keep it only if you are sure that it is right."),
        })  # fmt: skip


def _area(column: int, count: int) -> str:
    from xlsxwriter.utility import xl_col_to_name  # type: ignore[import-untyped]

    name = xl_col_to_name(column)
    return f"={CHOICES}!${name}$1:${name}${count}"


def _explain(sheet: Any, union: Union, layout: Layout, styles: Styles) -> None:
    """How each column is filled, with an example of each: line by line, so that nobody takes it for a table."""
    for at, width in enumerate((30, 10, 70, 30)):
        sheet.set_column(at, at, width, styles("text", ""))
    lines = [
        layout_title(layout),
        _("For %(union)s. Fill in the first sheet below its heading, a row for each person; this sheet is not read.")
        % {"union": union.name},
        _("Whoever stands in the list twice, or is a member elsewhere, is shown before anything is entered."),
    ]
    row = write_lines(sheet, 0, lines, styles, {}) + 1
    for at, word in enumerate((_("which column"), _("needed or not"), _("how it is filled in"), _("for example"))):
        sheet.write_string(row, at, word, styles("text", "title"))
    example = cells_of(layout, {**EXAMPLE, "union": union.name, "union_code": union.code}, number=1, today=today())
    for column, cell in zip(layout.columns, example, strict=True):
        row += 1
        sheet.write_string(row, 0, _("column “%(title)s”") % {"title": column.title}, styles("text", ""))
        sheet.write_string(row, 1, _needed(column.field, union), styles("text", ""))
        sheet.write_string(row, 2, _hint(column), styles("text", ""))
        # With a word before it, for 居民身份证 alone would look like the title of a column.
        sheet.write_string(row, 3, _("such as %(example)s") % {"example": cell} if cell else "", styles("text", ""))


def _needed(field: str, union: Union) -> str:
    if field == "name" or (field == "union" and union.level < Level.BASE):
        return _("needed")
    return _("wanted") if field in ("document_number", "phone") else ""


def _hint(column: Column) -> str:
    if column.field in TABLES and column.field not in HINTS:
        return str(CHOICE)
    return str(HINTS.get(column.field, ""))
