"""The one statement that puts messages into the database, for one person or for half a million."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.db import connection

from niangjia.engines.notices.kinds import Channel
from niangjia.engines.people.consents.purposes import MESSAGES
from niangjia.foundation.clock import now

from .models import Notice, State

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from niangjia.engines.notices.kinds import Kind
    from niangjia.engines.people.models import Union

# To whom of p it goes on which of the channels: on the platform to all; by SMS to who consented, as people knows; by
# e-mail and WeChat where an address was given. Then the choice for the kind counts, else what is usual. What is legal
# goes by SMS in any case. Asked for all at once, so that half a million people cost no look-up each.
WANTED = """
    SELECT p.id AS person_id, 1::smallint AS channel FROM p WHERE 1 = ANY(%(channels)s::smallint[])
    UNION ALL
    SELECT c.person_id, c.channel FROM (
        SELECT p.id AS person_id, 2::smallint AS channel FROM p
        WHERE 2 = ANY(%(channels)s::smallint[]) AND %(legal)s
        UNION ALL
        SELECT a.id, 2::smallint
        FROM people_consented(%(purpose)s, %(digest)s, (SELECT array_agg(p.id) FROM p)) AS a (id)
        WHERE 2 = ANY(%(channels)s::smallint[]) AND NOT %(legal)s
        UNION ALL
        SELECT g.person_id, g.channel FROM notices_choice g JOIN p ON p.id = g.person_id
        WHERE g.kind = '' AND g.wanted AND g.channel > 2 AND g.channel = ANY(%(channels)s::smallint[])
    ) c
    WHERE %(legal)s OR coalesce(
        (SELECT s.wanted FROM notices_choice s
         WHERE s.person_id = c.person_id AND s.kind = %(kind)s AND s.channel = c.channel),
        c.channel = ANY(%(usual)s::smallint[]))
"""
# What is on the platform has arrived when the row is there; the rest waits for its first try.
ADD = """
    WITH p AS MATERIALIZED ({persons}), added AS (
        INSERT INTO notices_message (created, notice_id, person_id, channel, state, not_before, delivered)
        SELECT %(created)s, %(notice)s, w.person_id, w.channel,
               CASE WHEN w.channel = 1 THEN %(delivered)s ELSE %(queued)s END,
               CASE WHEN w.channel <> 1 THEN %(now)s END, CASE WHEN w.channel = 1 THEN %(now)s END
        FROM ({wanted}) w
        ON CONFLICT (notice_id, person_id, channel, created) DO NOTHING
    )
    SELECT count(*), max(id) FROM p
"""
WANTS = "WITH p AS (SELECT %(person)s::bigint AS id) SELECT EXISTS (SELECT 1 FROM ({wanted}) w)"


def values_of(kind: Kind) -> dict[str, Any]:
    """The parameters of WANTED."""
    return {
        "kind": kind.key,
        "legal": kind.legal,
        "usual": [int(channel) for channel in kind.channels],
        "purpose": MESSAGES.key,
        "digest": MESSAGES.digest,
    }


def add_messages(
    notice: Notice,
    kind: Kind,
    persons: str,
    parameters: Mapping[str, Any],
    *,
    channels: Sequence[Channel] | None = None,
) -> tuple[int, int | None]:
    """Add the messages of a notice to the persons that a query gives as `id`, where they are not there already.

    Answers how many persons the query gave, and the highest id. `channels` narrows those that come into
    question, which are all that the kind has words for.
    """
    possible = kind.texts if channels is None else channels
    values = {
        **values_of(kind),
        "created": notice.created,
        "notice": notice.pk,
        "now": now(),
        "delivered": State.DELIVERED.value,
        "queued": State.QUEUED.value,
        "channels": [int(channel) for channel in possible],
        **parameters,
    }
    with connection.cursor() as cursor:
        cursor.execute(ADD.format(persons=persons, wanted=WANTED), values)
        count, last = cursor.fetchone()
    return int(count), last


def wants(person: int, kind: Kind, channel: int) -> bool:
    """Whether the person wants such a message on that channel, at this moment."""
    with connection.cursor() as cursor:
        cursor.execute(WANTS.format(wanted=WANTED), {**values_of(kind), "person": person, "channels": [channel]})
        return bool(cursor.fetchone()[0])


def claim_notice(
    kind: Kind, key: str, *, account: int | None, union: Union | None, variables: Mapping[str, str]
) -> Notice:
    """The notice of that key, made now unless somebody made it before. Raises ValueError if it is of another kind."""
    fresh = Notice(key=key, kind=kind.key, union=union, account_id=account, variables=json.dumps(dict(variables)))
    Notice.objects.bulk_create([fresh], ignore_conflicts=True)  # waits for whoever is making it at this moment
    notice = Notice.objects.get(key=key)
    if notice.kind != kind.key:
        raise ValueError(f"the key {key!r} is that of a notice of another kind")
    return notice
