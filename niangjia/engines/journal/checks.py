"""What must hold before the house serves: that entries find their place after a restore."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.checks import CheckMessage, Critical, register
from django.db import DatabaseError, connection

from .places import MOVED

if TYPE_CHECKING:
    from collections.abc import Sequence


@register("production")
def journal_is_settled(*, databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Entries that are written before could not be told from ones that were slipped in."""
    if not databases:
        return []
    try:
        with connection.cursor() as cursor:
            cursor.execute(MOVED)
            (moved,) = cursor.fetchone()
    except DatabaseError:  # before the first migration there is nothing to settle
        return []
    hint = "Run `niangjia migrate` before anything is written."
    return (
        [Critical("The journal came into another database cluster.", hint=hint, id="journal.C001")] if moved else []
    )
