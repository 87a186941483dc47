"""What others have done since to whom a list entered or changed, and lists undone one after the other."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from niangjia.engines.people.employers.models import Employer
from niangjia.engines.people.memberships import leaving
from niangjia.engines.people.memberships.correcting import correct_membership
from niangjia.engines.people.persons.details import add_detail, remove_detail, replace_detail
from niangjia.engines.people.persons.documents import add_document, end_document
from niangjia.engines.people.persons.erasing import erase_person
from niangjia.engines.people.persons.finding import find_persons
from niangjia.engines.people.persons.merging import merge_persons
from niangjia.engines.people.persons.tests.samples import office, passport, resident_id
from niangjia.engines.people.persons.working import employ
from niangjia.engines.people.refusals import NotPossible
from niangjia.engines.people.roster.staging import hooks
from niangjia.engines.people.roster.staging.undoing import obstacles, undo_roster
from niangjia.engines.people.scope import acting
from niangjia.engines.people.unions.models import Union

from .conftest import wrong_totals
from .samples import Desk, counts
from .test_stages import _number, _row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from niangjia.engines.people.models import Person, Roster
    from niangjia.engines.people.persons.tests.samples import Office
    from tests.harness.people import Cast

PHONE = "13812345678"


def _correct_membership(at: Office, person: Person) -> None:
    membership = person.memberships.get()
    correct_membership(
        at.actor, membership, joined=date(2019, 1, 1), started=membership.started, number="7", reason="证上如此"
    )


CHANGES = {
    "detail_added": lambda at, person: add_detail(at.actor, person, "phone", "13900000009"),
    "detail_replaced": lambda at, person: replace_detail(at.actor, person.details.get(), "13900000009"),
    "detail_removed": lambda at, person: remove_detail(at.actor, person.details.get()),
    "employed": lambda at, person: employ(at.actor, person, Employer.objects.create(name="新矿公司")),
    "document_added": lambda at, person: add_document(at.actor, person, passport()),
    "document_ended": lambda at, person: end_document(at.actor, person.documents.get(), date(2040, 1, 1)),
    "membership_corrected": _correct_membership,
}


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_others_changed_stands_in_the_way(desk: Desk, cast: Cast, change: str) -> None:
    roster = desk.committed([_row("李明", _number(), PHONE)])
    assert _numbers(desk, roster) == []
    with office(cast) as at:
        CHANGES[change](at, find_persons(PHONE).get())
    assert _numbers(desk, roster) == [2]


def _numbers(desk: Desk, roster: Roster) -> list[int]:
    with acting(desk.actor):
        return [one.number for one in obstacles(desk.fresh(roster))]


def test_a_later_list_stands_in_the_way_until_it_is_undone(desk: Desk, cast: Cast) -> None:
    number = _number()
    first = desk.committed([_row("李明", number, PHONE)])
    later = desk.committed([_row("李明", number, "13987654321", joined="2019-05-01")])
    assert counts(later) == {"changed": 1}
    assert _numbers(desk, first) == [2]
    desk.undo(later)
    assert _numbers(desk, first) == []
    assert desk.undo(first).state == "undone"
    assert wrong_totals() == 0


def test_what_was_changed_beside_the_later_list_still_stands(desk: Desk, cast: Cast) -> None:
    number = _number()
    first = desk.committed([_row("李明", number, PHONE)])
    later = desk.committed([_row("李明", number, PHONE, education="高中")])
    with office(cast) as at:
        add_detail(at.actor, find_persons(number).get(), "phone", "13900000009")
    desk.undo(later)
    assert _numbers(desk, first) == [2]


def test_a_membership_that_the_list_began_stays_while_something_stands_on_it(
    desk: Desk, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = resident_id()
    with office(cast) as at:
        at.register("赵强", document, at="mine")
    roster = desk.committed([_row("赵强", document.number)])
    assert _numbers(desk, roster) == []

    def paid(ids: Sequence[int]) -> list[tuple[int, str]]:
        return [(one, "已领取慰问金") for one in ids]

    with monkeypatch.context() as patched:
        patched.setattr(hooks, "_standing", [paid])
        assert _numbers(desk, roster) == [2]
    monkeypatch.setattr(leaving, "_standing_on", [lambda membership: "A roll has this member."])
    assert _numbers(desk, roster) == [2]


def test_a_list_that_completes_and_enrols_can_be_undone(desk: Desk, cast: Cast) -> None:
    with office(cast) as at:
        person = at.register("赵强", at="shaft", phones=(PHONE,))
    roster = desk.committed([_row("赵强", _number(), PHONE)])
    assert counts(roster) == {"changed": 1}
    with office(cast):
        assert [step.state for step in person.memberships.get().changes.all()] == ["active"]
    assert _numbers(desk, roster) == []
    assert desk.undo(roster).state == "undone"
    with office(cast):
        person.refresh_from_db()
        assert (person.state, person.memberships.get().state) == ("incomplete", "revoked")
    assert wrong_totals() == 0


def test_a_changed_record_that_was_merged_stands_in_the_way(desk: Desk, cast: Cast) -> None:
    number = _number()
    desk.committed([_row("李明", number)])
    roster = desk.committed([_row("李明", number, education="高中")])
    with office(cast, "chair") as at:
        merge_persons(at.actor, at.register("李明"), find_persons(number).get())
    assert _numbers(desk, roster) == [2]
    with acting(desk.actor), pytest.raises(NotPossible):
        undo_roster(desk.actor, desk.fresh(roster))


def test_a_changed_record_that_was_erased_is_left_alone(desk: Desk, cast: Cast) -> None:
    document = resident_id()
    with office(cast) as at:
        person = at.register("赵强", document, at="mine")
    roster = desk.committed([_row("赵强", document.number, education="高中")], origin="application", word="")
    with office(cast, "chair") as at:
        erase_person(at.actor, person, reason="本人要求")
    assert desk.undo(roster).state == "undone"
    with office(cast):
        person.refresh_from_db()
        assert (person.state, person.education) == ("erased", "")


def test_nobody_is_put_back_into_a_union_that_is_no_more(desk: Desk, cast: Cast) -> None:
    document = resident_id()
    with office(cast) as at:
        person = at.register("赵强", document, at="workshop")
    roster = desk.committed([_row("赵强", document.number)])
    Union.objects.filter(pk=cast.union("workshop").pk).update(state="merged")
    assert desk.undo(roster).state == "undone"
    with office(cast):
        person.refresh_from_db()
        assert (person.home, person.memberships.get().state) == (cast.union("shaft"), "revoked")
