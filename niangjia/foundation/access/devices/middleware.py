"""What holds for a session on a shared computer, decided here and nowhere else; the page only counts down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from niangjia.foundation.access.middleware import set_actor

from . import keeping
from .keeping import KEY, OUTSIDE_SHARED, SHARED, Standing

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

EVEN_LOCKED = frozenset({"access:locked", "access:unlock_code", "access:sign_out", "web:preferences"})
ABOUT_PAGES = frozenset({"access:presence"})  # tells of itself what it means


class DeviceMiddleware:
    """Locks and ends sessions on shared computers; sets `request.on_shared_computer`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], *given: Any
    ) -> HttpResponse | None:
        name = request.resolver_match.view_name if request.resolver_match else ""
        if request.method == "POST" and settings.WAYS_OUTSIDE and name in _outside():
            request.session[OUTSIDE_SHARED] = bool(request.POST.get("shared"))  # the tick, until they come back
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.session.get(KEY):
            return None
        if not request.session.get(SHARED):
            keeping.touch(request.session)
            return None
        return _on_shared(request)


def _on_shared(request: HttpRequest) -> HttpResponse | None:
    device, name = str(request.session[KEY]), request.resolver_match.view_name if request.resolver_match else ""
    stands = keeping.standing(device)
    if stands is Standing.OVER:
        logout(request)
        set_actor(request)
        return None
    if stands is Standing.LOCKED:
        request.locked = True  # type: ignore[attr-defined]
        return None if name in EVEN_LOCKED | ABOUT_PAGES | _outside() else _to_lock(request)
    request.on_shared_computer = name not in EVEN_LOCKED  # type: ignore[attr-defined]
    if name not in ABOUT_PAGES | EVEN_LOCKED and _is_use(request):
        keeping.use(device)
    return None


def _outside() -> set[str]:
    """The routes of outside sign-ins, there and back: from a locked computer they unlock, and do nothing else."""
    begin = {route for _title, route, _arguments in settings.WAYS_OUTSIDE.values()}
    return begin | {route.removesuffix("_login") + "_callback" for route in begin}


def _is_use(request: HttpRequest) -> bool:
    """Whether a person did something: pages fetch parts of themselves, too."""
    return request.method == "POST" or not request.headers.get("HX-Request")


def _to_lock(request: HttpRequest) -> HttpResponse:
    came_from = urlsplit(request.headers.get("Referer", "")).path
    then = request.get_full_path() if request.method == "GET" and _is_use(request) else came_from
    url = f"{reverse('access:locked')}?{urlencode({'next': then})}"
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": url})
    return redirect(url)
