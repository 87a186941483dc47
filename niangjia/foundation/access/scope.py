"""Whose data may be read: set once per request, job or command, inside its transaction.

Two nets hold it. Managers of persons' tables raise without a scope; row-level security of the app's database role
shows no row outside it, also to bulk SQL. The settings below live as long as the transaction, so that a connection
that a pooler hands on carries nothing over.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection
from psycopg.pq import TransactionStatus

from .reach import NOWHERE, Reach

if TYPE_CHECKING:
    from collections.abc import Iterator


class NoScope(Exception):
    """Persons were asked for without a scope, or a scope was opened outside a transaction: a slip of the code."""


@dataclass(frozen=True)
class Scope:
    """Unions as a reach, and the one person whose own record is meant."""

    reach: Reach = NOWHERE
    person_id: int | None = None


_current: ContextVar[Scope | None] = ContextVar("scope", default=None)
SET = "SELECT set_config('niangjia.reach', %s, true), set_config('niangjia.person', %s, true)"


def current_scope() -> Scope:
    """The scope that holds here. Raises NoScope."""
    scope = _current.get()
    if scope is None:
        raise NoScope("persons are read inside in_scope(…) only")
    return scope


@contextmanager
def in_scope(scope: Scope) -> Iterator[Scope]:
    """Let the scope hold for the block, and the former one again after it. Raises NoScope outside a transaction."""
    if not connection.in_atomic_block:
        raise NoScope("a scope is set inside a transaction")
    before = _current.get()
    token = _current.set(scope)
    _tell(scope)
    try:
        yield scope
    finally:
        _current.reset(token)
        if _listens():
            _tell(before or Scope())


def _listens() -> bool:
    """After an error the transaction takes no more statements, and forgets the settings by itself."""
    if connection.needs_rollback or not connection.in_atomic_block or connection.connection is None:
        return False
    return bool(connection.connection.info.transaction_status != TransactionStatus.INERROR)


def _tell(scope: Scope) -> None:
    with connection.cursor() as cursor:
        cursor.execute(SET, [scope.reach.multirange(), str(scope.person_id or "")])
