"""Limits on how often something may happen, as rows of the database, so that they hold across all web workers."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection

from niangjia.foundation.clock import now

if TYPE_CHECKING:
    from datetime import timedelta

# One statement, so that two workers never both see the last free place. A window that is over starts anew.
COUNT = """
    INSERT INTO limits_tally (key, started, ends, count) VALUES (%(key)s, %(now)s, %(ends)s, 1)
    ON CONFLICT (key) DO UPDATE SET
        count = CASE WHEN limits_tally.ends <= %(now)s THEN 1 ELSE limits_tally.count + 1 END,
        started = CASE WHEN limits_tally.ends <= %(now)s THEN %(now)s ELSE limits_tally.started END,
        ends = CASE WHEN limits_tally.ends <= %(now)s THEN %(ends)s ELSE limits_tally.ends END
    RETURNING count
"""


@dataclass(frozen=True)
class Limit:
    """At most `most` times for one subject within `per` of the first; `name` keeps limits apart."""

    name: str
    most: int
    per: timedelta

    def count(self, subject: str) -> bool:
        """Count one more time for the subject; whether it was still within the limit."""
        moment = now()
        with connection.cursor() as cursor:
            cursor.execute(COUNT, {"key": self._key(subject), "now": moment, "ends": moment + self.per})
            return int(cursor.fetchone()[0]) <= self.most

    def reached(self, subject: str) -> bool:
        """Whether the subject has used up the limit, without counting."""
        from .models import Tally

        return Tally.objects.filter(key=self._key(subject), ends__gt=now(), count__gte=self.most).exists()

    def forget(self, subject: str) -> None:
        """Let the subject begin anew."""
        from .models import Tally

        Tally.objects.filter(key=self._key(subject)).delete()

    def _key(self, subject: str) -> bytes:
        # Keyed, so that nobody reads an address or a phone number out of the table by trying them all.
        return hashlib.blake2b(
            f"{self.name}\0{subject}".encode(), key=settings.SECRET_KEY.encode()[:64], digest_size=32
        ).digest()
