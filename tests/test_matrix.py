"""The permission matrix: every route for the whole cast."""

from __future__ import annotations

from collections import deque
from http import HTTPStatus
from typing import TYPE_CHECKING, cast

import pytest
from django.test import Client
from django.urls import reverse

from niangjia.foundation.access.actions import create_token
from niangjia.foundation.access.actor import PLATFORM

from .harness.matrix import TO_SIGN_IN, Answer, Route, all_route_names, whole_table
from .harness.people import STRANGER, Cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.http import HttpResponse

TABLE = whole_table()


def test_every_route_is_in_a_table() -> None:
    named = {route.name for route in TABLE.routes}
    missing = {
        name for name in all_route_names() - named if not any(name.startswith(prefix) for prefix in TABLE.prefixes)
    }
    assert not missing, "say in <app>/tests/matrix.py who may enter"


@pytest.mark.parametrize("name", sorted({route.name for route in TABLE.routes if not route.name.startswith("api:")}))
def test_what_no_table_allows_to_post_is_not_taken(name: str, cast: Cast) -> None:
    routes = [route for route in TABLE.routes if route.name == name]
    if any(route.method == "post" for route in routes):
        return
    url = reverse(name, kwargs=routes[0].arguments(cast))
    assert cast.client("system_admin").post(url).status_code in {HTTPStatus.METHOD_NOT_ALLOWED, HTTPStatus.FORBIDDEN}


def test_no_table_speaks_of_a_route_that_is_gone() -> None:
    assert {route.name for route in TABLE.routes} <= all_route_names()


def _client(cast: Cast, key: str, route: Route) -> tuple[Client, dict[str, str]]:
    if not route.bearer:
        return cast.client(key), {}
    if key == STRANGER:
        return Client(), {}
    return Client(), {"Authorization": f"Bearer {create_token(PLATFORM, cast[key], days=1)}"}


def _ask(cast: Cast, key: str, route: Route) -> HttpResponse:
    client, headers = _client(cast, key, route)
    url = reverse(route.name, kwargs=route.arguments(cast))
    ask: Callable[..., HttpResponse] = getattr(client, route.method)
    if route.method != "post":
        return ask(url, headers=headers)
    more = {"content_type": "application/json"} if route.json else {}
    return ask(url, route.data(cast), headers=headers, **more)


def _answer(response: HttpResponse) -> Answer:
    if response.streaming:  # the file in it is closed at its end
        deque(cast("Iterator[bytes]", response.streaming_content), maxlen=0)  # type: ignore[attr-defined]
    leads = response.headers.get("Location", "")
    return TO_SIGN_IN if leads.startswith(f"{reverse('access:sign_in')}?next=") else response.status_code


@pytest.mark.parametrize("route", TABLE.routes, ids=str)
def test_everybody_gets_the_answer_of_the_table(route: Route, cast: Cast) -> None:
    got = {key: _answer(_ask(cast, key, route)) for key in route.answers}
    assert got == route.answers
