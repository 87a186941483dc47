"""How the journal is doing: a quick look, for the system page and the doctor. `sealing.proof` looks at everything."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from niangjia.foundation.clock import now, today
from niangjia.foundation.keys import KeyFileError
from niangjia.foundation.readings import Health, Reading, source_of_readings

from .connections import at_hand
from .months import months
from .places import moved
from .sealing import chain
from .sealing.keys import key_path, name_of, signing_key
from .sealing.links import NOTHING, moment_of
from .sealing.sealer import fits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .connections import Connection
    from .sealing.links import Link

LATE = timedelta(minutes=15)
OPEN = """
    SELECT (extract(epoch FROM time) * 1000000)::bigint FROM journal_entry
    WHERE (position, id) > (%s, %s) ORDER BY position, id LIMIT 1
"""


@source_of_readings
def journal_readings() -> Iterator[Reading]:
    """Sealing, key, head, months, cluster."""
    with at_hand() as connection:
        newest = chain.last(connection)
        link = newest.link() if newest else None
        yield _sealing(connection, link)
        yield from _key(link)
        yield from _head(connection, link)
        yield _months(connection)
        if moved(connection):
            hint = _("Run `niangjia migrate` before anything is written.")
            value = _("the database is in another one now")
            yield Reading("journal.cluster", _("cluster of the journal"), value, Health.BAD, hint)


def _sealing(connection: Connection, link: Link | None) -> Reading:
    title = _("sealing of the journal")
    oldest = connection.execute(OPEN, link.upto if link else NOTHING).fetchone()
    if oldest and moment_of(oldest[0]) < now() - LATE:
        value = _("not sealed since %(moment)s") % {"moment": f"{moment_of(oldest[0]):%Y-%m-%d %H:%M}"}
        hint = _("A transaction has been open for very long, or the job worker does not run.")
        return Reading("journal.sealing", title, value, Health.WARN, hint)
    if link is None:
        return Reading("journal.sealing", title, _("nothing yet"))
    words = {"count": f"{link.number:,}", "moment": f"{moment_of(link.mark.at):%Y-%m-%d %H:%M}"}
    return Reading("journal.sealing", title, _("%(count)s seals, the last of %(moment)s") % words)


def _key(link: Link | None) -> Iterator[Reading]:
    if link is None:
        return
    title, hint = _("key of the journal"), _("Put the key file that belongs to this database in place.")
    try:
        if name_of(signing_key().public_key()) != link.key:
            yield Reading("journal.key", title, _("another one: %(path)s") % {"path": key_path()}, Health.BAD, hint)
    except KeyFileError as error:
        yield Reading("journal.key", title, str(error), Health.BAD, hint)


def _head(connection: Connection, link: Link | None) -> Iterator[Reading]:
    if link is None or fits(connection):
        return
    value = _("the seals do not fit to what is known of them outside the database")
    hint = _("After a restore: `niangjia journal accept --reason …`. Otherwise call the audit administrator.")
    yield Reading("journal.head", _("seals of the journal"), value, Health.BAD, hint)


def _months(connection: Connection) -> Reading:
    ready = sum(month > today() for month in months(connection))
    hint = "" if ready else _("Run `niangjia migrate`, or give the worker DATABASE_OWNER_URL. Nothing is lost.")
    return Reading(
        "journal.months", _("months ready for the journal"), str(ready), Health.GOOD if ready else Health.WARN, hint
    )
