"""What becomes of one membership, from the person's page."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from niangjia.engines.people.memberships.pages.acts import ACTS, BY_KEY
from niangjia.engines.people.models import Membership
from niangjia.engines.people.persons.tests.samples import DAY, office
from niangjia.foundation.access.reach import EVERYWHERE
from niangjia.foundation.access.scope import Scope, in_scope
from niangjia.foundation.clock import today

if TYPE_CHECKING:
    from tests.harness.people import Cast

FOUND, WRONG, REFUSED, NOT_THERE = 302, 422, 403, 404
GIVEN = {"day": "2026-03-02", "reason": "本人书面申请"}


def _text(response: Any) -> str:
    return str(response.content.decode())


def _member(cast: Cast, *, at: str = "mine") -> Membership:
    with office(cast) as desk:
        return desk.member(at=at)


def _url(row: Membership, act: str) -> str:
    names = {"transfer": "membership_transfer", "correct": "membership_correct"}
    if act in names:
        return reverse(f"people:{names[act]}", args=[row.person_id, row.pk])
    return reverse("people:membership_step", args=[row.person_id, row.pk, act])


def _state(row: Membership) -> str:
    with in_scope(Scope(EVERYWHERE)):
        row.refresh_from_db()
    return row.state


@pytest.mark.parametrize(
    ("act", "state"),
    [
        ("retain", "retained"),
        ("release", "transferring"),
        ("withdraw", "withdrawn"),
        ("deem", "deemed_withdrawn"),
        ("expel", "expelled"),
        ("revoke", "revoked"),
    ],
)
def test_a_step_is_taken_and_told(cast: Cast, act: str, state: str) -> None:
    row, client = _member(cast), cast.client("clerk")
    response = client.post(_url(row, act), GIVEN, follow=True)
    assert response.redirect_chain
    assert _state(row) == state
    assert "本人书面申请" in _text(response)  # in the history of the membership


@pytest.mark.parametrize(("first", "then"), [("retain", "resume"), ("release", "call-back"), ("expel", "reinstate")])
def test_a_step_is_taken_back(cast: Cast, first: str, then: str) -> None:
    row, client = _member(cast), cast.client("clerk")
    client.post(_url(row, first), GIVEN)
    assert client.post(_url(row, then), GIVEN).status_code == FOUND
    assert _state(row) == "active"


@pytest.mark.parametrize("act", ["retain", "deem", "expel", "revoke"])
def test_what_needs_a_reason_is_not_done_without(cast: Cast, act: str) -> None:
    row = _member(cast)
    response = cast.client("clerk").post(_url(row, act), {"day": "2026-03-02", "reason": " "})
    assert response.status_code == WRONG
    assert response.context["form"].errors["reason"]
    assert _state(row) == "active"


@pytest.mark.parametrize(
    "day", [today() + timedelta(days=1), DAY - timedelta(days=1), "31.2.2026"], ids=["to come", "before", "no day"]
)
def test_a_day_that_can_not_be_is_marked_and_nothing_lost(cast: Cast, day: object) -> None:
    row = _member(cast)
    response = cast.client("clerk").post(_url(row, "withdraw"), {"day": str(day), "reason": "本人申请"})
    assert response.status_code == WRONG
    assert response.context["form"].errors["day"]
    assert "本人申请" in _text(response)


def test_a_reason_with_a_number_in_it_is_marked(cast: Cast) -> None:
    row = _member(cast)
    response = cast.client("clerk").post(_url(row, "withdraw"), {**GIVEN, "reason": "电话13800138000"})
    assert response.context["form"].errors["reason"]


def test_what_does_not_fit_leads_back(cast: Cast) -> None:
    row = _member(cast)
    assert cast.client("clerk").get(_url(row, "resume")).status_code == FOUND
    assert cast.client("clerk").get(_url(row, "no-such-step")).status_code == NOT_THERE


def test_a_post_is_named_when_the_membership_ends(cast: Cast) -> None:
    _ = cast["clerk"]
    with office(cast):
        row = cast.person("chair").memberships.get()
    text = _text(cast.client("clerk").get(_url(row, "withdraw")))
    assert reverse("people:union", args=[cast.union("mine").pk]) in text


def test_each_page_asks_in_words(cast: Cast) -> None:
    row, client = _member(cast), cast.client("clerk")
    for act in ACTS:
        with in_scope(Scope(EVERYWHERE)):
            fits = act.fits(row)
        assert client.get(_url(row, act.key)).status_code == (200 if fits else FOUND)


def test_who_may_not_move_members_is_refused(cast: Cast) -> None:
    row = _member(cast, at="group")
    for act in (*BY_KEY, "transfer", "correct"):
        assert cast.client("group_leader").post(_url(row, act), GIVEN).status_code == REFUSED
        assert cast.client("other_clerk").post(_url(row, act), GIVEN).status_code == NOT_THERE


def test_a_membership_of_somebody_else_is_not_there(cast: Cast) -> None:
    row = _member(cast)
    url = reverse("people:membership_step", args=[cast.person("worker").pk, row.pk, "retain"])
    assert cast.client("clerk").post(url, GIVEN).status_code == NOT_THERE


def test_a_member_is_transferred(cast: Cast) -> None:
    row, client = _member(cast), cast.client("clerk")
    text = _text(client.post(_url(row, "transfer"), {"q": "机修"}))
    assert f"?to={cast.union('workshop').pk}" in text
    url = f"{_url(row, 'transfer')}?to={cast.union('workshop').pk}"
    assert client.get(url).status_code == 200
    assert client.post(url, GIVEN).status_code == FOUND
    with office(cast):
        assert Membership.objects.get(person=row.person_id, state="active").union == cast.union("workshop")


def test_a_union_out_of_reach_is_not_found(cast: Cast) -> None:
    row, client = _member(cast), cast.client("clerk")
    assert "石河一中" not in _text(client.post(_url(row, "transfer"), {"q": "石河"}))
    url = f"{_url(row, 'transfer')}?to={cast.union('school').pk}"
    assert client.post(url, GIVEN).status_code == NOT_THERE
    assert _url(row, "release") in _text(client.get(_url(row, "transfer")))


def test_a_transfer_to_come_is_marked(cast: Cast) -> None:
    row = _member(cast)
    url = f"{_url(row, 'transfer')}?to={cast.union('workshop').pk}"
    assert cast.client("clerk").post(url, {"day": str(today() + timedelta(days=1))}).status_code == WRONG


def test_days_of_a_membership_are_corrected(cast: Cast) -> None:
    row, client = _member(cast), cast.client("clerk")
    given = {"joined": "2019-01-02", "started": "2020-03-01", "number": "A7", "reason": "入会日期写错"}
    assert client.post(_url(row, "correct"), {**given, "joined": "2021-01-02"}).status_code == WRONG
    assert client.post(_url(row, "correct"), given).status_code == FOUND
    with office(cast):
        row.refresh_from_db()
    assert (str(row.joined), row.number) == ("2019-01-02", "A7")
