"""Seals what is final.

Only entries whose transaction comes before the oldest one still running are sealed: nobody can add to those any more,
by however long a transaction, so no entry is ever passed over. What a rolled back transaction wrote is not there.
"""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING

from niangjia.engines.journal.connections import APP, connected, one
from niangjia.engines.journal.places import moved
from niangjia.foundation.clock import now

from . import chain, heads
from .keys import signing_key
from .links import LAST_ID, Kind, Link, Mark, micros
from .rows import leaves_of

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from niangjia.engines.journal.connections import Connection

logger = logging.getLogger(__name__)
MOST = 20_000  # entries under one seal: what checking holds in memory
# The first gives this transaction its number, so that every one that begins later comes after it.
HERE = "SELECT journal_position(pg_current_xact_id())"
HORIZON = "SELECT journal_position(pg_snapshot_xmin(pg_current_snapshot()))"


class NotSettled(Exception):
    """The database came into another cluster; `niangjia migrate` has to be run before anything is sealed."""


def seal(*, seconds: float = 20.0) -> int:
    """Seal all that is final, for so many seconds at most; answers how many entries were sealed.

    Works on a connection of its own; seals are committed one by one and made known outside at the end. Any number of
    processes may call it at once. Raises NotSettled, OtherKey and KeyFileError.
    """
    until, count = time.monotonic() + seconds, 0
    with connected(APP) as connection:
        if moved(connection):
            raise NotSettled
        newest = chain.last(connection)
        key = signing_key(create=newest is None)
        if newest is None:
            heads.begin_first()
        while (done := _seal_some(connection, key)) == MOST and time.monotonic() < until:
            count += done
        make_known(connection)
    return count + done


def _seal_some(connection: Connection, key: Ed25519PrivateKey) -> int:
    """Add one seal, if there is anything to seal."""
    with connection.transaction():
        before = chain.end(connection)
        at = micros(now())
        mark = Mark(int(one(connection, HERE)[0]), at)
        newest, horizon = before[0], int(one(connection, HORIZON)[0])
        final = (horizon - 1, LAST_ID)
        found = leaves_of(connection, after=newest.upto, upto=final, limit=MOST)
        if found.number:
            upto = final if found.number < MOST else found.last
            quiet = heads.read_quiet()
            if quiet and not newest.mark.place < quiet.place < mark.place:
                quiet = None  # older than the last seal, or of what a restore undid
            made = Link(0, Kind.SEAL, "", upto, found.number, "", mark, "", "", quiet=quiet)
            chain.add(connection, key, before, made, found.content)
    if (
        not found.number and horizon == mark.place
    ):  # with an older one running, this would hide when its entries began
        heads.write_quiet(mark)
    return found.number


def make_known(connection: Connection) -> bool:
    """Bring the head and the log outside up to the chain; whether they fit to it.

    If they do not (the chain is shorter than what was made known, or another one), they stay as they are: they are
    the evidence, until somebody accepts the chain as it is (`accept_chain`).
    """
    with heads.alone(), connection.transaction():
        if not fits(connection):
            logger.error("journal: the chain does not go on from what is known outside the database; run the proof")
            return False
        known = heads.last_logged()
        if newest := heads.append(chain.links(connection, after=known.number if known else 0)):
            heads.write_head(newest)
    return True


def fits(connection: Connection) -> bool:
    """Whether the chain goes on from what was made known last: a quick look, the proof looks at all."""
    try:
        known = heads.last_logged()
    except ValueError:
        return False
    if known is None:
        return heads.log_path().exists()
    found = chain.stored(connection, known.number)
    return found is not None and found.hash == known.hash
