"""Each country numbers its own passports."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from niangjia.engines.people.persons.documents import add_document, replace_document
from niangjia.engines.people.persons.finding import find_persons
from niangjia.engines.people.persons.models import PersonIdentifier
from niangjia.engines.people.persons.refusals import AlreadyRegistered
from niangjia.engines.people.persons.values import DocumentData
from niangjia.engines.people.refusals import NotPossible
from niangjia.foundation.identity import DocumentKind

from .samples import resident_id

if TYPE_CHECKING:
    from .samples import Office

NUMBER = "E12345678"


def of(country: str) -> DocumentData:
    return DocumentData(kind=DocumentKind.PASSPORT, number=NUMBER, country=country)


def test_two_of_different_countries_may_have_the_same_number(desk: Office) -> None:
    korean, french = desk.register("李雷", of("KOR")), desk.register("韩梅梅", of("FRA"))
    assert set(find_persons(NUMBER)) == {korean, french}
    assert set(find_persons(NUMBER[-4:])) == {korean, french}


def test_two_of_one_country_may_not(desk: Office) -> None:
    desk.register("李雷", of("KOR"))
    with pytest.raises(AlreadyRegistered):
        desk.register("韩梅梅", of("KOR"))


def test_a_country_that_was_not_said_is_one_of_its_own(desk: Office) -> None:
    first = desk.register("李雷", of(""))
    with pytest.raises(AlreadyRegistered):
        desk.register("韩梅梅", of(""))
    assert find_persons(NUMBER).get() == first


def test_a_country_that_comes_later_changes_what_the_person_is_found_by(desk: Office) -> None:
    person = desk.register("李雷", of(""))
    row = replace_document(desk.actor, person.documents.get(), of("KOR"))
    kinds = set(PersonIdentifier.objects.filter(person=person).values_list("kind", flat=True))
    assert (row.country, kinds) == ("KOR", {"document:passport:KOR", "passport", "last_four"})
    assert find_persons(NUMBER).get() == person


@pytest.mark.parametrize("country", ["Korea", "KO", "kor", "韩国"])
def test_a_country_is_three_letters(desk: Office, country: str) -> None:
    with pytest.raises(NotPossible, match="KOR"):
        desk.register("李雷", of(country))


def test_other_documents_have_none(desk: Office) -> None:
    person, given = desk.register("李雷"), resident_id()
    row = add_document(desk.actor, person, DocumentData(kind=given.kind, number=given.number, country="CHN"))
    assert row.country == ""
