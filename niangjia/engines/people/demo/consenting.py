"""Who of the invented people agreed to text messages: six in ten of those whose telephone is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from niangjia.engines.people.consents.purposes import MESSAGES

if TYPE_CHECKING:
    from datetime import date

    from django.db.backends.utils import CursorWrapper

CONSENTS = """
    INSERT INTO people_consent (person_id, purpose, version, digest, way, given)
    SELECT DISTINCT person_id, %(purpose)s, %(version)s, %(digest)s, 'online', %(day)s::date
    FROM people_sealeddetail WHERE kind = 'phone' AND person_id %% 10 < 6
"""


def fill_consents(cursor: CursorWrapper, day: date) -> None:
    """Note the consents, as the tables' owner, whom row-level security does not bind."""
    cursor.execute(
        CONSENTS,
        {"purpose": MESSAGES.key, "version": MESSAGES.version, "digest": MESSAGES.digest, "day": day},
    )
