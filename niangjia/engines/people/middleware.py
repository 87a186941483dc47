"""One transaction for a request, and in it the scope of who asks."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, cast

from django.db import DEFAULT_DB_ALIAS, transaction
from django.template.response import SimpleTemplateResponse

from .scope import act_as

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from .scope import ScopedRequest

    View = Callable[..., HttpResponseBase]


class ScopeMiddleware:
    """Runs views in a transaction with the actor's scope; whatever a view raises undoes what it did, a 404 too.

    In place of Django's ATOMIC_REQUESTS, and as close to the view: error pages and sessions are outside. The last in
    the list, so that every other middleware has had its say. Views with `non_atomic_requests` get neither.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: View, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        if DEFAULT_DB_ALIAS in getattr(view, "_non_atomic_requests", ()):
            return None
        with transaction.atomic(), ExitStack() as scopes:
            scoped = cast("ScopedRequest", request)
            scoped.scopes = scopes
            act_as(scoped, scoped.actor)
            return _answer(view, request, args, kwargs)


def _answer(view: View, request: HttpRequest, args: tuple[Any, ...], kwargs: dict[str, Any]) -> HttpResponseBase:
    response = view(request, *args, **kwargs)
    if response is None:  # Django would take it as leave to call the view itself
        raise ValueError(f"the view {view.__module__}.{view.__name__} answered nothing")
    if isinstance(response, SimpleTemplateResponse):
        response.render()  # while its scope holds
    return response
