"""Entries as the sealing sees them: in the order of their places, each with its digest."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from .links import LAST_ID, NOTHING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from niangjia.engines.journal.connections import Connection

    from .links import Place

ID, DIGEST = 8, 16  # bytes; 128 bits of SHA-256
LEAF = ID + DIGEST
AT_ONCE = 5000
# The line has every column, as text that depends on no setting of the session. It is what the digests are made of:
# a later column makes another form of it, and links say of which form they are.
LINE = """ROW(position, id, micros, actor, account_id, union_id, part_of, code,
               subject_type, subject_id, request_id, data)::text"""
ROWS = f"""
    SELECT position, id, micros, actor IS NULL, code, {LINE}
    FROM journal_entry, LATERAL (SELECT (extract(epoch FROM time) * 1000000)::bigint AS micros) AS exact
    WHERE (position, id) > (%s, %s) AND (position, id) <= (%s, %s)
    ORDER BY position, id
"""  # noqa: S608 - LINE stands above
# The leaves of many rows at once, worked out by the database: as `Row.leaf` of each.
LEAVES = f"""
    WITH found AS MATERIALIZED (
        SELECT position, id,
               int8send(id) || substring(sha256(convert_to({LINE}, 'UTF8')) FOR {DIGEST}) AS leaf
        FROM journal_entry, LATERAL (SELECT (extract(epoch FROM time) * 1000000)::bigint AS micros) AS exact
        WHERE (position, id) > (%s, %s) AND (position, id) <= (%s, %s)
        ORDER BY position, id LIMIT %s
    )
    SELECT count(*), coalesce(string_agg(leaf, ''::bytea ORDER BY position, id), ''::bytea),
           max(ARRAY[position, id]) FROM found
"""  # noqa: S608 - as above
EVERYWHERE: Place = (2**63 - 1, LAST_ID)


@dataclass(frozen=True, slots=True)
class Row:
    """An entry; `at` in microseconds since 1970, of anonymous ones the beginning of their day."""

    position: int
    id: int
    at: int
    anonymous: bool
    code: str
    line: str

    @property
    def place(self) -> Place:
        return self.position, self.id

    @property
    def leaf(self) -> bytes:
        """Id and digest."""
        return self.id.to_bytes(ID) + hashlib.sha256(self.line.encode()).digest()[:DIGEST]


def rows(
    connection: Connection, *, after: Place = NOTHING, upto: Place = EVERYWHERE, limit: int | None = None
) -> Iterator[Row]:
    """Stream entries in order, some thousand at once; inside a transaction."""
    query = ROWS if limit is None else f"{ROWS} LIMIT {limit:d}"
    with connection.cursor(name="journal_rows") as cursor:
        cursor.itersize = AT_ONCE
        cursor.execute(query, (*after, *upto))
        for found in cursor:
            yield Row(*found)


class Leaves(NamedTuple):
    """The leaves of so many entries, in order, and the place of the last one."""

    number: int
    content: bytes
    last: Place


def leaves_of(connection: Connection, *, after: Place, upto: Place, limit: int) -> Leaves:
    """The leaves of the first entries after one place up to and with another."""
    with connection.cursor() as cursor:
        cursor.execute(LEAVES, (*after, *upto, limit))
        count, content, last = cursor.fetchone() or (0, b"", None)
    return Leaves(count, bytes(content), (last[0], last[1]) if last else after)


def split(leaves: bytes) -> dict[bytes, bytes]:
    """The digests by id, both as bytes, in order."""
    return {leaves[at : at + ID]: leaves[at + ID : at + LEAF] for at in range(0, len(leaves), LEAF)}


def packed_ids(ids: Iterable[int]) -> bytes:
    """Ids as a closing keeps them."""
    return b"".join(number.to_bytes(ID) for number in ids)


def unpacked_ids(data: bytes) -> Iterator[bytes]:
    """The ids of a closing, each as bytes."""
    return (data[at : at + ID] for at in range(0, len(data), ID))
