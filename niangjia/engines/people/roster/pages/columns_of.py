"""What a sheet's columns look like, and the form that says which field each of them holds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _

from niangjia.engines.people.roster.columns import FIELDS
from niangjia.engines.people.roster.staging.mapping import columns_of
from niangjia.engines.people.roster.staging.previewing import MASKS
from niangjia.engines.people.roster.staging.stream import for_one_union
from niangjia.engines.people.roster.staging.uploading import book_of
from niangjia.foundation.identity import mask_document

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from niangjia.engines.people.roster.models import Roster
    from niangjia.engines.people.roster.shapes import Book, Raw, Sheet

EXAMPLES, MOST = 3, 120  # values shown of a column; columns shown
LONGEST = 24  # letters of an example
NUMBERS = re.compile(r"[0-9A-Za-z]*\d{7,}[0-9A-Za-z]*")  # whatever it is, it may be somebody's
FIRST = ("name", "document_number", "phone", "union")


@dataclass(frozen=True, repr=False)
class ShownColumn:
    """A column of the table: its number (from 0), letter and title, and some of its values, masked."""

    number: int
    letter: str
    title: str
    examples: list[str]

    @property
    def field(self) -> str:
        return f"column-{self.number}"

    @property
    def label(self) -> str:
        words = {"letter": self.letter, "title": self.title}
        return _("Column %(letter)s: %(title)s") % words if self.title else _("Column %(letter)s") % words


@dataclass(frozen=True, repr=False)
class Table:
    """The chosen sheet of a list, and the sheets that could be chosen; `hidden` columns are not shown."""

    book: Book
    sheet: Sheet | None
    columns: list[ShownColumn]
    hidden: int

    @property
    def tables(self) -> list[Sheet]:
        """Sheets that may hold a table."""
        return [sheet for sheet in self.book.sheets if sheet.rows and not sheet.explanation] or [
            sheet for sheet in self.book.sheets if sheet.rows
        ]


def table_of(roster: Roster) -> Table:
    """The table of the list as it is chosen by now."""
    book = book_of(roster)
    sheet = next((sheet for sheet in book.sheets if sheet.name == roster.sheet), None)
    columns = list(_columns(roster, sheet)) if sheet else []
    return Table(book, sheet, columns[:MOST], max(len(columns) - MOST, 0))


def _columns(roster: Roster, sheet: Sheet) -> Iterator[ShownColumn]:
    mapping = columns_of(roster)
    body = sheet.head[roster.heading :]
    for number in range(max(sheet.columns, len(roster.titles))):
        title = roster.titles[number] if number < len(roster.titles) else ""
        examples = _examples(body, number, mapping.get(number, ""))
        if title or examples:
            yield ShownColumn(number, letter_of(number), title, examples)


def _examples(body: Sequence[Sequence[Raw]], number: int, field: str) -> list[str]:
    cells = (row[number] for row in body if number < len(row))
    texts = (example_of(cell, field) for cell in cells if cell not in (None, ""))
    return list(dict.fromkeys(text for text in texts if text))[:EXAMPLES]


def example_of(cell: Raw, field: str) -> str:
    """A cell as it is shown beside the others: short, and masked where it may be somebody's number or address."""
    if isinstance(cell, date):
        return f"{cell:%Y-%m-%d}" if not isinstance(cell, datetime) or not cell.hour else f"{cell:%Y-%m-%d %H:%M}"
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = " ".join(str(cell).split())[: 2 * LONGEST]
    if field in MASKS and text:
        return MASKS[field](text)[:LONGEST]
    return NUMBERS.sub(lambda found: mask_document(found[0]), text)[:LONGEST]


def letter_of(number: int) -> str:
    """A column's letters as a spreadsheet has them: 0 is A, 26 is AA."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _choices() -> list[Any]:
    taken = [(field.key, str(field.title)) for field in FIELDS.values() if field.taken and field.key not in FIRST]
    known = [(field.key, str(field.title)) for field in FIELDS.values() if not field.taken]
    return [
        ("", _("— leave out —")),
        (_("Needed most"), [(key, str(FIELDS[key].title)) for key in FIRST]),
        (_("Others"), taken),
        (_("Known, and left out"), known),
    ]


class ColumnsForm(forms.Form):
    """A select for each column."""

    def __init__(self, roster: Roster, columns: Sequence[ShownColumn], data: Any = None) -> None:
        super().__init__(data)
        self.roster, self.columns = roster, columns
        chosen, choices = columns_of(roster), _choices()
        for column in columns:
            self.fields[column.field] = forms.ChoiceField(
                label=column.label, choices=choices, required=False, initial=chosen.get(column.number, "")
            )

    def mapping(self) -> dict[int, str]:
        """Column -> field, as chosen."""
        return {column.number: self.cleaned_data.get(column.field, "") for column in self.columns}

    def clean(self) -> dict[str, Any]:
        super().clean()
        mapping = self.mapping()
        self._refuse_twice(mapping)
        if "name" not in mapping.values():
            self.add_error(None, _("Say which column holds the name."))
        if not for_one_union(self.roster) and not {"union", "union_code"} & set(mapping.values()):
            self.add_error(
                None, _("Say which column holds the union, or upload the list for the base union whose it is.")
            )
        return self.cleaned_data

    def _refuse_twice(self, mapping: dict[int, str]) -> None:
        fields = list(mapping.values())
        for number, key in mapping.items():
            if key and not FIELDS[key].repeats and fields.count(key) > 1:
                others = [letter_of(other) for other, field in mapping.items() if field == key and other != number]
                words = {"field": FIELDS[key].title, "letters": "、".join(others)}
                self.add_error(f"column-{number}", _("“%(field)s” is column %(letters)s, too: choose one.") % words)

    def rows(self) -> list[tuple[ShownColumn, forms.BoundField]]:
        """Each column that has values, with its select; and each that is wrong."""
        return [(column, field) for column, field in self._rows() if column.examples or field.errors]

    def blank_rows(self) -> list[tuple[ShownColumn, forms.BoundField]]:
        """The others."""
        return [(column, field) for column, field in self._rows() if not column.examples and not field.errors]

    def _rows(self) -> Iterator[tuple[ShownColumn, forms.BoundField]]:
        for column in self.columns:
            yield column, self[column.field]

    def needed(self) -> list[tuple[str, str, bool]]:
        """What a list needs: title, where it is or what its lack means, and whether it is there."""
        chosen = {self[column.field].value(): column for column in self.columns}
        lacks = {
            "name": _("Needed: without it nobody can be entered."),
            "document_number": _("Rows without a document are entered as incomplete, and not counted."),
            "phone": _("Every row gets a warning without it."),
        }
        found = [_need(key, chosen.get(key), lack) for key, lack in lacks.items()]
        union = chosen.get("union") or chosen.get("union_code")
        for_one = for_one_union(self.roster)
        lack = (
            _("All rows are entered in %(union)s.") % {"union": self.roster.union.name} if for_one else _("Needed.")
        )
        title, text, there = _need("union", union, lack)
        return [*found, (title, text, there or for_one)]


def _need(key: str, column: ShownColumn | None, lack: str) -> tuple[str, str, bool]:
    return str(FIELDS[key].title), column.label if column else lack, column is not None
