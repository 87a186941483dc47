from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from niangjia.engines.journal.models import Entry
from niangjia.engines.people.claiming.actions import vouch_for
from niangjia.engines.people.refusals import NotPossible
from niangjia.engines.people.scope import acting
from niangjia.foundation.access.actor import Refused
from niangjia.foundation.access.phones.accounts import number_of
from niangjia.foundation.access.tests.codes import prove
from niangjia.foundation.clock import now, travelled

from .samples import OTHER, known, number

if TYPE_CHECKING:
    from django.http import HttpResponse

    from niangjia.foundation.access.tests.codes import Texts
    from tests.harness.people import Cast


def _vouch(cast: Cast, by: str, whom: str) -> None:
    _ = cast[by]
    actor = cast.actor(by)
    with acting(actor):
        vouch_for(actor, cast.person(whom), f"+86{OTHER}")


def _me(client: Client, order: int = 123) -> HttpResponse:
    return client.post("/claim/", {"six": number(order)[-6:]})  # type: ignore[return-value]


def test_a_mistyped_number_opens_nothing_for_the_stranger_who_has_it(
    texts: Texts, cast: Cast, client: Client
) -> None:
    person = known(cast, "member", 123)
    before = cast["member"]
    _vouch(cast, "clerk", "member")
    prove(client, texts, OTHER)
    page = client.get("/claim/").content.decode()
    assert ("王**" in page, "王小梅" in page, "_auth_user_id" in client.session) == (True, False, False)
    assert "身份证后六位不对" in _me(client, 125).content.decode()
    assert client.post("/claim/").status_code == 422
    assert client.post("/claim/", {"not_me": "1"}).headers["Location"] == "/claim/"
    assert client.get("/claim/").headers["Location"] == "/claim/document/"
    assert client.post("/sign-in/go-on/").headers["Location"] == "/arrive/"
    assert client.get("/claim/found/").status_code == 404
    assert Entry.objects.filter(code="people.claim.made", subject_id=str(person.pk)).count() == 0
    assert number_of(before) == ""


def test_whoever_the_clerk_knows_is_let_in_by_the_code(texts: Texts, cast: Cast, client: Client) -> None:
    person = known(cast, "member", 123)
    page = cast.client("clerk").post(f"/desk/people/{person.pk}/vouch/", {"phone": OTHER})
    assert "半小时内" in page.content.decode()
    prove(client, texts, OTHER)
    assert _me(client).headers["Location"] == "/claim/found/"
    codes = set(Entry.objects.filter(subject_id=str(person.pk)).values_list("code", flat=True))
    assert {"people.claim.vouched", "people.claim.made"} <= codes


def test_the_word_holds_half_an_hour_and_once(texts: Texts, cast: Cast) -> None:
    known(cast, "member", 123)
    _vouch(cast, "clerk", "member")
    with travelled(to=now() + timedelta(minutes=31)):
        late = Client()
        prove(late, texts, OTHER)
        assert late.get("/claim/").headers["Location"] == "/claim/document/"
    _vouch(cast, "clerk", "member")
    first, second = Client(), Client()
    prove(first, texts, OTHER)
    assert _me(first).headers["Location"] == "/claim/found/"
    prove(second, texts, OTHER)
    assert second.get("/claim/").status_code == 200  # the last six, as for any known telephone


def test_a_lost_telephone_is_out_when_the_clerk_vouches_for_a_new_one(texts: Texts, cast: Cast) -> None:
    former = cast.client("member")
    _vouch(cast, "clerk", "member")
    fresh = Client()
    prove(fresh, texts, OTHER)
    assert fresh.post("/claim/").headers["Location"] == "/claim/found/"
    assert [former.get("/me/").status_code, fresh.get("/me/").status_code] == [302, 200]


def test_nobody_vouches_for_themselves(cast: Cast) -> None:
    with pytest.raises(NotPossible):
        _vouch(cast, "clerk", "clerk")


def test_nor_for_the_holder_of_a_post_whom_they_could_not_appoint(cast: Cast) -> None:
    with pytest.raises(Refused):
        _vouch(cast, "clerk", "chair")
    _vouch(cast, "upper_officer", "chair")


@pytest.mark.parametrize("by", ["auditor", "member", "worker"])
def test_nor_without_the_right(cast: Cast, by: str) -> None:
    with pytest.raises(Refused):
        _vouch(cast, by, "member")
