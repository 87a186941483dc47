"""Who may see the scans of answers: who handles concerns in that very union. They are sealed, and stay."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404
from django.urls import reverse

from niangjia.foundation.access.actor import Refused
from niangjia.foundation.attachments import Guard, register_guard

from .acts import require_reader
from .models import Letter

if TYPE_CHECKING:
    from niangjia.foundation.access.actor import Actor


def _letter(key: str) -> Letter:
    try:
        found = Letter.objects.select_related("union", "matter__bypassed").filter(pk=UUID(key)).first()
    except ValueError:
        found = None
    if found is None:
        raise Http404
    return found


def see(actor: Actor, key: str) -> None:
    """Raises Http404."""
    try:
        require_reader(actor, _letter(key))
    except Refused:
        raise Http404 from None


register_guard(
    "concerns.letter",
    Guard(
        see=see,
        sealed=lambda key: True,
        page=lambda actor, key: reverse("concerns:letter", args=[key]),
        union=lambda key: _letter(key).union_id,
    ),
)
