"""The chain in the database: reading its links, adding one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from niangjia.engines.journal.connections import one

from .keys import name_of
from .links import NOTHING, START, Kind, Link, Mark, hash_of, read_link

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from niangjia.engines.journal.connections import Connection

LOCK = "SELECT pg_advisory_xact_lock(7205759404)"  # one process adds at a time; the number means nothing
LAST = "SELECT number, body, signature, ''::bytea, '{}'::bigint[] FROM journal_seal ORDER BY number DESC LIMIT 1"
COLUMNS = """
    SELECT number, body, signature, leaves,
           ARRAY(SELECT closing.number FROM journal_seal closing WHERE closing.closes = link.number ORDER BY 1)
    FROM journal_seal link
"""
LINKS = f"{COLUMNS} WHERE number > %s ORDER BY number"
ONE = f"{COLUMNS} WHERE number = %s"
ADD = "INSERT INTO journal_seal (number, body, signature, leaves, closes) VALUES (%s, %s, %s, %s, %s)"
CLUSTER = "SELECT journal_cluster()"
FIRST = Link(0, Kind.SEAL, "", NOTHING, 0, "", Mark(-1, 0), "", "")  # what comes before the first link


class OtherKey(Exception):
    """The chain was signed with another key than the one in the house's key file."""


@dataclass(frozen=True)
class Stored:
    """A link as it lies in the database, not yet believed. `closings` are the numbers of closings of this seal."""

    number: int
    body: str
    signature: bytes
    leaves: bytes
    closings: list[int]

    @property
    def hash(self) -> str:
        return hash_of(self.body)

    def link(self) -> Link:
        """What it says. Raises ValueError."""
        return read_link(self.body)


def stored(connection: Connection, number: int) -> Stored | None:
    """The link of that number."""
    found = connection.execute(ONE, [number]).fetchone()
    return Stored(*found) if found else None


def last(connection: Connection) -> Stored | None:
    """The newest link, without its digests."""
    found = connection.execute(LAST).fetchone()
    return Stored(*found) if found else None


def links(connection: Connection, *, after: int = 0) -> Iterator[Stored]:
    """Stream the links in order, a few at once since their digests are long; inside a transaction."""
    with connection.cursor(name="journal_links") as cursor:
        cursor.itersize = 20
        cursor.execute(LINKS, [after])
        for found in cursor:
            yield Stored(*found)


def end(connection: Connection) -> tuple[Link, str]:
    """The newest link and its hash, with the chain locked until the transaction ends."""
    connection.execute(LOCK)
    newest = last(connection)
    return (newest.link(), newest.hash) if newest else (FIRST, START)


def add(connection: Connection, key: Ed25519PrivateKey, before: tuple[Link, str], link: Link, leaves: bytes) -> None:
    """Sign and add a link after `before`, which `end` gave in this transaction. Raises OtherKey.

    Number, previous, leaves, key and cluster of `link` are filled in.
    """
    newest, previous = before
    name = name_of(key.public_key())
    if newest.key not in {"", name}:
        raise OtherKey
    (cluster,) = one(connection, CLUSTER)
    whole = replace(
        link, number=newest.number + 1, previous=previous, leaves=hash_of(leaves), key=name, cluster=cluster
    )
    body = whole.body()
    connection.execute(ADD, [whole.number, body, key.sign(body.encode()), leaves, whole.closes])
