"""Pages that are not to know who asks: a service's face names the part of its addresses (`Face.traceless`).

Before anything else sees such a request, all that could lead back is taken off it: address, cookies (so no session,
no account, no device, no language), what the browser says of itself, where it came from. It gets no number, sets no
cookie, and is kept in no cache. Views wear `@traceless`, which also keeps their answers out of the log.

Django's own lines about such a request (a body that was cut off, an error of ours) are held back with their address
and moment; of an error of ours its kind and place are written on a later day, while somebody else is answered. What
fails is answered with 200, as all else there.
"""

from __future__ import annotations

import logging
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_not_required
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters

from niangjia.foundation.clock import today
from niangjia.foundation.faces import faces

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from types import TracebackType

    from django.http import HttpRequest, HttpResponse

    View = Callable[..., HttpResponse]

# What of a request's own words is needed to answer it: to which house it goes, and that its proxy speaks TLS.
NEEDED = frozenset({"HTTP_HOST", "HTTP_X_FORWARDED_PROTO"})
FROM_SENDER = ("HTTP_", "REMOTE_", "SSL_")
FAILED = 400
logger = logging.getLogger(__name__)
_failures: dict[str, date] = {}  # of this process: what failed, and on which day last
HEADERS = {"Cache-Control": "no-store, private", "Referrer-Policy": "no-referrer"}


def prefixes() -> tuple[str, ...]:
    """The beginnings of such addresses."""
    return tuple(f"/{face.key}/{part}" for face in faces() for part in face.traceless)


def forget(meta: dict[str, Any]) -> None:
    """Take off all that the sender's side wrote, in place."""
    for name in [name for name in meta if name.startswith(FROM_SENDER) and name not in NEEDED]:
        del meta[name]
    meta["REMOTE_ADDR"] = ""


class TracelessFilter(logging.Filter):
    """Holds back lines about traceless requests; for every handler of the log."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether it may be written."""
        if not getattr(getattr(record, "request", None), "traceless", False):
            return True
        if record.exc_info and record.exc_info[0] is not None:
            _failures[f"{record.exc_info[0].__name__} at {_place(record.exc_info[2])}"] = today()
        return False


def _place(traceback: TracebackType | None) -> str:
    """The file and line where it was raised."""
    while traceback is not None and traceback.tb_next is not None:
        traceback = traceback.tb_next
    return f"{traceback.tb_frame.f_code.co_filename}:{traceback.tb_lineno}" if traceback else "?"


def tell_failures() -> None:
    """Write down what failed on days before: once each, and at a moment that is somebody else's."""
    for what, day in [(what, day) for what, day in _failures.items() if day < today()]:
        del _failures[what]
        logger.error("a page without a trace failed on %s: %s", day, what)


class TracelessMiddleware:
    """Makes requests to such addresses traceless; the first of the list."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response, self.prefixes = get_response, prefixes()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(self.prefixes):
            if _failures:
                tell_failures()
            return self.get_response(request)
        forget(request.META)
        request.traceless = True  # type: ignore[attr-defined]
        response = self.get_response(request)
        response.cookies.clear()
        if response.status_code >= FAILED:
            response.status_code = 200
        for name, value in HEADERS.items():
            response.headers[name] = value
        return response


def traceless(view: View) -> View:
    """For views under such an address: open to all, without the token in a cookie (they check one of their own), and
    with no line in the log about how they answered."""

    @wraps(view)
    def quiet(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response._has_been_logged = True  # type: ignore[attr-defined]  # Django's own mark; else every 4xx is a line
        return response

    return login_not_required(csrf_exempt(never_cache(sensitive_post_parameters()(quiet))))
