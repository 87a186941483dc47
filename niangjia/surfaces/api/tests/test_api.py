from __future__ import annotations

from typing import TYPE_CHECKING

from niangjia import __version__
from niangjia.foundation.access.actions import create_token
from niangjia.foundation.access.actor import PLATFORM
from niangjia.surfaces.api.api import engines

if TYPE_CHECKING:
    from django.test import Client

    from tests.harness.people import Cast


def test_the_description_is_openapi_3_1(cast: Cast, client: Client) -> None:
    described = client.get("/api/v1/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    assert described["info"]["version"] == __version__
    assert "/api/v1/me" in described["paths"]


def test_engines_with_an_api_are_under_its_roof(cast: Cast, client: Client) -> None:
    assert "/api/v1/people/unions" in client.get("/api/v1/openapi.json").json()["paths"]
    assert engines() == ["people"]


def test_a_token_acts_as_its_account(cast: Cast, client: Client) -> None:
    token = create_token(PLATFORM, cast["audit_admin"], days=1)
    answer = client.get("/api/v1/me", headers={"Authorization": f"Bearer {token}"}).json()
    assert answer["name"] == "郑审"
    assert "system:see" in answer["permissions"]


def test_a_session_does_not_open_the_api(cast: Cast) -> None:
    assert cast.client("system_admin").get("/api/v1/me").status_code == 401


def test_a_bad_token_is_refused(cast: Cast, client: Client) -> None:
    assert client.get("/api/v1/me", headers={"Authorization": "Bearer nj_nonsense"}).status_code == 401
