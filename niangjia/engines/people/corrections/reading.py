"""What a person has asked for and the union has not decided on yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection

if TYPE_CHECKING:
    from datetime import datetime

OPEN = "SELECT made FROM people_correction WHERE person_id = %s AND state = 'open'"


def asked_since(person: int) -> datetime | None:
    """When the open request was made, of which a person has one at most."""
    with connection.cursor() as cursor:  # by hand: everybody's first page asks this
        cursor.execute(OPEN, [person])
        row = cursor.fetchone()
    return row[0] if row else None
