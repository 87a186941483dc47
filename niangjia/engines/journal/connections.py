"""Connections of the journal's own, beside the one that a request or a job works on.

Sealing commits on its own account, and proving needs a snapshot of its own: neither fits into the transaction of
whoever asks for it.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.db import connections
from psycopg import IsolationLevel

if TYPE_CHECKING:
    from collections.abc import Iterator

    import psycopg

    Connection = psycopg.Connection[tuple[Any, ...]]

APP, OWNER = "default", "owner"


class NoOwner(Exception):
    """The tables' owner is needed, and this process does not know how to be it (DATABASE_OWNER_URL)."""


@contextmanager
def connected(alias: str) -> Iterator[Connection]:
    """A connection of that role, closed afterwards; every statement commits unless inside `transaction()`.

    Raises NoOwner if there is no such role here.
    """
    if alias not in connections:
        raise NoOwner
    database = connections[alias]
    connection: Connection = database.get_new_connection(database.get_connection_params())
    try:
        connection.autocommit = True
        connection.isolation_level = IsolationLevel.READ_COMMITTED  # whatever the server's default is
        yield connection
    finally:
        connection.close()


@contextmanager
def snapshot() -> Iterator[Connection]:
    """A connection of the app's role inside a transaction that sees one moment and can change nothing.

    Errors of the database come as Django's, as from any other query.
    """
    with connections[APP].wrap_database_errors, connected(APP) as connection:
        connection.isolation_level, connection.read_only = IsolationLevel.REPEATABLE_READ, True
        with connection.transaction():
            yield connection


@contextmanager
def at_hand() -> Iterator[Connection]:
    """The connection that the request or job works on, for quick questions: no further one is opened for them."""
    database = connections[APP]
    with database.wrap_database_errors:
        database.ensure_connection()
        yield database.connection


def one(connection: Connection, query: Any, given: Any = None) -> tuple[Any, ...]:
    """The one row that the query gives. Raises LookupError without one."""
    row = connection.execute(query, given).fetchone()
    if row is None:
        raise LookupError("the query gave no row")
    return row
