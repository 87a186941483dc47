from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from niangjia.engines.journal.models import Entry
from niangjia.engines.people.models import PersonIdentifier, SealedDetail
from niangjia.engines.people.persons.finding import find_persons
from niangjia.engines.people.persons.refusals import AlreadyRegistered
from niangjia.engines.people.persons.registering import register_person
from niangjia.engines.people.persons.values import DocumentData, PersonData
from niangjia.engines.people.refusals import NotPossible
from niangjia.foundation.access.actor import Refused
from niangjia.foundation.identity import DocumentKind

from .samples import PHONE, Office, office, passport, resident_id

if TYPE_CHECKING:
    from tests.harness.people import Cast


def test_sex_and_birth_date_come_from_the_resident_id(desk: Office) -> None:
    document = resident_id(born=date(1985, 2, 3), woman=True)
    person = desk.register("王　秀英", document, sex="1", born=date(1999, 1, 1))
    assert (person.name, person.sex, person.born, person.state) == ("王秀英", "2", date(1985, 2, 3), "complete")


def test_without_a_document_the_record_is_incomplete(desk: Office) -> None:
    person = desk.register("李雷", phones=(PHONE,))
    assert (person.state, person.lacks) == ("incomplete", "document")


def test_a_passport_leaves_sex_and_birth_date_to_be_said(desk: Office) -> None:
    assert desk.register("Mary Ann", passport()).lacks == "sex,born"
    said = desk.register("Mary Ann", passport("E87654321"), sex="2", born=date(1990, 1, 1))
    assert said.state == "complete"


def test_secrets_are_sealed_and_phones_normalised(desk: Office) -> None:
    data = PersonData(
        name="李雷", phones=("138-0013-8000", PHONE), address="云州市  矿山路1号", bank_card="6222021234567894"
    )
    person = register_person(desk.actor, desk.mine, data)
    found = {row.kind: row.value.reveal() for row in SealedDetail.objects.filter(person=person)}
    assert found == {"phone": "+8613800138000", "address": "云州市 矿山路1号", "bank_card": "6222021234567894"}


def test_every_live_key_has_its_digests(desk: Office) -> None:
    person = desk.register("李雷", resident_id(), phones=(PHONE,))
    kinds = PersonIdentifier.objects.filter(person=person).values_list("kind", flat=True)
    assert sorted(kinds) == ["document:resident_id", "last_four", "phone"]


def test_the_journal_has_no_personal_data(desk: Office) -> None:
    person = desk.complete("李雷")
    entry = Entry.objects.get(code="people.person.registered")
    assert (entry.subject_id, entry.union_id, entry.data) == (str(person.pk), desk.mine.pk, None)


def test_a_document_of_somebody_here_is_refused_with_who_it_is(desk: Office) -> None:
    document = resident_id()
    known = desk.register("李雷", document)
    with pytest.raises(AlreadyRegistered, match="here") as refusal:
        desk.register("李磊", document, at="workshop")
    assert refusal.value.person_id == known.pk
    assert find_persons("李磊").count() == 0


def test_a_document_of_somebody_elsewhere_is_refused_without_who_or_where(cast: Cast) -> None:
    document = resident_id()
    with office(cast, "other_clerk") as school:
        school.register("韩梅梅", document, at="school")
    with office(cast) as mine, pytest.raises(AlreadyRegistered, match="elsewhere") as refusal:
        mine.register("韩梅梅", document)
    assert refusal.value.person_id is None
    assert "一中" not in str(refusal.value)


@pytest.mark.parametrize(
    "data",
    [
        PersonData(name=" "),
        PersonData(name="李4"),
        PersonData(name="李雷", phones=("12",)),
        PersonData(name="李雷", bank_card="6222021234567890"),
        PersonData(
            name="李雷", documents=(DocumentData(kind=DocumentKind.RESIDENT_ID, number="110105194912310021"),)
        ),
        PersonData(name="李雷", fields={"education": "99"}),
        PersonData(name="李雷", fields={"ethnicity": "汉"}),
        PersonData(name="李雷", fields={"born": date(2999, 1, 1)}),
    ],
)
def test_what_can_not_be_is_refused(desk: Office, data: PersonData) -> None:
    with pytest.raises(NotPossible):
        register_person(desk.actor, desk.mine, data)


def test_the_right_must_hold_in_that_union(desk: Office) -> None:
    with pytest.raises(Refused):
        desk.register("李雷", at="school")


def test_a_union_that_is_no_more_takes_nobody(desk: Office) -> None:
    desk.mine.state = "dissolved"
    with pytest.raises(NotPossible):
        desk.register("李雷")


def test_what_is_given_shows_no_values() -> None:
    assert PHONE not in repr(PersonData(name="李雷", phones=(PHONE,)))
    assert "E123" not in repr(passport())


def test_every_kind_of_document_has_room_for_its_digest() -> None:
    longest = max(len(f"document:{kind.value}") for kind in DocumentKind)
    assert longest <= (PersonIdentifier._meta.get_field("kind").max_length or 0)
