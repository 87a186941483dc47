from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.urls import reverse

from niangjia.foundation.access.forms import PER_NAME
from niangjia.foundation.limits.models import Tally
from tests.harness.people import PASSWORD, Cast

if TYPE_CHECKING:
    from django.http import HttpResponse

SIGN_IN = "/sign-in/password/"


def _try(client: Client, username: str, password: str) -> HttpResponse:
    return client.post(SIGN_IN, {"username": username, "password": password})  # type: ignore[return-value]


def test_the_right_password_signs_in_and_staff_arrive_at_the_desk(cast: Cast, client: Client) -> None:
    _ = cast["system_admin"]
    assert _try(client, "system_admin", PASSWORD).headers["Location"] == reverse("access:arrive")
    assert client.get(reverse("access:arrive")).headers["Location"] == reverse("desk:home")


def test_a_member_arrives_at_the_portal(cast: Cast) -> None:
    assert cast.client("member").get(reverse("access:arrive")).headers["Location"] == reverse("portal:home")


def test_the_name_may_be_typed_in_any_case(cast: Cast, client: Client) -> None:
    _ = cast["clerk"]
    assert _try(client, " CLERK ", PASSWORD).status_code == 302


def test_a_wrong_password_says_so_beside_the_form_and_keeps_the_name(cast: Cast, client: Client) -> None:
    _ = cast["clerk"]
    answer = _try(client, "clerk", "wrong").content.decode()
    assert "登录名或密码不对" in answer
    assert 'value="clerk"' in answer


def test_a_closed_account_stays_outside(cast: Cast, client: Client) -> None:
    account = cast["clerk"]
    account.is_active = False
    account.save(update_fields=["is_active"])
    assert _try(client, "clerk", PASSWORD).status_code == 200
    assert client.get(reverse("portal:me")).status_code == 302


def test_after_eight_misses_not_even_the_right_password_helps(cast: Cast, client: Client) -> None:
    _ = cast["clerk"]
    for _count in range(8):
        _try(client, "clerk", "wrong")
    answer = _try(client, "CLERK", PASSWORD)
    assert "请一刻钟后再试" in answer.content.decode()


def test_a_try_is_counted_before_it_is_looked_at(cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    account, seen = cast["clerk"], list[int]()

    def look(*_given: object, **_more: object) -> None:
        tally = Tally.objects.filter(key=PER_NAME._key(f"account {account.pk}")).first()
        seen.append(tally.count if tally else 0)

    monkeypatch.setattr("django.contrib.auth.forms.authenticate", look)
    for name in ("clerk", " CLERK ", "Clerk"):
        _try(client, name, "wrong")
    assert seen == [1, 2, 3]


def test_the_right_password_forgets_the_misses(cast: Cast) -> None:
    _ = cast["clerk"]
    for _round in range(2):
        client = Client()
        for _count in range(7):
            _try(client, "clerk", "wrong")
        assert _try(client, "clerk", PASSWORD).status_code == 302


def test_others_are_not_locked_with_it(cast: Cast, client: Client) -> None:
    _ = cast["clerk"], cast["chair"]
    for _count in range(9):
        _try(client, "clerk", "wrong")
    assert _try(client, "chair", PASSWORD).status_code == 302


def test_a_stranger_asking_for_a_page_comes_back_to_it(cast: Cast, client: Client) -> None:
    _ = cast["member"]
    there = client.get(reverse("portal:me")).headers["Location"]
    assert there == "/sign-in/?next=/me/"
    answer = client.post(SIGN_IN, {"username": "member", "password": PASSWORD, "next": reverse("portal:me")})
    assert answer.headers["Location"] == reverse("portal:me")


def test_no_other_site_is_led_to(cast: Cast, client: Client) -> None:
    _ = cast["member"]
    form = {"username": "member", "password": PASSWORD, "next": "https://elsewhere.example/"}
    assert client.post(SIGN_IN, form).headers["Location"] == reverse("access:arrive")


def test_signing_out_ends_the_session(cast: Cast) -> None:
    client = cast.client("member")
    assert client.post(reverse("access:sign_out")).headers["Location"] == reverse("access:signed_out")
    assert client.get(reverse("portal:me")).status_code == 302


@pytest.mark.django_db
def test_the_page_is_kept_by_no_cache(client: Client) -> None:
    assert "no-store" in client.get(SIGN_IN).headers["Cache-Control"]
