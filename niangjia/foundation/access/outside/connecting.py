"""Which outside sign-ins are offered here, and which of them an account has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse

from .models import OutsideIdentity

if TYPE_CHECKING:
    from niangjia.foundation.access.models import Account


@dataclass(frozen=True)
class WayOutside:
    """An outside sign-in: what people call it, where it begins (by POST), whether the account has it."""

    title: str
    url: str
    connected: bool = False


def ways_outside(account: Account | None = None) -> list[WayOutside]:
    """Those that the settings name."""
    rows = OutsideIdentity.objects.filter(account=account) if account else OutsideIdentity.objects.none()
    had = set(rows.values_list("provider", flat=True))
    return [
        WayOutside(title, reverse(route, kwargs=arguments), provider in had)
        for provider, (title, route, arguments) in settings.WAYS_OUTSIDE.items()
    ]
