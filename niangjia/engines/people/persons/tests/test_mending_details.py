"""Documents that end or were not this person's, relatives that are linked, work that never was."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from niangjia.engines.people.memberships.models import State
from niangjia.engines.people.models import Employer, Person
from niangjia.engines.people.persons.documents import add_document, end_document, remove_document
from niangjia.engines.people.persons.families import correct_relative, link_relative, record_relative
from niangjia.engines.people.persons.finding import find_persons
from niangjia.engines.people.persons.values import RelativeData
from niangjia.engines.people.persons.working import employ, take_back_employment
from niangjia.engines.people.refusals import NotPossible
from niangjia.foundation.access.actor import Refused

from .samples import Office, number_of, office, passport, resident_id

if TYPE_CHECKING:
    from tests.harness.people import Cast

SPOUSE = RelativeData(relation="spouse", name="韩梅梅")


def test_a_document_ends_without_its_number(desk: Office) -> None:
    row = desk.complete().documents.get()
    number = number_of(row)
    end_document(desk.actor, row, date(2025, 1, 31))
    row.refresh_from_db()
    assert (row.valid_until, number_of(row)) == (date(2025, 1, 31), number)


def test_without_a_document_the_membership_waits(desk: Office) -> None:
    membership = desk.member()
    row = membership.person.documents.get()
    number = number_of(row)
    remove_document(desk.actor, row, reason="录错了人")
    membership.refresh_from_db()
    assert membership.state == State.INCOMPLETE
    assert not find_persons(number).exists()
    assert desk.register("李雷", resident_id()).pk  # and others go on


def test_the_next_document_is_the_main_one(desk: Office) -> None:
    person = desk.complete()
    add_document(desk.actor, person, passport())
    remove_document(desk.actor, person.documents.get(is_main=True), reason="录错了人")
    person.refresh_from_db()
    assert person.documents.get().is_main
    assert person.state == Person.State.COMPLETE


def test_a_document_goes_for_a_reason_only(desk: Office) -> None:
    with pytest.raises(NotPossible):
        remove_document(desk.actor, desk.complete().documents.get(), reason="")


def test_a_relative_is_linked_and_stays_so_when_corrected(desk: Office) -> None:
    person, wife = desk.complete(), desk.complete("韩梅梅")
    row = record_relative(desk.actor, person, SPOUSE)
    link_relative(desk.actor, row, wife)
    correct_relative(desk.actor, row, RelativeData(relation="spouse", name="韩梅"))
    row.refresh_from_db()
    assert (row.name, row.known_as) == ("韩梅", wife)
    link_relative(desk.actor, row, None)
    row.refresh_from_db()
    assert row.known_as is None


def test_nobody_is_linked_to_themselves(desk: Office) -> None:
    person = desk.complete()
    with pytest.raises(NotPossible):
        link_relative(desk.actor, record_relative(desk.actor, person, SPOUSE), person)


def test_work_that_never_was_is_gone(desk: Office) -> None:
    person = desk.complete()
    take_back_employment(desk.actor, employ(desk.actor, person, Employer.objects.create(name="石河机械厂")))
    assert not person.employments.exists()


def test_who_may_not_edit_mends_nothing(cast: Cast) -> None:
    with office(cast) as mine:
        person = mine.complete(at="group")
        row = record_relative(mine.actor, person, SPOUSE)
        work = employ(mine.actor, person, Employer.objects.create(name="石河机械厂"))
    with office(cast, "group_leader") as group:
        document = person.documents.get()
        with pytest.raises(Refused):
            end_document(group.actor, document, None)
        with pytest.raises(Refused):
            remove_document(group.actor, document, reason="试试")
        with pytest.raises(Refused):
            link_relative(group.actor, row, None)
        with pytest.raises(Refused):
            take_back_employment(group.actor, work)
