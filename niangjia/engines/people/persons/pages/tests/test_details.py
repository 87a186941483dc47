"""Documents, telephones, family and work, from the person's page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from niangjia.engines.people.models import Employer, Relative
from niangjia.engines.people.persons.families import record_relative
from niangjia.engines.people.persons.tests.samples import OTHER_PHONE, PHONE, number_of, office, resident_id
from niangjia.engines.people.persons.values import RelativeData

if TYPE_CHECKING:
    from niangjia.engines.people.models import Person
    from tests.harness.people import Cast

FOUND, WRONG, REFUSED, NOT_THERE = 302, 422, 403, 404


def _text(response: Any) -> str:
    return str(response.content.decode())


def _url(route: str, person: Person, *more: object) -> str:
    return reverse(f"people:{route}", args=[person.pk, *more])


def _known(cast: Cast, *, at: str = "mine") -> Person:
    with office(cast) as desk:
        return desk.register("张秀英", resident_id(), at=at, phones=(PHONE,))


def test_a_second_document_is_added(cast: Cast) -> None:
    person, client = _known(cast), cast.client("clerk")
    given = {"kind": "passport", "number": "E12345678", "valid_until": "2020-01-31"}
    page = _text(client.post(_url("add_document", person), given, follow=True))
    assert "2020-01-31" in page
    assert "E12345678" not in page
    with office(cast):
        assert person.documents.count() == 2


def test_a_number_with_a_slip_is_marked_and_kept(cast: Cast) -> None:
    person = _known(cast)
    response = cast.client("clerk").post(_url("add_document", person), {"kind": "passport", "number": "E1"})
    assert response.status_code == WRONG
    assert response.context["form"].errors["number"]
    assert 'value="E1"' in _text(response)


def test_the_number_of_somebody_else_leads_there(cast: Cast) -> None:
    person = _known(cast)
    with office(cast) as desk:
        other = desk.complete("王芳")
        number = number_of(other.documents.get())
        row = person.documents.get().pk
    given = {"kind": "resident_id", "number": number}
    response = cast.client("clerk").post(_url("change_document", person, row), given)
    assert response.status_code == WRONG
    assert _url("person", other) in _text(response)


def test_only_the_end_of_a_document_is_changed(cast: Cast) -> None:
    person, client = _known(cast), cast.client("clerk")
    with office(cast):
        row = person.documents.get()
        number = number_of(row)
    url = _url("change_document", person, row.pk)
    assert number not in _text(client.get(url))
    assert client.post(url, {"kind": "passport", "number": ""}).status_code == WRONG  # another needs its number
    assert client.post(url, {"kind": "resident_id", "valid_until": "2030-05-01"}).status_code == FOUND
    with office(cast):
        row.refresh_from_db()
        assert (str(row.valid_until), number_of(row)) == ("2030-05-01", number)


def test_a_document_is_removed_for_a_reason(cast: Cast) -> None:
    person, client = _known(cast), cast.client("clerk")
    with office(cast):
        url = _url("remove_document", person, person.documents.get().pk)
    assert client.post(url, {"reason": ""}).status_code == WRONG
    assert client.post(url, {"reason": "录错了人"}).status_code == FOUND
    with office(cast):
        person.refresh_from_db()
    assert person.state == "incomplete"


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        ("phone", OTHER_PHONE, "12"),
        ("address", "云州市石河县矿工路1号", " "),
        ("bank_card", "6222021000012345673", "6222"),
    ],
)
def test_a_detail_is_added_changed_and_removed(cast: Cast, kind: str, good: str, bad: str) -> None:
    person, client = _known(cast), cast.client("clerk")
    add = _url("add_detail", person)
    assert client.post(add, {"kind": kind, "value": bad}).context["form"].errors["value"]
    assert client.post(add, {"kind": kind, "value": good}).status_code == FOUND
    with office(cast):
        row = person.details.filter(kind=kind).last()
    assert row
    change = _url("change_detail", person, row.pk)
    assert client.post(change, {"value": bad}).status_code == WRONG
    assert good not in _text(client.get(change))
    assert client.post(_url("remove_detail", person, row.pk)).status_code == FOUND
    with office(cast):
        assert person.details.filter(pk=row.pk).count() == 0


def test_a_relative_is_added_and_changed(cast: Cast) -> None:
    person, client = _known(cast), cast.client("clerk")
    number = resident_id().number
    given = {"relation": "child", "name": "张小宝", "number": number}
    assert client.post(_url("add_relative", person), {**given, "number": "123"}).status_code == WRONG
    page = _text(client.post(_url("add_relative", person), given, follow=True))
    assert "张小宝" in page
    assert number not in page
    with office(cast):
        row = person.family.get()
    url = _url("change_relative", person, row.pk)
    assert client.post(url, {"relation": "child", "name": "张晓宝"}).status_code == FOUND
    with office(cast):
        row.refresh_from_db()
        assert (row.name, number_of(row)) == ("张晓宝", number)


def _spouse(cast: Cast, person: Person) -> Relative:
    with office(cast) as desk:
        return record_relative(desk.actor, person, RelativeData(relation="spouse", name="韩梅梅"))


def test_a_relative_is_linked_to_a_record(cast: Cast) -> None:
    person, client = _known(cast), cast.client("clerk")
    row = _spouse(cast, person)
    with office(cast) as desk:
        wife = desk.complete("韩梅梅")
    url = _url("link_relative", person, row.pk)
    assert f'value="{wife.pk}"' in _text(client.get(url))  # who is called so
    assert f'value="{wife.pk}"' in _text(client.post(url, {"q": "hmm"}))
    assert client.post(url, {"known": wife.pk}).status_code == FOUND
    assert _url("person", wife) in _text(client.get(_url("person", person)))
    assert client.post(url, {"none": "1"}).status_code == FOUND
    assert _url("person", wife) not in _text(client.get(_url("person", person)))


def test_nobody_out_of_sight_is_linked(cast: Cast) -> None:
    person = _known(cast)
    url = _url("link_relative", person, _spouse(cast, person).pk)
    for known in (cast.person("other_clerk").pk, "9" * 30, "x"):
        assert cast.client("clerk").post(url, {"known": known}).status_code == NOT_THERE


def test_a_dispatched_worker_has_two_employers(cast: Cast) -> None:
    person, client = _known(cast), cast.client("clerk")
    Employer.objects.create(name="云州人力派遣公司", dispatches=True)
    given = {"kind": "dispatched", "employer": "云州人力派遣公司", "started": "2025-01-01", "title": "装卸工"}
    response = client.post(_url("add_work", person), given)
    assert response.context["form"].errors["user"]
    assert "装卸工" in _text(response)
    assert client.post(_url("add_work", person), {**given, "user": "石河煤业"}).status_code == FOUND
    with office(cast):
        assert set(person.employments.values_list("kind", flat=True)) == {"dispatched", "used"}


def test_an_employer_is_found_or_entered_on_purpose(cast: Cast) -> None:
    person, client = _known(cast), cast.client("clerk")
    url = _url("add_work", person)
    Employer.objects.create(name="石河煤业运输公司")
    given = {"kind": "direct", "employer": "石河煤业"}
    assert "石河煤业运输公司" in str(client.post(url, given).context["form"].errors["employer"])  # two fit
    given["employer"] = "石河新厂"
    assert client.post(url, given).status_code == WRONG
    assert not Employer.objects.filter(name="石河新厂").exists()
    assert client.post(url, {**given, "new": "on"}).status_code == FOUND
    assert client.post(url, given).context["form"].errors["employer"]  # works there already


def test_work_ends_or_never_was(cast: Cast) -> None:
    person, client = cast.person("worker"), cast.client("clerk")
    with office(cast):
        row = person.employments.get()
    url = _url("end_work", person, row.pk)
    assert client.post(url, {"day": "2999-01-01"}).context["form"].errors["day"]
    assert client.post(url, {"day": "2026-01-31"}).status_code == FOUND
    assert client.post(url, {"mistake": "on"}).status_code == FOUND
    with office(cast):
        assert not person.employments.exists()


ROUTES = ("add_document", "add_detail", "add_relative", "add_work")


def test_who_may_not_edit_is_refused_and_offered_nothing(cast: Cast) -> None:
    person = _known(cast, at="group")
    page = _text(cast.client("group_leader").get(_url("person", person)))
    for route in ROUTES:
        assert cast.client("group_leader").post(_url(route, person), {}).status_code == REFUSED
        assert cast.client("other_clerk").post(_url(route, person), {}).status_code == NOT_THERE
        assert _url(route, person) not in page


def test_a_row_of_somebody_else_is_not_there(cast: Cast) -> None:
    person, other = _known(cast), cast.person("worker")
    with office(cast):
        row = person.documents.get().pk
    for route in ("change_document", "remove_document"):
        assert cast.client("clerk").post(_url(route, other, row), {"reason": "试试"}).status_code == NOT_THERE
