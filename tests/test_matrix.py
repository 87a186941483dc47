"""The permission matrix: every route for the whole cast."""

from __future__ import annotations

from collections import deque
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, cast

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from niangjia.foundation.access.actions import create_token
from niangjia.foundation.access.actor import PLATFORM

from .harness.matrix import TO_SIGN_IN, Answer, Route, all_route_names, whole_table
from .harness.people import CAST, STRANGER, Cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from http.cookies import SimpleCookie

    from django.http import HttpResponse

TABLE = whole_table()
Visitor = tuple[Client, dict[str, str]]  # a browser or program, and its headers


@dataclass
class Ground:
    """The whole cast with their sessions and tokens, as every test finds them."""

    cast: Cast
    sessions: dict[str, SimpleCookie]
    tokens: dict[str, str]

    def visitor(self, key: str, *, bearer: bool) -> Visitor:
        client = Client()
        if key == STRANGER:
            return client, {}
        if bearer:
            return client, {"Authorization": f"Bearer {self.tokens[key]}"}
        client.cookies = deepcopy(self.sessions[key])
        return client, {}


@pytest.fixture(scope="module")
def standing(django_db_setup: None, django_db_blocker: Any) -> Iterator[Ground]:
    with django_db_blocker.unblock(), _undone():
        made = Cast()
        sessions = {key: made.client(key).cookies for key in CAST}
        yield Ground(made, sessions, {key: create_token(PLATFORM, made[key], days=1) for key in CAST})


@pytest.fixture
def ground(standing: Ground) -> Iterator[Ground]:
    """Made once for all tests here; each undoes what it did."""
    with _undone():
        yield Ground(deepcopy(standing.cast), standing.sessions, standing.tokens)


@contextmanager
def _undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_every_route_is_in_a_table() -> None:
    named = {route.name for route in TABLE.routes}
    missing = {
        name for name in all_route_names() - named if not any(name.startswith(prefix) for prefix in TABLE.prefixes)
    }
    assert not missing, "say in <app>/tests/matrix.py who may enter"


@pytest.mark.parametrize("name", sorted({route.name for route in TABLE.routes if not route.name.startswith("api:")}))
def test_what_no_table_allows_to_post_is_not_taken(name: str, ground: Ground) -> None:
    routes = [route for route in TABLE.routes if route.name == name]
    if any(route.method == "post" for route in routes):
        return
    url = reverse(name, kwargs=routes[0].arguments(ground.cast))
    client, _headers = ground.visitor("system_admin", bearer=False)
    assert client.post(url).status_code in {HTTPStatus.METHOD_NOT_ALLOWED, HTTPStatus.FORBIDDEN}


def test_no_table_speaks_of_a_route_that_is_gone() -> None:
    assert {route.name for route in TABLE.routes} <= all_route_names()


def _ask(cast: Cast, visitor: Visitor, route: Route, url: str) -> Answer:
    """The answer. What was done is undone, so that everybody finds the same."""
    client, headers = visitor
    ask: Callable[..., HttpResponse] = getattr(client, route.method)
    with _undone():
        if route.method == "post":
            more = {"content_type": "application/json"} if route.json else {}
            response = ask(url, route.data(cast), headers=headers, **more)
        else:
            response = ask(url, headers=headers)
        connection.check_constraints()
        return _answer(response)


def _answer(response: HttpResponse) -> Answer:
    if response.streaming:  # the file in it is closed at its end
        deque(cast("Iterator[bytes]", response.streaming_content), maxlen=0)  # type: ignore[attr-defined]
    leads = response.headers.get("Location", "")
    return TO_SIGN_IN if leads.startswith(f"{reverse('access:sign_in')}?next=") else response.status_code


@pytest.mark.parametrize("route", TABLE.routes, ids=str)
def test_everybody_gets_the_answer_of_the_table(route: Route, ground: Ground) -> None:
    url = reverse(route.name, kwargs=route.arguments(ground.cast))
    got = {key: _ask(ground.cast, ground.visitor(key, bearer=route.bearer), route, url) for key in route.answers}
    assert got == route.answers
