"""One transaction for a request, and in it the scope of who asks; done again where the tree of unions changed."""

from __future__ import annotations

from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from django.contrib.messages.storage import default_storage
from django.db import DEFAULT_DB_ALIAS, transaction
from django.template.response import SimpleTemplateResponse

from niangjia.foundation.access.middleware import set_actor
from niangjia.foundation.access.numbering import again

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

    If the tree is numbered anew while the view runs, all is undone and the view asked again, with rights worked out
    anew: nothing was answered yet. A streaming answer is read later, in a scope of its own.
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
        key, user = request.session.session_key, request.user
        return again(
            partial(_once, view, cast("ScopedRequest", request), args, kwargs),
            partial(_as_before, request, key, user),
        )


def _once(view: View, request: ScopedRequest, args: tuple[Any, ...], kwargs: dict[str, Any]) -> HttpResponseBase:
    with transaction.atomic(), ExitStack() as scopes:
        request.scopes = scopes
        act_as(request, request.actor)
        return _answer(view, request, args, kwargs)


def _as_before(request: HttpRequest, key: str | None, user: Any) -> None:
    """Forget what a view that is undone has left on the request: session, messages, who asks, files read."""
    request.session = type(request.session)(key)
    request.user = user
    set_actor(request)
    request._messages = default_storage(request)  # type: ignore[attr-defined]  # as MessageMiddleware does
    for _name, files in request.FILES.lists():
        for file in files:
            file.open()  # that is: from its beginning


def _answer(view: View, request: HttpRequest, args: tuple[Any, ...], kwargs: dict[str, Any]) -> HttpResponseBase:
    response = view(request, *args, **kwargs)
    if response is None:  # Django would take it as leave to call the view itself
        raise ValueError(f"the view {view.__module__}.{view.__name__} answered nothing")
    if isinstance(response, SimpleTemplateResponse):
        response.render()  # while its scope holds
    return response
