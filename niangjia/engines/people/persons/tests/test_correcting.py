from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from niangjia.engines.journal.models import Entry
from niangjia.engines.people.models import Membership
from niangjia.engines.people.persons.correcting import complete_person, correct_person
from niangjia.engines.people.persons.documents import add_document, replace_document
from niangjia.engines.people.persons.finding import find_persons
from niangjia.engines.people.persons.models import Person
from niangjia.engines.people.persons.refusals import AlreadyRegistered
from niangjia.engines.people.refusals import NotPossible
from niangjia.engines.people.scope import acting
from niangjia.foundation.access.actor import Actor, Kind, Refused

from .samples import Office, office, passport, resident_id

if TYPE_CHECKING:
    from tests.harness.people import Cast


def test_only_what_changed_is_written_and_named(desk: Office) -> None:
    person = desk.complete("李雷", education="60")
    changed = correct_person(desk.actor, person, education="60", skill="4", name="李磊")
    entry = Entry.objects.get(code="people.person.corrected")
    assert sorted(changed) == ["name", "skill"]
    assert entry.data == {"fields": "skill, name"}


def test_a_field_that_somebody_else_changed_meanwhile_stays(desk: Office) -> None:
    person = desk.complete()
    stale = Person.objects.get(pk=person.pk)
    correct_person(desk.actor, person, education="10")
    correct_person(desk.actor, stale, skill="4")
    person.refresh_from_db()
    assert (person.education, person.skill) == ("10", "4")


def test_a_new_name_is_found_and_the_old_one_is_not(desk: Office) -> None:
    person = desk.complete("李雷")
    correct_person(desk.actor, person, name="韩梅梅")
    assert [find_persons(text).count() for text in ("韩梅", "hmm", "李雷", "lilei")] == [1, 1, 0, 0]


def test_what_the_document_tells_is_not_corrected_by_hand(desk: Office) -> None:
    with pytest.raises(NotPossible, match="identity document"):
        correct_person(desk.actor, desk.complete(), born=date(1991, 1, 1))


def test_what_a_passport_does_not_tell_is(desk: Office) -> None:
    person = desk.register("Mary Ann", passport())
    correct_person(desk.actor, person, sex="2", born=date(1991, 1, 1))
    assert (person.state, person.lacks) == ("complete", "")


def test_no_right_no_correction(cast: Cast) -> None:
    with office(cast, "group_leader") as leader, pytest.raises(Refused):
        correct_person(leader.actor, cast.person("group_leader"), skill="4")


def test_who_lies_outside_is_not_there(cast: Cast) -> None:
    with office(cast, "other_clerk") as school, pytest.raises(Person.DoesNotExist):
        correct_person(school.actor, cast.person("member"), skill="4")


def test_completing_lets_the_membership_count(desk: Office) -> None:
    person = desk.register("李雷")
    membership = desk.enrol(person)
    before = desk.totals()
    complete_person(desk.actor, person, document=resident_id())
    membership.refresh_from_db()
    assert (membership.state, person.state) == ("active", "complete")
    assert (before, desk.totals()) == ({}, {"": 1})
    assert [change.state for change in membership.changes.order_by("pk")] == ["incomplete", "active"]


def test_the_member_completes_the_own_record(cast: Cast) -> None:
    with office(cast) as mine:
        person = mine.register("李雷")
    member = Actor(Kind.ACCOUNT, cast["member"].pk, person_id=person.pk)
    with acting(member):
        complete_person(member, person, document=resident_id())
    assert person.state == "complete"


def test_but_nobody_elses(cast: Cast) -> None:
    with office(cast) as mine:
        person = mine.register("李雷")
        with pytest.raises(Refused):
            complete_person(cast.actor("member"), person, document=resident_id())


def test_half_of_what_is_missing_is_refused(desk: Office) -> None:
    person = desk.register("Mary Ann")
    with pytest.raises(NotPossible, match="still missing"):
        complete_person(desk.actor, person, document=passport())
    assert not person.documents.exists()


def test_a_complete_record_is_not_completed(desk: Office) -> None:
    with pytest.raises(NotPossible):
        complete_person(desk.actor, desk.complete(), skill="4")


def test_a_second_resident_id_is_refused(desk: Office) -> None:
    with pytest.raises(NotPossible, match="replace"):
        add_document(desk.actor, desk.complete(), resident_id())


def test_a_replaced_document_tells_anew_and_is_found_alone(desk: Office) -> None:
    old, new = resident_id(), resident_id(born=date(1970, 1, 2), woman=True)
    person = desk.register("李雷", old)
    replace_document(desk.actor, person.documents.get(), new)
    person.refresh_from_db()
    assert (person.born, person.sex) == (date(1970, 1, 2), "2")
    assert (find_persons(old.number).count(), find_persons(new.number).get()) == (0, person)


def test_a_replaced_document_is_not_somebody_elses(desk: Office) -> None:
    taken = resident_id()
    desk.register("李雷", taken)
    document = desk.complete("韩梅梅").documents.get()
    with pytest.raises(AlreadyRegistered):
        replace_document(desk.actor, document, taken)
    document.refresh_from_db()
    assert document.number.reveal() != taken.number


def test_a_passport_is_added_to_a_resident_id(desk: Office) -> None:
    person = desk.complete()
    assert not add_document(desk.actor, person, passport()).is_main
    assert find_persons("e12345678").get() == person


def test_a_record_that_lost_its_birth_date_stops_counting(desk: Office) -> None:
    person = desk.register("Mary Ann", passport(), sex="2", born=date(1991, 1, 1))
    desk.enrol(person)
    correct_person(desk.actor, person, born=None)
    assert Membership.objects.get(person=person).state == "incomplete"
    assert (desk.totals(), desk.totals(facet="incomplete")) == ({}, {"": 1})
