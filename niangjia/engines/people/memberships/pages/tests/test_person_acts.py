"""Deaths, and records that are erased."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse

from niangjia.engines.people.persons.tests.samples import office
from niangjia.foundation.clock import today

if TYPE_CHECKING:
    from niangjia.engines.people.models import Person
    from tests.harness.people import Cast

FOUND, WRONG, REFUSED, NOT_THERE = 302, 422, 403, 404


def _url(route: str, person: Person) -> str:
    return reverse(f"people:{route}", args=[person.pk])


def _page(cast: Cast, person: Person, key: str = "clerk") -> str:
    response: Any = cast.client(key).get(_url("person", person))
    return str(response.content.decode())


def test_a_death_is_recorded_and_taken_back(cast: Cast) -> None:
    with office(cast) as desk:
        person = desk.member().person
    client = cast.client("clerk")
    assert client.post(_url("death", person), {"day": str(today())}).status_code == FOUND
    page = _page(cast, person)
    assert _url("no_death", person) in page
    assert _url("enrol", person) not in page
    assert client.post(_url("no_death", person), {"reason": " "}).status_code == WRONG
    assert client.post(_url("no_death", person), {"reason": "登记错人"}).status_code == FOUND
    with office(cast):
        assert person.memberships.get().state == "active"


def test_a_day_to_come_is_refused(cast: Cast) -> None:
    person = cast.person("worker")
    response = cast.client("clerk").post(_url("death", person), {"day": "2999-01-01"})
    assert response.status_code == WRONG
    assert response.context["form"].errors["day"]


def test_a_member_is_not_erased(cast: Cast) -> None:
    with office(cast) as desk:
        member, worker = desk.member("张秀英").person, desk.complete("李大海")
    client = cast.client("chair")
    assert client.post(_url("erase", member), {"reason": "本人要求"}).status_code == WRONG
    assert client.post(_url("erase", worker), {"reason": "本人要求"}).status_code == FOUND
    with office(cast):
        worker.refresh_from_db()
    assert (worker.state, worker.name) == ("erased", "")
    assert _url("correct", worker) not in _page(cast, worker, "chair")


def test_who_may_not_is_refused(cast: Cast) -> None:
    with office(cast) as desk:
        person = desk.complete(at="group")
    assert cast.client("group_leader").post(_url("death", person), {"day": str(today())}).status_code == REFUSED
    assert cast.client("clerk").post(_url("erase", person), {"reason": "本人要求"}).status_code == REFUSED
    assert cast.client("other_clerk").post(_url("death", person), {"day": str(today())}).status_code == NOT_THERE
