"""Who gets which answer from every route: tables in `<app>/tests/matrix.py`, one line per route and method."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from .people import CAST, EVERYBODY, STRANGER, Cast

ROOT = Path(__file__).resolve().parents[2]
OK, FORBIDDEN, NOT_FOUND = HTTPStatus.OK, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND
TO_SIGN_IN = "to sign-in"
UNAUTHORISED = HTTPStatus.UNAUTHORIZED
Answer = int | str
Arguments = Callable[[Cast], dict[str, Any]]


def _none(cast: Cast) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Route:
    """One route and method: the answer for each of the cast.

    `arguments` makes the URL's arguments, `data` what is posted, as a form or as `json`, both from the cast; `bearer`
    asks with the cast's API tokens instead of sessions.
    """

    name: str
    answers: dict[str, Answer]
    method: str = "get"
    arguments: Arguments = _none
    data: Arguments = _none
    bearer: bool = False
    json: bool = False

    def __str__(self) -> str:
        return f"{self.method.upper()} {self.name}"


def to_all(name: str, answer: Answer = OK, **more: Any) -> Route:
    """Everybody gets the same answer, the stranger too."""
    return Route(name, dict.fromkeys(EVERYBODY, answer), **more)


def to_accounts(name: str, answer: Answer = OK, **more: Any) -> Route:
    """Whoever is signed in gets the answer; the stranger is sent to the sign-in page (or 401, with tokens)."""
    stranger = UNAUTHORISED if more.get("bearer") else TO_SIGN_IN
    return Route(name, {**dict.fromkeys(CAST, answer), STRANGER: stranger}, **more)


def only(name: str, *keys: str, answer: Answer = OK, otherwise: Answer = FORBIDDEN, **more: Any) -> Route:
    """Only these of the cast get the answer, other accounts `otherwise`."""
    stranger = UNAUTHORISED if more.get("bearer") else TO_SIGN_IN
    answers = {key: answer if key in keys else otherwise for key in CAST}
    return Route(name, {**answers, STRANGER: stranger}, **more)


@dataclass
class Table:
    """All routes of the matrix, and the rules for libraries' prefixes."""

    routes: list[Route] = field(default_factory=list)
    prefixes: dict[str, str] = field(default_factory=dict)


def whole_table() -> Table:
    """Every `matrix.py` of the house together."""
    table = Table()
    for path in sorted((ROOT / "niangjia").rglob("tests/matrix.py")):
        module = importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
        table.routes.extend(module.ROUTES)
        table.prefixes.update(getattr(module, "PREFIXES", {}))
    return table


def all_route_names() -> set[str]:
    """The namespaced names of every route; one without a name shows as its pattern."""
    return set(_names(get_resolver(), ""))


def _names(resolver: URLResolver, space: str) -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name or pattern.pattern}"
        else:
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _names(pattern, inner)
