from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from niangjia import __version__
from niangjia.foundation.access.actions import create_token
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.clock import now, travelled
from niangjia.foundation.limits import Limit
from niangjia.surfaces.api import auth
from niangjia.surfaces.api.api import engines

if TYPE_CHECKING:
    import pytest
    from django.test import Client

    from tests.harness.people import Cast


def test_the_description_is_openapi_3_1(cast: Cast, client: Client) -> None:
    described = client.get("/api/v1/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    assert described["info"]["version"] == __version__
    assert "/api/v1/me" in described["paths"]


def test_engines_with_an_api_are_under_its_roof(cast: Cast, client: Client) -> None:
    assert "/api/v1/people/unions" in client.get("/api/v1/openapi.json").json()["paths"]
    assert engines() == ["people", "papers", "matters"]


def test_a_token_acts_as_its_account(cast: Cast, client: Client) -> None:
    token = create_token(PLATFORM, cast["audit_admin"], days=1)
    answer = client.get("/api/v1/me", headers={"Authorization": f"Bearer {token}"}).json()
    assert answer["name"] == "郑审"
    assert "system:see" in answer["permissions"]


def test_a_session_does_not_open_the_api(cast: Cast) -> None:
    assert cast.client("system_admin").get("/api/v1/me").status_code == 401


def test_a_bad_token_is_refused(cast: Cast, client: Client) -> None:
    assert client.get("/api/v1/me", headers={"Authorization": "Bearer nj_nonsense"}).status_code == 401


def test_guessing_tokens_is_stopped_and_a_right_one_waits_too(
    cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(auth, "MISSED", Limit("test.tokens", most=2, per=timedelta(minutes=15)))
    right = create_token(PLATFORM, cast["audit_admin"], days=1)
    tokens = ("nj_1", "nj_2", "nj_3", right)
    answers = [client.get("/api/v1/me", headers={"Authorization": f"Bearer {token}"}) for token in tokens]
    assert [answer.status_code for answer in answers] == [401, 401, 429, 429]
    with travelled(to=now() + timedelta(minutes=16)):
        assert client.get("/api/v1/me", headers={"Authorization": f"Bearer {right}"}).status_code == 200
