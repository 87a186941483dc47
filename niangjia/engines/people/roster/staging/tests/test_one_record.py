"""Several rows that lead to one record of the register."""

from __future__ import annotations

from typing import TYPE_CHECKING

from niangjia.engines.people.models import Person
from niangjia.engines.people.persons.documents import add_document
from niangjia.engines.people.persons.tests.samples import office, passport, resident_id
from niangjia.engines.people.roster.staging.picking import pick_row
from niangjia.engines.people.scope import acting

from .conftest import wrong_totals
from .samples import HEADS, Desk, counts
from .test_stages import _number, _row

if TYPE_CHECKING:
    from tests.harness.people import Cast

BOTH = (*HEADS, "证件类型")


def test_two_rows_that_may_each_be_the_one_record_are_held(desk: Desk, cast: Cast) -> None:
    desk.committed([_row("张伟")])
    rows = [_row("张伟", "", "13800138001", education="大学本科"), _row("张伟", "", "13800138002", education="高中")]
    assert counts(desk.checked([rows[0]])) == {"changed": 1}
    roster = desk.checked(rows)
    assert counts(roster) == {"held": 2}
    assert counts(desk.commit(roster)) == {"held": 2}
    with office(cast):
        assert Person.objects.get(name="张伟").education == "30"
    assert wrong_totals() == 0


def test_two_documents_of_one_record_are_held(desk: Desk, cast: Cast) -> None:
    number = _number()
    desk.committed([_row("李明", number)])
    with office(cast) as at:
        add_document(at.actor, Person.objects.get(name="李明"), passport())
    rows = [[*_row("李明", number, education="高中"), "居民身份证"], [*_row("李明", "E12345678"), "护照"]]
    assert counts(desk.checked(rows, BOTH)) == {"held": 2}


def test_a_second_row_that_was_led_to_the_record_by_a_pick_is_held_at_the_commit(desk: Desk, cast: Cast) -> None:
    with office(cast) as at:
        first, other = (at.register("张伟", at="shaft") for _ in range(2))
    rows = [_row("张伟", "", "13800138001", education="大学本科"), _row("张伟", "", "13800138002", education="高中")]
    roster = desk.checked(rows)
    assert counts(roster) == {"held": 2}
    with office(cast) as at:
        add_document(at.actor, other, resident_id())
    with acting(desk.actor):
        for number in (2, 3):
            pick_row(desk.actor, roster, number, number)
    assert [row.person for row in desk.rows(roster)] == [first.pk, first.pk]
    roster = desk.commit(desk.fresh(roster))
    assert counts(roster) == {"changed": 1, "held": 1}
    with office(cast):
        assert Person.objects.get(pk=first.pk).education == "20"
    assert wrong_totals() == 0
