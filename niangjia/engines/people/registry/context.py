"""Where the desk's search field leads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from niangjia.engines.people.permissions import SEE

if TYPE_CHECKING:
    from django.http import HttpRequest


def search(request: HttpRequest) -> dict[str, Any]:
    """`search_url` for the desk's frame, which takes a POST with `q`; empty for who may see nobody's record."""
    return {"search_url": SimpleLazyObject(lambda: _search_of(request))}


def _search_of(request: HttpRequest) -> str:
    actor = getattr(request, "actor", None)  # missing when the error came before it was known
    return reverse("people:search") if actor is not None and actor.may(SEE) else ""
