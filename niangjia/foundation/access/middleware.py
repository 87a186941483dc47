"""Gives every request its actor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from .actor import VISITOR, Actor, actor_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    from .request import Request

# What is open to an account that must do something first: change its first password, set up a second factor.
EVEN_SO = {
    "access:new_password": frozenset({"access:new_password", "web:preferences"}),
    "access:set_up_second": frozenset({"access:set_up_second", "web:preferences"}),
}


def _actor(request: HttpRequest) -> Actor:
    """A visitor, too, is whose computer is locked, and who must do something first: pages that are open to all show
    nothing of theirs.
    """
    if not request.user.is_authenticated or getattr(request, "locked", False) or _must_first(request):
        return VISITOR
    return actor_of(request.user)


def _must_first(request: HttpRequest) -> str:
    """The route of what must be done before this, "" if nothing must."""
    match, name = request.resolver_match, ""
    if getattr(request.user, "first_password", False):
        name = "access:new_password"
    elif request.user.is_authenticated and request.session.get("must_set_up"):
        name = "access:set_up_second"
    return name if name and not (match and match.view_name in EVEN_SO[name]) else ""


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
        """Lead to what must be done first, before any other page."""
        if not getattr(view, "login_required", True):
            return None
        url = _second_step(request)
        if first := "" if url else _must_first(request):
            url = reverse(first)
        if not url:
            return None
        if request.headers.get("HX-Request"):  # else the page would be put into a fragment's place
            return HttpResponse(headers={"HX-Redirect": url})
        return redirect(url)


def _second_step(request: HttpRequest) -> str:
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or getattr(request, "locked", False):
        return ""
    if not request.user.is_authenticated:
        return ""
    from .second.again import asked_again  # it needs models and the ways in, which need this module

    url = asked_again(request)
    if url:
        set_actor(request)
    return url
