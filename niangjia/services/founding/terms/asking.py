"""What of the list is asked for: one reading of the address for the page and the workbook."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from niangjia.foundation.web.tables import Column, Kind, sorting

from .forms import ListForm
from .reading import findings

if TYPE_CHECKING:
    from django.http import QueryDict

    from niangjia.foundation.access.reach import Reach

    from .reading import Finding

COLUMNS = [
    Column(_("Union"), "name", link="url", sort="name"),
    Column(_("County"), "county", sort="county"),
    Column(_("Level"), "level", sort="level"),
    Column(_("What is the matter"), "label", sort="label"),
    Column(_("Day"), "day", Kind.DAY, sort="day"),
    Column(_("State"), "state", Kind.STATE),
]
NEVER = date.max  # what has no day stands behind all that have one


@dataclass(frozen=True)
class Asked:
    """The lines that are shown, in their order, all lines of the reach, the form and the sort."""

    form: ListForm
    sort: str
    rows: list[Finding]
    every: list[Finding]


def asked(query: QueryDict, reach: Reach) -> Asked:
    """What the address asks for, of the unions of a reach."""
    every = findings(reach)
    form = ListForm(query, sorted({row.county for row in every if row.county}))
    said = form.cleaned_data if form.is_valid() else {}
    sort = sorting(query, COLUMNS, "day")
    rows = sorted((row for row in every if _fits(row, said)), key=lambda row: (row.day or NEVER, row.union.place))
    if sort.removeprefix("-") != "day":
        name = sort.removeprefix("-")
        rows.sort(key=lambda row: str(getattr(row, name)), reverse=sort.startswith("-"))
    elif sort.startswith("-"):
        rows.reverse()
    return Asked(form, sort, rows, every)


def _fits(row: Finding, said: dict[str, str]) -> bool:
    within = said.get("within", "")
    if within == "overdue" and (row.left is None or row.left >= 0):
        return False
    if within.isdigit() and (row.left is None or row.left > int(within)):
        return False
    wanted = (said.get("what"), row.what), (said.get("level"), row.union.level), (said.get("county"), row.county)
    return all(not asked_for or asked_for == has for asked_for, has in wanted)
