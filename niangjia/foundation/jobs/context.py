from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.functional import SimpleLazyObject

if TYPE_CHECKING:
    from django.http import HttpRequest


def jobs(request: HttpRequest) -> dict[str, Any]:
    """`jobs_url` for the desk's frame: where it asks for the link to "my jobs"; empty for who is not signed in."""
    return {"jobs_url": SimpleLazyObject(lambda: _badge_of(request))}


def _badge_of(request: HttpRequest) -> str:
    actor = getattr(request, "actor", None)  # missing when the error came before it was known
    return reverse("jobs:badge") if actor is not None and actor.signed_in else ""
