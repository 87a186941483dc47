"""A person's page, and what is done from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from niangjia.engines.journal.reading import looks_at
from niangjia.engines.people.models import Membership, Person
from niangjia.engines.people.persons.tests.samples import PHONE, number_of, office, resident_id
from niangjia.foundation.access.reach import EVERYWHERE
from niangjia.foundation.access.scope import Scope, in_scope

if TYPE_CHECKING:
    from tests.harness.people import Cast

FOUND, WRONG, REFUSED, NOT_THERE = 302, 422, 403, 404


def _text(response: Any) -> str:
    return str(response.content.decode())


def _url(route: str, person: Person, *more: object) -> str:
    return reverse(f"people:{route}", args=[person.pk, *more])


def _known(cast: Cast, name: str = "张秀英") -> tuple[Person, str]:
    """A person with a resident ID and its number."""
    with office(cast) as desk:
        person = desk.register(name, resident_id(), phones=(PHONE,))
        return person, number_of(person.documents.get())


def test_the_page_shows_what_is_known_masked(cast: Cast) -> None:
    person, number = _known(cast)
    text = _text(cast.client("clerk").get(_url("person", person)))
    assert "张秀英" in text
    assert "1990-06-01" in text
    assert number not in text
    assert PHONE not in text


def test_the_page_shows_membership_work_and_post(cast: Cast) -> None:
    _ = cast["clerk"]
    text = _text(cast.client("clerk").get(_url("person", cast.person("chair"))))
    assert "石河煤业有限公司" in text
    assert "石河煤矿工会委员会" in text
    assert "2018-03-01" in text


def test_a_person_of_another_union_is_not_there(cast: Cast) -> None:
    _ = cast["clerk"]
    url = _url("person", cast.person("member"))
    assert cast.client("other_clerk").get(url).status_code == NOT_THERE


def test_who_may_only_see_is_offered_nothing_else(cast: Cast) -> None:
    with office(cast) as desk:
        person = desk.complete(at="group")
    text = _text(cast.client("group_leader").get(_url("person", person)))
    assert _url("correct", person) not in text
    assert "/reveal/" not in text


def test_a_number_is_shown_for_a_reason_and_the_look_kept(cast: Cast) -> None:
    person, number = _known(cast)
    with office(cast):
        url = _url("reveal", person, "document", person.documents.get().pk)
    client = cast.client("clerk")
    assert number not in _text(client.get(url))
    response = client.post(url, {"reason": "核对入会材料"})
    assert number in _text(response)
    assert "no-store" in response.headers["Cache-Control"]
    assert [look.reason for look in looks_at(person)] == ["核对入会材料"]


def test_without_a_reason_nothing_is_shown(cast: Cast) -> None:
    person, number = _known(cast)
    with office(cast):
        url = _url("reveal", person, "document", person.documents.get().pk)
    response = cast.client("clerk").post(url, {"reason": ""})
    assert response.status_code == WRONG
    assert number not in _text(response)
    assert looks_at(person) == []


def test_a_row_of_somebody_else_is_not_there(cast: Cast) -> None:
    person, _number = _known(cast)
    with office(cast):
        row = person.documents.get().pk
    other = cast.person("member")
    for what in ("document", "nothing"):
        url = _url("reveal", other, what, row)
        assert cast.client("clerk").post(url, {"reason": "核对"}).status_code == NOT_THERE


def test_a_name_is_corrected(cast: Cast) -> None:
    person, _number = _known(cast)
    response = cast.client("clerk").post(_url("correct", person), {"name": "张秀瑛", "native_place": "浙江"})
    assert response.status_code == FOUND
    with office(cast):
        person.refresh_from_db()
    assert (person.name, person.native_place) == ("张秀瑛", "浙江")


def test_a_name_that_is_none_is_refused(cast: Cast) -> None:
    person, _number = _known(cast)
    response = cast.client("clerk").post(_url("correct", person), {"name": "张3"})
    assert response.status_code == WRONG
    with office(cast):
        assert Person.objects.get(pk=person.pk).name == "张秀英"


def test_what_a_document_tells_is_not_asked(cast: Cast) -> None:
    person, _number = _known(cast)
    assert 'name="born"' not in _text(cast.client("clerk").get(_url("correct", person)))


@pytest.mark.parametrize("route", ["correct", "enrol", "complete"])
def test_who_may_not_edit_is_refused(cast: Cast, route: str) -> None:
    with office(cast) as desk:
        person = desk.register(at="group")
    assert cast.client("group_leader").post(_url(route, person), {}).status_code == REFUSED


def test_an_incomplete_record_is_completed(cast: Cast) -> None:
    with office(cast) as desk:
        person = desk.register()
    given = {"document_kind": "resident_id", "document_number": resident_id().number}
    response = cast.client("clerk").post(_url("complete", person), given)
    assert response.status_code == FOUND
    with office(cast):
        person.refresh_from_db()
    assert person.state == Person.State.COMPLETE


def test_a_number_with_a_slip_is_refused(cast: Cast) -> None:
    with office(cast) as desk:
        person = desk.register()
    given = {"document_kind": "resident_id", "document_number": "110105199006010000"}
    assert cast.client("clerk").post(_url("complete", person), given).status_code == WRONG


def test_somebody_becomes_a_member(cast: Cast) -> None:
    person, _number = _known(cast)
    given = {"union": cast.union("workshop").pk, "origin": "application", "day": "2026-01-05"}
    assert cast.client("clerk").post(_url("enrol", person), given).status_code == FOUND
    with office(cast):
        assert Membership.objects.get(person=person).union == cast.union("workshop")


def test_nobody_is_enrolled_in_another_union(cast: Cast) -> None:
    person, _number = _known(cast)
    given = {"union": cast.union("school").pk, "origin": "application", "day": "2026-01-05"}
    assert cast.client("clerk").post(_url("enrol", person), given).status_code == WRONG


def _entry(cast: Cast, **more: object) -> dict[str, object]:
    document = resident_id()
    given = {"document_kind": "resident_id", "document_number": document.number, "name": "吴桂花"}
    return {"union": cast.union("mine").pk, **given, **more}


def test_somebody_new_is_entered_and_enrolled(cast: Cast) -> None:
    client = cast.client("clerk")
    given = _entry(cast, phone=PHONE, enrol="on", origin="application", day="2026-01-05")
    assert client.post(reverse("people:register"), given).status_code == FOUND
    with office(cast):
        assert Membership.objects.get(person__name="吴桂花").state == "active"


def test_what_can_not_be_leaves_nothing_behind(cast: Cast) -> None:
    client = cast.client("clerk")
    given = _entry(cast, enrol="on", origin="recorded", day="2026-01-05")  # on nobody's word
    assert client.post(reverse("people:register"), given).status_code == WRONG
    with in_scope(Scope(EVERYWHERE)):
        assert not Person.objects.filter(name="吴桂花").exists()


def test_who_is_registered_already_is_pointed_to(cast: Cast) -> None:
    person, number = _known(cast)
    response = cast.client("clerk").post(reverse("people:register"), _entry(cast, document_number=number))
    assert response.status_code == WRONG
    assert _url("person", person) in _text(response)


def test_passports_of_two_countries_may_have_one_number(cast: Cast) -> None:
    client, url = cast.client("clerk"), reverse("people:register")
    passport = {"document_kind": "passport", "document_number": "E12345678", "sex": "2", "born": "1990-06-01"}
    assert client.post(url, _entry(cast, **passport, document_country="kor")).status_code == FOUND
    assert client.post(url, _entry(cast, **passport, document_country="FRA")).status_code == FOUND
    assert client.post(url, _entry(cast, **passport, document_country="KOR")).status_code == WRONG
    refused = client.post(url, _entry(cast, **passport, document_country="K1"))
    assert (refused.status_code, "三个大写字母" in _text(refused)) == (WRONG, True)
    with office(cast):
        assert Person.objects.filter(name="吴桂花").count() == 2
