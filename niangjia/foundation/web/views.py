"""Pages that belong to the frames themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from .errors import csrf_failure
from .preferences import PreferencesForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

__all__ = ["csrf_failure", "preferences"]


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """Appearance, size of text, language: shown as a page, kept by POST, which leads back to `next`."""
    back = _safe_next(request)
    if request.method != "POST":
        return render(request, "web/preferences.html", {"next": back})
    form = PreferencesForm(request.POST)
    if not form.is_valid():
        return render(request, "web/preferences.html", {"next": back, "form": form}, status=422)
    response = redirect(back)
    form.keep(response)
    return response


def _safe_next(request: HttpRequest) -> str:
    asked = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    return asked if safe else "/"
