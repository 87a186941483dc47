"""Values as cells. What is written so is read again as the same value, and written again as the same cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from niangjia.engines.people.roster.columns.regions import region_name
from niangjia.engines.people.roster.columns.tables import TABLES
from niangjia.foundation.identity.phones import dialled

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from niangjia.engines.people.roster.shapes import Values

    from .layout import Column, Layout

    Cell = str | int | date | None

DAYS: dict[str, Callable[[date], Cell]] = {
    "iso": lambda day: day.isoformat(),
    "dots": lambda day: f"{day.year}.{day.month:02}.{day.day:02}",
    "slashes": lambda day: f"{day.year}/{day.month}/{day.day}",
    "chinese": lambda day: f"{day.year}年{day.month}月{day.day}日",
    "compact": lambda day: f"{day:%Y%m%d}",
    "cell": lambda day: day,  # a date of the spreadsheet
    # Without a day: for birth dates, which the document tells.
    "month": lambda day: f"{day.year}-{day.month:02}",
    "month_dots": lambda day: f"{day.year}.{day.month:02}",
    "month_chinese": lambda day: f"{day.year}年{day.month}月",
}
DATED = frozenset({"born", "joined", "employed", "document_until"})
CODED = frozenset(TABLES)
# Field -> the forms that it can have; the first is the usual one. Other fields are text.
FORMS: dict[str, tuple[str, ...]] = (
    dict.fromkeys(DATED - {"born"}, tuple(form for form in DAYS if not form.startswith("month")))
    | {"born": tuple(DAYS)}
    | dict.fromkeys(CODED, ("name", "code"))
    | {"is_migrant": ("words", "digit"), "household_region": ("code", "name"), "serial": ("figure", "text")}
)


def cells_of(layout: Layout, values: Values, *, number: int, today: date) -> list[Cell]:
    """A row of the layout; `number` is its serial number. What the values don't say is an empty cell."""
    phones = list(values.get("phones", ()))
    last_phone = max((at for at, column in enumerate(layout.columns) if column.field == "phone"), default=-1)
    cells: list[Cell] = []
    for at, column in enumerate(layout.columns):
        if column.field == "phone":
            shown = phones if at == last_phone else phones[:1]
            phones = phones[len(shown) :]
            cells.append("、".join(dialled(phone) for phone in shown) or None)
        elif column.field == "serial":
            cells.append(str(number) if column.form == "text" else number)
        else:
            cells.append(_cell(layout, column, values, today))
    return cells


def _cell(layout: Layout, column: Column, values: Values, today: date) -> Cell:
    if column.field == "age":
        return _age(values, today)
    value = _value(column.field, values)
    if value in (None, ""):
        return None
    form = column.form or FORMS.get(column.field, ("",))[0]
    if column.field in DATED:
        return DAYS[form](value)
    if form == "name":
        return _worded(layout, column.field, str(value))
    if column.field == "is_migrant":
        return ("1" if value else "0") if form == "digit" else ("是" if value else "否")
    return str(value)


def _worded(layout: Layout, field: str, code: str) -> str:
    if field == "household_region":
        return region_name(code) or code
    return layout.words.get(field, {}).get(code) or TABLES[field].get(code, (code,))[0]


def _value(field: str, values: Values) -> Any:
    if field.startswith("document_"):
        documents = values.get("documents", ())
        at = ("document_kind", "document_number", "document_until").index(field)
        return documents[0][at] if documents else None
    return values.get(field)


def _age(values: Values, today: date) -> Cell:
    born = values.get("born")
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day)) if born else None
