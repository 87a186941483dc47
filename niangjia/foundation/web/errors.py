"""What is answered when something is wrong. None of these pages shows data."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.debug import ExceptionReporter

from .preferences import read_preferences

if TYPE_CHECKING:
    from django.http import HttpRequest

log = logging.getLogger(__name__)

# For when not even the template can be rendered, e.g. before the static files were collected.
PLAIN = """<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>系统出错了</title>
<h1>系统出错了</h1><p>请稍后再试。如需帮助，请告知工作人员编号：{request_id}</p>
<p lang="en">Something went wrong. Please try again later. Number: {request_id}</p></html>"""


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400; without context processors, for the request can't be trusted."""
    return HttpResponse(_standalone(request, "400.html"), status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403 with the reason, which is a sentence for people."""
    return render(request, "403.html", {"reason": str(exception)}, status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that did not come from one of our pages, mostly one left open for too long."""
    log.warning("form refused: %s", reason)
    return render(request, "403_csrf.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404. It looks the same whether there is nothing or nothing that one may know of."""
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500; without database and context processors, either of which may be what failed."""
    return HttpResponse(_standalone(request, "500.html"), status=500)


def maintenance(request: HttpRequest, retry_after: int = 600) -> HttpResponse:
    """503 while the platform is being worked on; come back after `retry_after` seconds."""
    body = _standalone(request, "503.html")
    return HttpResponse(body, status=503, headers={"Retry-After": str(retry_after)})


def _standalone(request: HttpRequest, template: str) -> str:
    request_id = getattr(request, "request_id", "-")
    try:
        return render_to_string(template, {"request_id": request_id, "preferences": read_preferences(request)})
    except Exception:  # whatever it is, the person must get a page
        log.exception("the page %s can't be shown", template)
        return PLAIN.format(request_id=request_id)


class QuietReporter(ExceptionReporter):
    """Tells where an error happened, but not with which data: no variables, no form, no cookies."""

    def get_traceback_data(self) -> dict[str, Any]:
        data = super().get_traceback_data()
        for frame in data.get("frames", []):
            frame["vars"] = []
        for name in ("filtered_POST_items", "request_GET_items", "request_FILES_items", "request_COOKIES_items"):
            data[name] = []
        return {**data, "request": None, "request_meta": {}, "user_str": None, "settings": {}}
