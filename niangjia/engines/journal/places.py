"""The place of a transaction in the order of all transactions, over more than one life of the database.

PostgreSQL counts transactions, and a restored database counts from the beginning again. So the place of an entry is
that count plus a figure which is set anew, above every place that there is, when the database finds itself in
another cluster. Both stand in two functions of the database that only its owner can change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from psycopg import sql

from .connections import one

if TYPE_CHECKING:
    from .connections import Connection

MOVED = "SELECT journal_cluster() <> (SELECT system_identifier::text FROM pg_control_system())"
# Whoever writes holds the table until its transaction ends; after this lock nobody writes by the old figure.
LOCK = "LOCK TABLE journal_entry, journal_seal IN ACCESS EXCLUSIVE MODE"
REACHED = """
    SELECT greatest((SELECT max(position) FROM journal_entry),
                    (SELECT (body::json -> 'upto' ->> 0)::bigint FROM journal_seal ORDER BY number DESC LIMIT 1), 0),
           pg_current_xact_id()::text::bigint, journal_position(pg_current_xact_id()),
           (SELECT system_identifier::text FROM pg_control_system())
"""
SETTLE = """
    CREATE OR REPLACE FUNCTION journal_position(xid8) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE
        RETURN $1::text::bigint + {shift};
    CREATE OR REPLACE FUNCTION journal_cluster() RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
        RETURN {cluster};
"""


def moved(connection: Connection) -> bool:
    """Whether the database has come into another cluster, by a restore or an upgrade, and was not settled yet."""
    return bool(one(connection, MOVED)[0])


def settle(connection: Connection) -> bool:
    """Let the places in this cluster come after all that there are; whether that was needed.

    Takes the owner's connection. Nothing may be written between the restore and this: `niangjia restore` and every
    migration do it, and a house that was not settled does not start.
    """
    if not moved(connection):
        return False
    with connection.transaction():
        connection.execute(LOCK)
        reached, count, place, cluster = one(connection, REACHED)
        # After an upgrade in place the count goes on, and so does the figure.
        shift = place - count if place > reached else reached + 1 - count
        connection.execute(sql.SQL(SETTLE).format(shift=sql.Literal(shift), cluster=sql.Literal(cluster)))
    return True
