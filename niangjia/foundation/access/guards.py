"""Decorators that say in front of a view who may enter."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_not_required

from .registry import known

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from .request import Request

    P = ParamSpec("P")
    View = Callable[Concatenate[Request, P], HttpResponse]
    PlainView = Callable[Concatenate[HttpRequest, P], HttpResponse]

# Everyone must be signed in unless a view says otherwise by this name.
open_to_all = login_not_required


def needs(code: str) -> Callable[[View[P]], PlainView[P]]:
    """Let only actors with the permission enter; others get 403 with the reason, visitors the sign-in page."""

    def guard(view: View[P]) -> PlainView[P]:
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            acted = cast("Request", request)
            acted.actor.require(known(code).code)
            return view(acted, *args, **kwargs)

        return wraps(view)(guarded)

    return guard
