from __future__ import annotations

from ipaddress import ip_network
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.test import RequestFactory

from niangjia.foundation.access import forms
from niangjia.foundation.access.address import client_address
from niangjia.foundation.limits import Limit
from tests.harness.people import PASSWORD

if TYPE_CHECKING:
    from django.test import Client

    from tests.harness.people import Cast

PROXY, OTHER_PROXY, HERE, THERE = "192.0.2.1", "10.1.2.3", "203.0.113.5", "203.0.113.6"


@pytest.fixture
def proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        settings,
        "HOUSE",
        settings.HOUSE.model_copy(update={"proxies": [ip_network(PROXY), ip_network("10.0.0.0/8")]}),
    )


@pytest.mark.usefixtures("proxies")
@pytest.mark.parametrize(
    ("peer", "forwarded", "client"),
    [
        (PROXY, HERE, HERE),
        (PROXY, f"{THERE}, {HERE}, {OTHER_PROXY}", HERE),
        (f"::ffff:{PROXY}", HERE, HERE),
        (PROXY, "2001:db8::7", "2001:db8::7"),
        (HERE, THERE, HERE),
        (PROXY, "", PROXY),
        (PROXY, f"{HERE}, unknown", PROXY),
        (PROXY, OTHER_PROXY, OTHER_PROXY),
    ],
)
def test_only_a_proxy_of_ours_may_say_who_asks(peer: str, forwarded: str, client: str) -> None:
    request = RequestFactory().get("/", REMOTE_ADDR=peer, headers={"X-Forwarded-For": forwarded})
    assert client_address(request) == client


def test_without_proxies_nobody_may(rf: RequestFactory) -> None:
    assert client_address(rf.get("/", REMOTE_ADDR=PROXY, headers={"X-Forwarded-For": HERE})) == PROXY


@pytest.mark.usefixtures("proxies")
def test_misses_of_one_town_hall_do_not_lock_another(
    cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forms, "PER_ADDRESS", Limit("sign_in.address", most=1, per=forms.PER_ADDRESS.per))
    _ = cast["clerk"]

    def answer(address: str, password: str) -> int:
        form = {"username": "clerk", "password": password}
        return client.post(
            "/sign-in/password/", form, REMOTE_ADDR=PROXY, headers={"X-Forwarded-For": address}
        ).status_code

    assert [answer(HERE, "wrong"), answer(HERE, PASSWORD), answer(THERE, PASSWORD)] == [200, 200, 302]
