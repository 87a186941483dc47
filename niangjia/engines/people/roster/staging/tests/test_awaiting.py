"""Lists of those of whom an application is awaited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from niangjia.engines.people.models import Expected
from niangjia.engines.people.persons.finding import find_persons
from niangjia.engines.people.persons.tests.samples import office

from .conftest import wrong_totals
from .samples import Desk, counts
from .test_stages import _number, _row

if TYPE_CHECKING:
    from niangjia.engines.people.models import Roster
    from tests.harness.people import Cast

WAITING = {"origin": "application", "word": ""}


def _awaited(cast: Cast, number: str) -> list[tuple[str, object]]:
    with office(cast):
        rows = Expected.objects.filter(person=find_persons(number).get())
        return [(row.union.code, row.roster_id) for row in rows]


def _of(roster: Roster) -> list[tuple[str, object]]:
    return [("11010101", roster.pk)]


def test_the_same_list_for_application_again_changes_nothing(desk: Desk, cast: Cast) -> None:
    number = _number()
    first = desk.committed([_row("李明", number)], **WAITING)
    again = desk.committed([_row("李明", number)], **WAITING)
    assert counts(again) == {"unchanged": 1}
    desk.undo(again)
    assert _awaited(cast, number) == _of(first)


def test_undoing_leaves_the_applications_that_another_list_awaits(desk: Desk, cast: Cast) -> None:
    number = _number()
    first = desk.committed([_row("李明", number)], **WAITING)
    later = desk.committed([_row("李明", number, education="高中")], **WAITING)
    assert counts(later) == {"changed": 1}
    desk.undo(later)
    assert _awaited(cast, number) == _of(first)


def test_an_application_is_awaited_again_when_the_membership_is_taken_back(desk: Desk, cast: Cast) -> None:
    number = _number()
    first = desk.committed([_row("李明", number)], **WAITING)
    recorded = desk.committed([_row("李明", number)])
    assert (counts(recorded), _awaited(cast, number)) == ({"changed": 1}, [])
    desk.undo(recorded)
    assert _awaited(cast, number) == _of(first)
    assert wrong_totals() == 0


def test_undoing_takes_away_the_application_that_the_list_itself_awaits(desk: Desk, cast: Cast) -> None:
    with office(cast) as at:
        person = at.register("赵强", at="shaft", phones=("13812345678",))
    roster = desk.committed([_row("赵强", "", "13812345678")], **WAITING)
    assert counts(roster) == {"changed": 1}
    desk.undo(roster)
    with office(cast):
        assert not Expected.objects.filter(person=person).exists()
