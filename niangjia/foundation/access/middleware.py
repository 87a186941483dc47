"""Gives every request its actor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from .actor import VISITOR, Actor, actor_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    from .request import Request

EVEN_SO = frozenset({"access:new_password", "web:preferences"})  # what an account with its first password may do


def _actor(request: HttpRequest) -> Actor:
    """A visitor, too, is who still has a first password: pages that are open to all show nothing of theirs."""
    if not request.user.is_authenticated or _must_change(request):
        return VISITOR
    return actor_of(request.user)


def _must_change(request: HttpRequest) -> bool:
    match = request.resolver_match
    return getattr(request.user, "first_password", False) and not (match and match.view_name in EVEN_SO)


def set_actor(request: HttpRequest) -> None:
    """Let `request.actor` be worked out, anew if it was before, when it is next asked for."""
    cast("Request", request).actor = cast("Actor", SimpleLazyObject(lambda: _actor(request)))


class ActorMiddleware:
    """Sets `request.actor`, worked out when first asked for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        set_actor(request)
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], *given: Any
    ) -> HttpResponse | None:
        """Lead whoever still has a first password to the page where it is changed; before any other page."""
        if not getattr(view, "login_required", True) or not _must_change(request):
            return None
        if request.headers.get("HX-Request"):  # else the page would be put into a fragment's place
            return HttpResponse(headers={"HX-Redirect": reverse("access:new_password")})
        return redirect("access:new_password")
