"""Whose data may be read: set once per request, job or command, inside its transaction.

Two nets hold it. Managers of persons' tables raise without a scope; row-level security of the app's database role
shows no row outside it, also to bulk SQL. The settings below live as long as the transaction, so that a connection
that a pooler hands on carries nothing over.

A scope holds for the numbering of places of which its ranges are; when it begins and when it ends it raises
Renumbered if another one holds, so that whatever was read or compared in between counts for nothing.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection
from psycopg.pq import TransactionStatus

from .numbering import Renumbered
from .reach import NOWHERE, Reach

if TYPE_CHECKING:
    from collections.abc import Iterator


class NoScope(Exception):
    """Persons were asked for without a scope, or a scope was opened outside a transaction: a slip of the code."""


@dataclass(frozen=True)
class Scope:
    """Unions as a reach, and the one person whose own record is meant.

    A reach that notes no numbering is taken for one of this moment: for whoever keeps others from changing it.
    """

    reach: Reach = NOWHERE
    person_id: int | None = None


_current: ContextVar[Scope | None] = ContextVar("scope", default=None)
# Answers which numbering holds, and which held before this transaction itself changed it (None if it did not).
SET = """
    SELECT access_numbering_now(), nullif(current_setting('niangjia.renumbered', true), '')::bigint,
        set_config('niangjia.reach', %s, true), set_config('niangjia.person', %s, true),
        set_config('niangjia.numbering', coalesce(%s, access_numbering_now())::text, true)
"""


def current_scope() -> Scope:
    """The scope that holds here. Raises NoScope."""
    scope = _current.get()
    if scope is None:
        raise NoScope("persons are read inside in_scope(…) only")
    return scope


@contextmanager
def in_scope(scope: Scope) -> Iterator[Scope]:
    """Let the scope hold for the block, and the former one again after it.

    Raises NoScope outside a transaction, Renumbered if the places were numbered anew meanwhile, whatever the block
    raised: it may have come of that.
    """
    if not connection.in_atomic_block:
        raise NoScope("a scope is set inside a transaction")
    before = _current.get()
    token = _current.set(scope)
    try:
        _begin(scope)
        yield scope
    finally:
        _current.reset(token)
        if _listens():
            _end(scope, before or Scope())


def verify() -> None:
    """Raises Renumbered if the scope that holds here is past; for who answers an exception inside the scope."""
    if (scope := _current.get()) and _listens():
        _end(scope, scope)


def _listens() -> bool:
    """After an error the transaction takes no more statements, and forgets the settings by itself."""
    if connection.needs_rollback or not connection.in_atomic_block or connection.connection is None:
        return False
    return bool(connection.connection.info.transaction_status != TransactionStatus.INERROR)


def _begin(scope: Scope) -> None:
    holds, _own = _tell(scope)
    if scope.reach.numbering not in (None, holds):
        raise Renumbered


def _end(scope: Scope, then: Scope) -> None:
    """What this transaction changed itself is no reason to do it again: nobody else can have come in between."""
    holds, own = _tell(then)
    noted = scope.reach.numbering
    if noted not in (None, holds) and (own is None or noted < own):
        raise Renumbered


def _tell(scope: Scope) -> tuple[int, int | None]:
    with connection.cursor() as cursor:
        settings = [scope.reach.multirange(), str(scope.person_id or ""), scope.reach.numbering]
        cursor.execute(SET, settings)
        holds, own, *_set = cursor.fetchone()
    return holds, own
