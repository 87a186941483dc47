"""The dirty workbook of 20,000 rows, from the upload to the register; and a smaller one back again."""

from __future__ import annotations

import io
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import pytest

from niangjia.engines.people.models import Membership, Person
from niangjia.engines.people.persons.tests.samples import office
from niangjia.engines.people.roster.staging.previewing import rejected_rows
from niangjia.engines.people.roster.tests import dirt
from niangjia.engines.people.scope import acting

from .conftest import wrong_totals
from .samples import Desk, counts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from niangjia.engines.people.models import Roster
    from tests.harness.people import Cast

KEYS = ("shaft", "workshop", "group")
SOME = 5_000  # some parts' worth
pytestmark = pytest.mark.long


def _known(cast: Cast, rows: int = 20_000, seed: int = 1) -> dirt.Dirty:
    unions = [cast.union(key) for key in KEYS]
    known = dirt.dirty(rows, seed=seed, unions=[(union.code, union.name, union.short_name) for union in unions])
    _hold_by_chance(known)
    return known


def _hold_by_chance(known: dirt.Dirty) -> None:
    """Of 20,000 numbers drawn at random two may be the same: then both rows have to be held."""
    taken = {number: line for number, line in known.lines.items() if line.outcome in ("new", "folded")}
    rows: defaultdict[str, list[int]] = defaultdict(list)
    for number, line in taken.items():
        rows[line.truth["documents"][0].number].append(number)
    for numbers in rows.values():
        if len({taken[number].truth["name"] for number in numbers}) > 1:
            known.lines.update((number, taken[number]._replace(outcome="held")) for number in numbers)


def _differing(desk: Desk, roster: Roster, known: dirt.Dirty) -> Iterator[tuple[int, str, str]]:
    found = {row.number: row for row in desk.rows(roster)}
    for number, line in known.lines.items():
        outcome = found[number].outcome.value if number in found else ""
        if outcome != line.outcome:
            yield number, line.outcome, outcome


def test_every_row_becomes_what_it_has_to(desk: Desk, cast: Cast) -> None:
    known, desk = _known(cast), Desk(cast, "upper_officer", "city")  # for one base union rows may leave it out
    roster = desk.check(desk.upload_file(io.BytesIO(known.content), "会员.xlsx"))
    assert list(_differing(desk, roster, known)) == []
    expected = Counter(line.outcome for line in known.lines.values() if line.outcome)
    assert (counts(roster), roster.rows) == (expected, expected.total())
    with acting(desk.actor):
        errors = {row.number: {problem for problem in row.problems if problem in known.lines[row.number].errors}
                  for row in rejected_rows(roster)}  # fmt: skip
    assert errors == {number: line.errors for number, line in known.lines.items() if line.outcome == "rejected"}

    roster = desk.commit(roster)
    assert counts(roster) == expected
    with office(cast, "upper_officer"):
        recorded = Membership.objects.filter(origin="recorded")
        assert recorded.filter(state="active").count() == expected["new"]
        assert recorded.filter(state="incomplete").count() == expected["incomplete"]
        assert Person.objects.filter(memberships__in=recorded).distinct().count() == recorded.count()
    assert wrong_totals() == 0


def test_what_came_is_known_again_and_goes_back_without_a_trace(desk: Desk, cast: Cast) -> None:
    known, desk = _known(cast, SOME, seed=3), Desk(cast, "upper_officer", "city")
    content = known.content
    roster = desk.commit(desk.check(desk.upload_file(io.BytesIO(content), "会员.xlsx")))
    expected = Counter(line.outcome for line in known.lines.values() if line.outcome)
    assert counts(roster) == expected
    assert all(expected[outcome] > 25 for outcome in ("new", "folded", "incomplete", "held", "rejected"))

    again = desk.check(desk.upload_file(io.BytesIO(content), "会员.xlsx"))
    same = {name: expected[name] for name in ("folded", "held", "rejected")}
    assert counts(again) == {"unchanged": expected["new"] + expected["incomplete"], **same}
    desk.undo(roster)
    with office(cast, "upper_officer"):
        assert not Membership.objects.filter(origin="recorded", state__in=("active", "incomplete")).exists()
    assert wrong_totals() == 0
