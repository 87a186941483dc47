"""What a list would do, or did, as people look at it: counts, reasons, and rows page by page, masked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from niangjia.engines.people.employers.models import Employer
from niangjia.engines.people.persons.models import Person
from niangjia.engines.people.persons.showing import mask_address
from niangjia.engines.people.unions.models import Union
from niangjia.foundation.identity import mask_bank_card, mask_document, mask_phone

from . import reasons
from .parts import WARNED, in_turn, parts_of
from .rows import Outcome, cells_as_read
from .sealing import rows_of_part

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from niangjia.engines.people.roster.models import Roster, RosterPart
    from niangjia.engines.people.roster.shapes import Problem, Raw

    from .rows import Change, Staged

PAGE = 50
MASKS = {
    "document": mask_document, "document_number": mask_document, "phone": mask_phone, "address": mask_address,
    "bank_card": mask_bank_card,
}  # fmt: skip
OF_UNIONS, OF_EMPLOYERS, OF_CODES = {"membership", "home"}, {"employer"}, {
    "sex", "education", "political", "household", "work_state", "skill", "new_form",
}  # fmt: skip


@dataclass(frozen=True)
class Counts:
    """How many rows have each outcome (they add up to `rows`), how many are taken with a warning, and all reasons."""

    rows: int
    outcomes: dict[str, int]
    warnings: int
    reasons: dict[str, int]


@dataclass(frozen=True)
class ShownChange:
    """A field by its title, and its old and new values in words; sensitive ones masked, "" for nothing."""

    title: str
    old: str
    new: str


@dataclass(frozen=True)
class ShownProblem:
    """What is said of a cell ("" for the whole row), and whether it stops the row."""

    field: str
    title: str
    code: str
    sentence: str
    is_error: bool


@dataclass(frozen=True, repr=False)
class ShownRow:
    """A row as people see it. `group` is what `pick_row` asks for, 0 where there is nothing to pick."""

    number: int
    outcome: Outcome
    reason: str
    sentence: str
    name: str
    document: str
    phone: str
    union: str
    person: int | None
    group: int
    changes: list[ShownChange] = field(default_factory=list)
    problems: list[ShownProblem] = field(default_factory=list)
    formulas: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class ShownPage:
    """Some of the rows that have an outcome; `total` of them there are."""

    rows: list[ShownRow]
    page: int
    total: int

    @property
    def pages(self) -> int:
        return max(-(-self.total // PAGE), 1)


@dataclass(frozen=True, repr=False)
class Rejected:
    """A row that goes back: its cells as they were read, and what is wrong with which field."""

    number: int
    cells: list[Raw]
    problems: list[Problem]


def counts_of(roster: Roster) -> Counts:
    """The counts of the last check, as far as it is."""
    if roster.rows:
        found, why = dict(roster.counts), dict(roster.reasons)
    else:
        found, why = _summed(roster)
    outcomes = {outcome.value: found.get(outcome.value, 0) for outcome in Outcome}
    return Counts(sum(outcomes.values()), outcomes, found.get(WARNED, 0), why)


def _summed(roster: Roster) -> tuple[dict[str, int], dict[str, int]]:
    counts: dict[str, int] = {}
    why: dict[str, int] = {}
    for of_part, of_reasons in parts_of(roster).values_list("counts", "reasons"):
        for target, source in ((counts, of_part), (why, of_reasons)):
            for key, count in source.items():
                target[key] = target.get(key, 0) + count
    return counts, why


def rows_of(roster: Roster, outcome: Outcome | None = None, page: int = 1) -> ShownPage:
    """A page of the rows that have that outcome, or of all, in the order of the file."""
    page = max(page, 1)
    skip, wanted, total = (page - 1) * PAGE, PAGE, 0
    chosen: list[Staged] = []
    for part_id, counts, rows in parts_of(roster).values_list("pk", "counts", "rows"):
        here = counts.get(outcome.value, 0) if outcome else rows
        total += here
        if skip >= here:
            skip -= here
        elif wanted:
            found = _with(roster, part_id, outcome)[skip : skip + wanted]
            chosen += found
            skip, wanted = 0, wanted - len(found)
    return ShownPage(shown(chosen), page, total)


def _with(roster: Roster, part_id: int, outcome: Outcome | None) -> list[Staged]:
    rows = rows_of_part(parts_of(roster).get(pk=part_id))
    return [row for row in rows if outcome is None or row.outcome is outcome]


def group_of(roster: Roster, group: int) -> list[ShownRow]:
    """The rows among which one is to be picked."""
    return shown([row for _part, rows in parts_with_group(roster, group) for row in rows if abs(row.group) == group])


def parts_with_group(roster: Roster, group: int) -> Iterator[tuple[RosterPart, list[Staged]]]:
    """The parts that have rows of that group, with all their rows."""
    for part in in_turn(parts_of(roster)):
        rows = rows_of_part(part)
        if any(abs(row.group) == group for row in rows):
            yield part, rows


def rejected_rows(roster: Roster) -> Iterator[Rejected]:
    """The rejected rows in the order of the file, for the workbook that goes back."""
    for part in in_turn(parts_of(roster)):
        if part.counts.get(Outcome.REJECTED.value):
            for row in rows_of_part(part):
                if row.outcome is Outcome.REJECTED:
                    yield Rejected(row.number, cells_as_read(row.raw or []), [*row.errors, *row.warnings])


def shown(rows: Sequence[Staged]) -> list[ShownRow]:
    """Rows as people see them."""
    words = _Words(rows)
    return [_shown(row, words) for row in rows]


def _shown(row: Staged, words: _Words) -> ShownRow:
    values = row.values
    documents, phones = values.get("documents"), values.get("phones")
    problems = [words.problem(*one, is_error=True) for one in row.errors]
    problems += [words.problem(*one, is_error=False) for one in row.warnings]
    return ShownRow(
        row.number, row.outcome, row.reason, reasons.sentence(row.reason) if row.reason else "",
        values.get("name", ""), mask_document(documents[0][1]) if documents else "",
        mask_phone(phones[0]) if phones else "", words.union(row.union) or values.get("union", ""),
        row.person, abs(row.group) if row.outcome is Outcome.HELD else 0,
        [words.change(one) for one in row.changes], problems, [title_of(one) for one in row.formulas],
    )  # fmt: skip


def title_of(name: str) -> str:
    """What people call a field of a list or of the register."""
    from niangjia.engines.people.roster.columns import FIELDS

    own = {"document": _("Identity document"), "membership": _("Membership"), "home": _("Keeps the record")}
    if name in own:
        return own[name]
    return str(FIELDS[name].title) if name in FIELDS else name


class _Words:
    """Values in words; unions and employers are read once for all rows."""

    def __init__(self, rows: Iterable[Staged]) -> None:
        changes = [change for row in rows for change in row.changes]
        unions = {row.union for row in rows if row.union}
        unions |= _ids(change for change in changes if change.field in OF_UNIONS)
        self._unions = dict(Union.objects.filter(pk__in=unions).values_list("pk", "name"))
        employers = _ids(change for change in changes if change.field in OF_EMPLOYERS)
        self._employers = dict(Employer.objects.filter(pk__in=employers).values_list("pk", "name"))

    def union(self, pk: int | None) -> str:
        return self._unions.get(pk or 0, "")

    def change(self, change: Change) -> ShownChange:
        return ShownChange(
            title_of(change.field), self._value(change.field, change.old), self._value(change.field, change.new)
        )

    def _value(self, name: str, value: str) -> str:
        if not value:
            return ""
        if name in MASKS:
            return MASKS[name](value)
        if name in OF_UNIONS:
            return self.union(int(value))
        if name in OF_EMPLOYERS:
            return self._employers.get(int(value), "")
        if name in OF_CODES:
            choices = dict(getattr(Person._meta.get_field(name), "flatchoices", ()))
            return str(choices.get(value, value))
        return (_("yes") if value == "1" else _("no")) if name == "is_migrant" else value

    def problem(self, name: str, code: str, *, is_error: bool) -> ShownProblem:
        return ShownProblem(name, title_of(name), code, reasons.sentence(code), is_error)


def _ids(changes: Iterable[Change]) -> set[int]:
    return {int(value) for change in changes for value in (change.old, change.new) if value}
