"""Which numbering of the places holds, so that ranges of one are never held against places of another.

Whoever numbers the places anew raises the number in the same transaction. Rights are read together with it in one
statement, and a scope looks at it when it begins and when it ends (scope.py); in between row-level security looks,
once for each statement. What began before is undone and done again: docs/decisions/0006-numbering-of-places.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from django.db import OperationalError, connection
from psycopg.errors import SerializationFailure

if TYPE_CHECKING:
    from collections.abc import Callable

    T = TypeVar("T")

TRIES = 3  # of a request, or of a job's chunk, before its error is told
# `niangjia.renumbered` is what held before this transaction's own first change. Until it ends nobody else can make
# one: the row is locked.
RAISE = """
    WITH raised AS (
        INSERT INTO access_numbering (id, number) VALUES (1, 1)
        ON CONFLICT (id) DO UPDATE SET number = access_numbering.number + 1 RETURNING number
    )
    SELECT set_config(
        'niangjia.renumbered',
        coalesce(nullif(current_setting('niangjia.renumbered', true), ''), (number - 1)::text),
        true
    ) FROM raised
"""


class Renumbered(Exception):
    """The places were numbered anew since the rights were read; nothing may be committed or shown."""


def raise_number() -> None:
    """Say that places changed; in the transaction that changed them."""
    with connection.cursor() as cursor:
        cursor.execute(RAISE)


def to_do_again(error: BaseException) -> bool:
    """Whether the error says that the same would succeed if it were done again from the start."""
    if isinstance(error, OperationalError):  # row-level security noticed it first
        return isinstance(error.__cause__, SerializationFailure)
    return isinstance(error, Renumbered)


def again(work: Callable[[], T], prepare: Callable[[], object] = lambda: None) -> T:
    """Do the work, which is a transaction of its own; once or twice more, each after `prepare`, if places changed."""
    for _try in range(TRIES - 1):
        try:
            return work()
        except Exception as error:
            if not to_do_again(error):
                raise
        prepare()
    return work()
