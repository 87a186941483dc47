from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.shortcuts import resolve_url
from django.utils.functional import SimpleLazyObject

from .preferences import TEXTS, THEMES, read_preferences

if TYPE_CHECKING:
    from django.http import HttpRequest


def preferences(request: HttpRequest) -> dict[str, Any]:
    """What the frames need of everyone: `preferences`, its choices, and where to sign in."""
    return {
        "preferences": read_preferences(request),
        "preference_choices": {"theme": THEMES, "text": TEXTS, "language": settings.LANGUAGES},
        "sign_in_url": SimpleLazyObject(lambda: resolve_url(settings.LOGIN_URL)),
        "request_id": getattr(request, "request_id", ""),
    }
