"""Several members at once, and somebody from another union."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse

from niangjia.engines.people.memberships.transferring import release_membership
from niangjia.engines.people.models import Membership
from niangjia.engines.people.persons.tests.samples import DAY, number_of, office
from niangjia.foundation.clock import today

if TYPE_CHECKING:
    from niangjia.engines.people.models import Person
    from tests.harness.people import Cast

FOUND, WRONG, REFUSED, NOT_THERE = 302, 422, 403, 404


def _url(act: str) -> str:
    return reverse("people:membership_batch", args=[act])


def _text(response: Any) -> str:
    return str(response.content.decode())


def _some(cast: Cast) -> tuple[list[Person], Person]:
    """Two members and a worker who is none."""
    with office(cast) as desk:
        return [desk.member("张秀英").person, desk.member("王芳").person], desk.complete("李大海")


def _sent(cast: Cast, persons: list[Person], **more: object) -> dict[str, Any]:
    return {"person": [one.pk for one in persons], "confirmed": "1", "day": str(today()), "reason": "退休", **more}


def test_first_it_is_asked_with_names(cast: Cast) -> None:
    members, _worker = _some(cast)
    response = cast.client("clerk").post(_url("retain"), {"person": [one.pk for one in members]})
    assert response.status_code == 200
    assert "王芳" in _text(response)
    with office(cast):
        assert not Membership.objects.filter(state="retained").exists()


def test_then_it_is_done(cast: Cast) -> None:
    members, _worker = _some(cast)
    response = cast.client("clerk").post(_url("transfer"), _sent(cast, members, union=cast.union("workshop").pk))
    assert response.status_code == FOUND
    with office(cast):
        assert Membership.objects.filter(union=cast.union("workshop"), origin="transfer").count() == 2


def test_who_is_refused_is_named(cast: Cast) -> None:
    members, worker = _some(cast)
    response = cast.client("clerk").post(_url("retain"), _sent(cast, [*members, worker]))
    assert response.status_code == 200
    assert reverse("people:person", args=[worker.pk]) in _text(response)
    assert reverse("people:person", args=[members[0].pk]) not in _text(response)


def test_without_a_reason_nothing_is_lost(cast: Cast) -> None:
    members, _worker = _some(cast)
    response = cast.client("clerk").post(_url("retain"), _sent(cast, members, reason=""))
    assert response.status_code == WRONG
    assert all(f'value="{one.pk}"' in _text(response) for one in members)


def test_a_union_out_of_reach_is_no_choice(cast: Cast) -> None:
    members, _worker = _some(cast)
    given = _sent(cast, members, union=cast.union("school").pk)
    assert cast.client("clerk").post(_url("transfer"), given).status_code == WRONG


def test_nobody_and_no_such_step(cast: Cast) -> None:
    client = cast.client("clerk")
    assert client.post(_url("retain"), {"person": ["x", "99999", "9" * 5000]}).status_code == FOUND
    assert client.post(_url("expel"), {}).status_code == NOT_THERE
    assert client.get(_url("retain")).status_code == 405


def test_who_may_not_move_members_is_refused(cast: Cast) -> None:
    members, _worker = _some(cast)
    assert cast.client("group_leader").post(_url("retain"), _sent(cast, members)).status_code == REFUSED
    assert cast.client("other_clerk").post(_url("retain"), _sent(cast, members)).status_code == FOUND
    with office(cast):
        assert not Membership.objects.filter(state="retained").exists()


def test_the_buttons_are_for_who_may_move_members(cast: Cast) -> None:
    page = reverse("people:registry")
    assert _url("transfer") in _text(cast.client("clerk").get(page))
    assert _url("transfer") not in _text(cast.client("group_leader").get(page))


def _released(cast: Cast) -> tuple[Membership, dict[str, Any]]:
    with office(cast) as mine:
        row = mine.member()
        release_membership(mine.actor, row, day=DAY)
        number = number_of(row.person.documents.get())
    given = {"document_kind": "resident_id", "document_number": number, "union": cast.union("school").pk}
    return row, {**given, "day": str(today())}


def test_a_released_member_is_taken_in(cast: Cast) -> None:
    row, given = _released(cast)
    assert cast.client("other_clerk").post(reverse("people:receive"), given).status_code == FOUND
    with office(cast, "other_clerk"):
        assert Membership.objects.get(person=row.person_id, state="active").union == cast.union("school")


def test_who_was_not_released_is_not_betrayed(cast: Cast) -> None:
    with office(cast) as mine:
        number = number_of(mine.member().person.documents.get())
    given = {"document_kind": "resident_id", "union": cast.union("school").pk, "day": str(today())}
    client, url = cast.client("other_clerk"), reverse("people:receive")
    known = client.post(url, {**given, "document_number": number}).context["form"].errors["document_number"]
    nobody = client.post(url, {**given, "document_number": "11010519900601001X"}).context["form"].errors
    assert known
    assert nobody["document_number"]
