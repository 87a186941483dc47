"""Checks rows: a mapping becomes a function that is called for every row of a file."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from niangjia.engines.people.roster.shapes import Checked, DocumentValue, Problem, Values

from . import cells, tables
from .cells import Found
from .days import Day, day_of
from .fields import FIELDS
from .identity import NONE, told_by
from .phones import phones_reader
from .problems import ERRORS
from .skipping import EXAMPLE, TOTAL_BEGINS, skipping
from .tidy import is_unresolved

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from niangjia.engines.people.roster.shapes import Raw, Row
    from niangjia.foundation.identity import Document

    Check = Callable[[Row], Checked | None]

YOUNGEST, OLD, NO_MEMBER_BEFORE = 16, 70, 14  # years
APART = frozenset({"document_kind", "document_number", "document_until", "sex", "born", "phone", "name"})
DAYS = ("joined", "employed")
# Without these a row is still taken, for the list's own union or as incomplete: so nothing may be lost here silently.
UNION = frozenset({"union", "union_code"})
DECIDING = UNION | {"document_number"}


def reader_of(field: str, today: date, words: Mapping[str, str] | None = None) -> cells.Reader:
    """The function that reads the cells of a field."""
    if field in tables.TABLES:
        return cells.code_reader(field, words)
    if field in DAYS:
        return cells.day_reader(today)
    if field == "document_until":
        return cells.until_reader(today)
    return READERS.get(field) or cells.remembering(cells.text_reader(field))


READERS: dict[str, cells.Reader] = {
    "name": cells.name_reader,
    "phone": phones_reader,
    "is_migrant": cells.remembering(cells.yes_reader),
    "household_region": cells.remembering(cells.region_reader),
    "employer_code": cells.remembering(cells.employer_code_reader),
    "bank_card": cells.card_reader,
    "address": cells.text_reader("address"),  # everybody has another: nothing to remember
    "member_number": cells.text_reader("member_number"),
}


class _Problems:
    """Gathers what is wrong with one row."""

    __slots__ = ("errors", "warnings")

    def __init__(self) -> None:
        self.errors: list[Problem] = []
        self.warnings: list[Problem] = []

    def add(self, field: str, code: str) -> None:
        (self.errors if code in ERRORS else self.warnings).append(Problem(field, code))

    def add_missing_union(self) -> None:
        """Unless it is said already what is wrong with it."""
        if not any(problem.field in UNION for problem in self.errors):
            self.add("union", "union_missing")

    def taken(self, field: str, found: Any) -> Any:
        """What was read, its problem noted."""
        if type(found) is Found:
            self.add(field, found.code)
            return found.value
        return found


class _Columns:
    """Where the columns are that are read together."""

    def __init__(self, mapping: Mapping[int, str]) -> None:
        def at(field: str) -> int:
            return next((index for index, key in sorted(mapping.items()) if key == field), -1)

        self.name, self.number, self.kind, self.until = (
            at("name"), at("document_number"), at("document_kind"), at("document_until"),
        )  # fmt: skip
        self.sex, self.born, self.serial = at("sex"), at("born"), at("serial")
        self.phones = [index for index, key in sorted(mapping.items()) if key == "phone"]
        self.last = max(mapping, default=-1)


def checker(
    mapping: Mapping[int, str],
    *,
    today: date,
    default_union: bool,
    titles: Sequence[str] = (),
    words: Mapping[str, Mapping[str, str]] | None = None,
) -> Check:
    """A function that checks rows; it answers None for a blank line, a repeated heading, a total, a note.

    `mapping`: column (from 0) -> key of FIELDS. `default_union`: the file is for one union, so that rows may leave it
    out. `titles`: the heading, by which its repetitions are known. `words`: a layout's own, field -> word -> code.
    """
    check = _Checker(mapping, today, default_union=default_union, titles=titles, words=words or {})
    return check.row


class _Checker:
    def __init__(
        self,
        mapping: Mapping[int, str],
        today: date,
        *,
        default_union: bool,
        titles: Sequence[str],
        words: Mapping[str, Mapping[str, str]],
    ) -> None:
        mapping = {at: field for at, field in mapping.items() if field in FIELDS}
        self._today, self._default_union = today, default_union
        self._at = _Columns(mapping)
        self._fields = {at: field for at, field in mapping.items() if FIELDS[field].taken}
        self._is_nobody = skipping(mapping, titles)
        plain = {at: field for at, field in self._fields.items() if field not in APART}
        readers = {at: (field, reader_of(field, today, words.get(field))) for at, field in sorted(plain.items())}
        self._plan = [(at, field, read, cells.known_to(read)) for at, (field, read) in readers.items()]
        self._read_kind = reader_of("document_kind", today, words.get("document_kind"))
        self._read_until = reader_of("document_until", today)
        self._read_sex = reader_of("sex", today, words.get("sex"))
        self._too_young = _years_before(today, YOUNGEST)
        self._too_old = _years_before(today, OLD + 1)

    def row(self, row: Row) -> Checked | None:
        """Check one row."""
        line, at = row.cells, self._at
        if len(line) <= at.last:
            line = [*line, *([None] * (at.last + 1 - len(line)))]
        name, number = (line[at.name] if at.name >= 0 else None), (line[at.number] if at.number >= 0 else None)
        if self._is_odd(line, name, number) and self._is_nobody(line):
            return None
        problems, values = _Problems(), Values()
        self._name(name, values, problems)
        document = self._document(line, number, values, problems)
        self._person(line, document, values, problems)
        self._plain(line, values, problems)
        self._phones(line, values, problems)
        if not self._default_union and "union" not in values and "union_code" not in values:
            problems.add_missing_union()
        formulas = self._formulas(row, problems) if row.formulas else ()
        return Checked(row.number, values, problems.errors, problems.warnings, formulas)

    def _formulas(self, row: Row, problems: _Problems) -> tuple[str, ...]:
        """The fields that are formulas; their stored values were taken, if there are any."""
        marked = [at for at in sorted(row.formulas) if at in self._fields]
        for at in marked:
            if at >= len(row.cells) or row.cells[at] in ("", None):
                problems.add(self._fields[at], "unresolved" if self._fields[at] in DECIDING else "formula_empty")
        return tuple(self._fields[at] for at in marked)

    def _is_odd(self, line: list[Raw], name: Raw, number: Raw) -> bool:
        """Whether a line may be nobody's: asked of every line, so only what is quick to see."""
        if not name or not number:
            return True
        if type(number) is str and not number[:1].isascii():
            return True  # a title, or a number in full width
        if type(name) is str and name[0] in TOTAL_BEGINS:
            return True
        return self._at.serial >= 0 and line[self._at.serial] in EXAMPLE

    def _name(self, raw: Raw, values: Values, problems: _Problems) -> None:
        found = cells.name_reader(raw)
        name = problems.taken("name", found)
        if name:
            values["name"] = name
        elif found is None:
            problems.add("name", "name_missing")

    def _document(self, line: list[Raw], raw: Raw, values: Values, problems: _Problems) -> Document | None:
        if raw is None or raw == "":
            return None
        kind = problems.taken("document_kind", self._read_kind(line[self._at.kind])) if self._at.kind >= 0 else None
        told = told_by(raw, kind, self._today)
        if told.error:
            problems.add("document_number", told.error)
        if told is NONE and is_unresolved(raw):
            problems.add("document_number", "unresolved")
        if told is NONE or told.document is None:
            return None
        for code in told.warnings:
            problems.add("document_number", code)
        until = self._read_until(line[self._at.until]) if self._at.until >= 0 else None
        valid = problems.taken("document_until", until)
        values["documents"] = (DocumentValue(told.document.kind.value, told.document.number, valid),)
        return told.document

    def _person(self, line: list[Raw], document: Document | None, values: Values, problems: _Problems) -> None:
        """Sex and birth: the document is right where it tells them."""
        if document and document.sex:
            values["sex"] = document.sex.value
        if document and document.born:
            values["born"] = document.born
        if self._at.sex >= 0:
            self._sex(line[self._at.sex], values, problems)
        if self._at.born >= 0:
            self._born(line[self._at.born], values, problems)
        if born := values.get("born"):
            self._age(born, document, problems)

    def _sex(self, raw: Raw, values: Values, problems: _Problems) -> None:
        sex = problems.taken("sex", self._read_sex(raw))
        if sex and values.setdefault("sex", sex) != sex:
            problems.add("sex", "sex_differs")

    def _born(self, raw: Raw, values: Values, problems: _Problems) -> None:
        told = values.get("born")
        if type(raw) is date and raw == told:
            return
        found = day_of(raw, self._today)
        if found is None:
            return
        if told:
            if found != told and not _agrees(found, told):
                problems.add("born", "born_differs")
        elif not isinstance(found, Day):
            problems.add("born", found.code)
        elif found.day > self._today:
            problems.add("born", "future_date")
        else:
            values["born"] = found.day
            if found.exact < 3:
                problems.add("born", "no_day")

    def _age(self, born: date, document: Document | None, problems: _Problems) -> None:
        field = "document_number" if document and document.born else "born"
        if born > self._too_young:
            problems.add(field, "under_16")
        elif born <= self._too_old:
            problems.add(field, "over_70")

    def _plain(self, line: list[Raw], values: Any, problems: _Problems) -> None:
        for at, field, read, known in self._plan:
            raw = line[at]
            if raw is None or raw == "":
                continue
            found = known[raw] if raw in known else read(raw)
            if type(found) is Found:
                problems.add(field, found.code)
                found = found.value
            if found is not None:
                values[field] = found
            elif field in DECIDING and is_unresolved(raw):
                problems.add(field, "unresolved")
        if born := values.get("born"):
            for field in DAYS:
                if field in values and values[field].year < born.year + NO_MEMBER_BEFORE:
                    problems.add(field, "early")
                    del values[field]

    def _phones(self, line: list[Raw], values: Values, problems: _Problems) -> None:
        phones: tuple[str, ...] = ()
        said = len(problems.warnings)
        for at in self._at.phones:
            phones += problems.taken("phone", phones_reader(line[at])) or ()
        if phones:
            values["phones"] = phones if len(phones) == 1 else tuple(dict.fromkeys(phones))
        elif self._at.phones and len(problems.warnings) == said:
            problems.add("phone", "no_phone")


def _agrees(found: Any, told: date) -> bool:
    """Whether a birth date as written fits the document's, as far as it says anything."""
    if not isinstance(found, Day):
        return False
    return (found.day.year, found.day.month, found.day.day)[: found.exact] == (told.year, told.month, told.day)[
        : found.exact
    ]


def _years_before(today: date, years: int) -> date:
    """The latest birth date of whoever is so old today."""
    try:
        return today.replace(year=today.year - years)
    except ValueError:
        return today.replace(year=today.year - years, day=28)
