"""What a real instance may not have (run before it serves)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.checks import CheckMessage, Critical, register

if TYPE_CHECKING:
    from collections.abc import Sequence

PRODUCTION = "production"


@register(PRODUCTION)
def no_demo_accounts(*, databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Accounts of the demo have passwords that everybody can read."""
    from .models import Account

    if not databases or not settings.HOUSE.production or not Account.objects.filter(is_demo=True).exists():
        return []
    return [
        Critical("Demo accounts are present.", hint="Start with an empty database.", id="access.C001"),
    ]
