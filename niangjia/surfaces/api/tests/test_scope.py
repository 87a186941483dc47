from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from niangjia.engines.people.models import Employer
from niangjia.foundation.access.actions import create_token
from niangjia.foundation.access.actor import PLATFORM

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django.fixtures import Settings

    from tests.harness.people import Cast


@pytest.fixture(autouse=True)
def routes(settings: Settings) -> None:
    settings.ROOT_URLCONF = "niangjia.surfaces.api.tests.urls"


def _bearer(cast: Cast, key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {create_token(PLATFORM, cast[key], days=1)}"}


@pytest.mark.parametrize(("key", "seen"), [("other_clerk", ["赵文"]), ("auditor", ["孙立"]), ("system_admin", [])])
def test_a_token_opens_its_accounts_scope(cast: Cast, client: Client, key: str, seen: list[str]) -> None:
    _ = cast.union("mine")
    assert client.get("/try/names", headers=_bearer(cast, key)).json() == seen


def test_the_token_counts_and_not_a_session_beside_it(cast: Cast) -> None:
    answer = cast.client("upper_officer").get("/try/names", headers=_bearer(cast, "other_clerk"))
    assert answer.json() == ["赵文"]


def test_without_a_token_nobody_is_seen(cast: Cast, client: Client) -> None:
    _ = cast.union("mine")
    assert client.get("/try/nobody").json() == 0
    assert client.get("/try/names").status_code == 401


@pytest.mark.parametrize(("then", "status", "kept"), [("well", 200, 1), ("refused", 403, 0), ("conflict", 409, 0)])
def test_what_a_call_raises_undoes_what_it_did(cast: Cast, client: Client, then: str, status: int, kept: int) -> None:
    answer = client.post(f"/try/write/{then}", headers=_bearer(cast, "clerk"))
    assert (answer.status_code, Employer.objects.filter(name=then).count()) == (status, kept)
