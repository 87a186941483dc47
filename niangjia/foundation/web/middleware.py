"""What every request and every answer gets, beside what Django's own middleware does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import translation
from django.utils.cache import patch_vary_headers

from .errors import maintenance
from .preferences import read_language
from .request_id import RequestIdFilter, current, new_request_id

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    Handler = Callable[[HttpRequest], HttpResponse]

__all__ = [
    "LanguageMiddleware",
    "MaintenanceMiddleware",
    "RequestIdFilter",
    "RequestIdMiddleware",
    "SecureHeadersMiddleware",
]

# Django's SecurityMiddleware has no setting for these. The camera is for papers and codes, the place for stations.
HEADERS = {
    "Permissions-Policy": "camera=(self), geolocation=(self), microphone=(), payment=(), usb=(), browsing-topics=()",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class RequestIdMiddleware:
    """Sets `request.request_id` and the header X-Request-Id. First in the list, so that every log line has it.

    A number sent from outside is not taken over: logs are to be trusted. Traceless requests (traceless.py) get none.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if getattr(request, "traceless", False):
            return self.get_response(request)
        request_id = new_request_id()
        request.request_id = request_id  # type: ignore[attr-defined]
        token = current.set(request_id)
        try:
            response = self.get_response(request)
        finally:
            current.reset(token)
        response["X-Request-Id"] = request_id
        return response


class MaintenanceMiddleware:
    """Answers with the maintenance page as long as a file `maintenance` stands in the house's home.

    Watchers still get /healthz. After the language's middleware, so that the page speaks the reader's language.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path != "/healthz" and (settings.HOUSE.home / "maintenance").exists():
            return maintenance(request)
        return self.get_response(request)


class LanguageMiddleware:
    """Speaks the language of the cookie, else the platform's own."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = read_language(request)
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.get_response(request)
        patch_vary_headers(response, ("Cookie",))
        response.headers.setdefault("Content-Language", language)
        return response


class SecureHeadersMiddleware:
    """Adds HEADERS; keeps what is shown to a session out of every cache, the browser's back button included."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        # By the cookie and not by the actor: asking for the actor may need the database that has just failed.
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            response.headers.setdefault("Cache-Control", "no-store, private")
        return response
