"""The same person several times in a file: identical rows fold into one, else all of that person's rows are held."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from . import reasons
from .marks import bare_marks, marks_in
from .parts import in_turn, parts_of, save_rows
from .rows import Outcome, packed_values
from .sealing import rows_of_part

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from niangjia.engines.people.roster.models import Roster, RosterPart

    from .rows import Staged


class Verdict(NamedTuple):
    """What becomes of a row that is not the only one about its person; `group` is the first of them."""

    outcome: Outcome
    reason: str
    group: int


def settle_twice(roster: Roster) -> None:
    """Fold and hold, part by part; parts without such a row are left alone."""
    verdicts = _verdicts(roster)
    verdicts |= _mixed(roster, verdicts)
    if not verdicts:
        return
    for part, rows in _parts_with(roster, verdicts.keys()):
        for row in rows:
            if row.number in verdicts:
                row.outcome, row.reason, row.group = verdicts[row.number]
        save_rows(part, rows)


def _parts_with(roster: Roster, numbers: Collection[int]) -> Iterator[tuple[RosterPart, list[Staged]]]:
    """The parts that have one of these rows, opened."""
    for part in in_turn(parts_of(roster)):
        if any(mark.number in numbers for mark in marks_in(part)):
            yield part, rows_of_part(part)


def _verdicts(roster: Roster) -> dict[int, Verdict]:
    several = _several(roster)
    numbers = {number for group in several for number in group}
    contents = {
        row.number: packed_values(row.values)
        for _part, rows in (_parts_with(roster, numbers) if numbers else ())
        for row in rows
        if row.number in numbers
    }
    found: dict[int, Verdict] = {}
    for group in several:
        if len({contents[number] for number in group}) == 1:
            found.update((number, Verdict(Outcome.FOLDED, reasons.SAME_ROW, group[0])) for number in group[1:])
        else:
            found.update((number, Verdict(Outcome.HELD, reasons.TWICE, group[0])) for number in group)
    return found


def _several(roster: Roster) -> list[list[int]]:
    """The rows about persons of whom there is more than one. Two rounds, so that little is held in memory."""
    seen: set[bytes] = set()
    twice: set[bytes] = set()
    for part in in_turn(parts_of(roster).defer("content", "done")):
        for mark in marks_in(part):
            (twice if mark.person in seen else seen).add(mark.person)
    found: defaultdict[bytes, list[int]] = defaultdict(list)
    if twice:
        for part in in_turn(parts_of(roster).defer("content", "done")):
            for mark in marks_in(part):
                if mark.person in twice:
                    found[mark.person].append(mark.number)
    return list(found.values())


def _mixed(roster: Roster, verdicts: dict[int, Verdict]) -> dict[int, Verdict]:
    """Rows without a document beside one that has it, of the same name and phone or birth date: held as well."""
    wanted: defaultdict[str, set[int]] = defaultdict(set)
    for part in in_turn(parts_of(roster).filter(bare__gt=0)):
        rows = [row for row in rows_of_part(part) if not row.values.get("documents")]
        for key, number in bare_marks(rows):
            wanted[key].add(number)
    if not wanted:
        return {}
    groups: defaultdict[str, set[int]] = defaultdict(set)
    for part in in_turn(parts_of(roster)):
        rows = [row for row in rows_of_part(part) if row.values.get("documents")]
        for key, number in bare_marks(rows):
            if key in wanted:
                groups[key].add(number)
    found: dict[int, Verdict] = {}
    for key, documented in groups.items():
        numbers = {*documented, *wanted[key]}
        first = min(verdicts[number].group if number in verdicts else number for number in numbers)
        held = Verdict(Outcome.HELD, reasons.TWICE, first)
        found.update((number, held) for number in numbers if not _folded(verdicts, number))
    return found


def _folded(verdicts: dict[int, Verdict], number: int) -> bool:
    return number in verdicts and verdicts[number].outcome is Outcome.FOLDED
