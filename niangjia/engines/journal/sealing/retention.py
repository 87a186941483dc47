"""Lets entries go when their time is over, seal by seal, and signs what went.

Nothing goes that was not checked first: where an entry of a seal is damaged, retention stops, so that it never takes
away the traces. An entry's months count from its time and from its seal, whichever is later.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from typing import TYPE_CHECKING

from niangjia.engines.journal.codes import LEAST_MONTHS, kept_months, least_kept
from niangjia.engines.journal.connections import OWNER, connected, one
from niangjia.engines.journal.months import drop_oldest, months_after
from niangjia.foundation.clock import SHANGHAI, now, today

from . import chain
from .contents import Broken, Contents, first_of, harm_to
from .keys import signing_key
from .links import NOTHING, Kind, Link, Mark, micros
from .report import Harm
from .rows import packed_ids, rows
from .sealer import HERE, make_known

if TYPE_CHECKING:
    from datetime import date

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from niangjia.engines.journal.connections import Connection

    from .chain import Stored
    from .links import Place
    from .rows import Row

AT_ONCE = 20  # seals in one go
REMOVE = """
    DELETE FROM journal_entry
    WHERE (position, id) > (%s, %s) AND (position, id) <= (%s, %s) AND id = ANY(%s)
"""
FORGET = "UPDATE journal_seal SET leaves = '' WHERE number = %(number)s OR closes = %(number)s"


@dataclass(frozen=True)
class Gone:
    """How far retention came: the last link that it looked at (None: no more are old enough), and how many entries
    went in this go."""

    seal: int | None
    count: int


def remove_expired(*, after: int = 0) -> Gone:
    """Remove what is over in the next seals after that number; each seal is a transaction of its own.

    Raises NoOwner, KeyFileError, and Broken where a seal is damaged.
    """
    key, count, number = signing_key(), 0, after
    with connected(OWNER) as connection:
        while number < after + AT_ONCE and (link := _old_link(connection, number + 1)):
            number += 1
            if link.kind is Kind.SEAL:
                count += _remove(connection, key, number)
        more = _old_link(connection, number + 1) is not None
        make_known(connection)
    return Gone(number if more else None, count)


def drop_empty_months() -> list[date]:
    """Drop the oldest months of which nothing is left; answers which.

    Raises NoOwner, and LockNotAvailable (psycopg) when others hold the table for more than a few seconds.
    """
    with connected(OWNER) as connection:
        return drop_oldest(connection, before=months_after(today(), -LEAST_MONTHS))


def _old_link(connection: Connection, number: int) -> Link | None:
    """The link of that number, if it is so old that entries of its time can be over."""
    least, stored = least_kept(), chain.stored(connection, number)
    if least is None or stored is None:
        return None
    link = stored.link()
    return link if link.mark.at < _over(least) else None


def _remove(connection: Connection, key: Ed25519PrivateKey, number: int) -> int:
    """Check the seal, remove what is over in it, and close it; answers how many entries went."""
    with connection.transaction():
        end = chain.end(connection)
        contents, stored = Contents(connection, key.public_key()), chain.stored(connection, number)
        link = contents.believed(stored, number)
        if stored is None or not stored.leaves:
            return 0  # nothing is left of it
        since = contents.believed(chain.stored(connection, number - 1), number - 1).upto if number > 1 else NOTHING
        there = _checked(connection, contents, stored, link, since)
        gone = [row.id for row in there if _is_over(row, link)]
        if gone:
            _delete(connection, gone, since, link.upto)
            whole = len(gone) == len(there)
            mark = Mark(int(one(connection, HERE)[0]), micros(now()))
            closing = Link(0, Kind.CLOSING, "", end[0].upto, len(gone), "", mark, "", "", closes=number, whole=whole)
            chain.add(connection, key, end, closing, b"" if whole else packed_ids(gone))
            if whole:
                connection.execute(FORGET, {"number": number})
    return len(gone)


def _checked(connection: Connection, contents: Contents, stored: Stored, link: Link, since: Place) -> list[Row]:
    """The entries that are left of the seal, all of them as they were. Raises Broken."""
    expected = contents.of_seal(stored, link)
    there = list(rows(connection, after=since, upto=link.upto, limit=link.count + 1))
    for row in there:
        if harm := harm_to(row, expected):
            raise Broken(harm, link.number, row.id)
    if expected:
        raise Broken(Harm.REMOVED, link.number, first_of(expected))
    return there


def _is_over(row: Row, link: Link) -> bool:
    months = kept_months(row.code)
    return months is not None and max(row.at, link.mark.at) < _over(months)


def _over(months: int) -> int:
    """The moment before which entries that are kept so long are over: the beginning of a month, in microseconds."""
    return micros(datetime.combine(months_after(today(), -months), time(), SHANGHAI))


def _delete(connection: Connection, gone: list[int], since: Place, upto: Place) -> None:
    done = connection.execute(REMOVE, (*since, *upto, gone))
    if done.rowcount != len(gone):
        raise RuntimeError("other entries than the expected ones went; nothing is done")
