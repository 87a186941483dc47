"""Gives numbers: in order without gaps, or secret ones that can't be guessed."""

from __future__ import annotations

import secrets

from django.db import connection
from stdnum import luhn

from niangjia.foundation.clock import today

from .kinds import known

# The row stays locked until the caller's transaction ends: whoever rolls back gives the number back, and the next
# one in the same series waits that long.
NEXT = """
    INSERT INTO numbers_series (kind, owner, year, last) VALUES (%s, %s, %s, 1)
    ON CONFLICT (kind, owner, year) DO UPDATE SET last = numbers_series.last + 1
    RETURNING last
"""

# Crockford's alphabet: no I, L, O, U, so that nothing is misread over the phone.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MISREAD = str.maketrans("ILOU", "110V")
GROUPS, GROUP = 4, 4  # 15 random signs (75 bits) and one that checks


class NoTransaction(Exception):
    """A number was asked for outside a transaction: it could not go back if its bearer failed."""


def next_number(key: str, *, owner: str = "", year: int | None = None) -> str:
    """The next number of a kind, as written; call it inside the transaction of what bears it.

    Raises UnknownNumberKind and NoTransaction.
    """
    kind = known(key)
    if not connection.in_atomic_block:
        raise NoTransaction(key)
    year = year or today().year
    with connection.cursor() as cursor:
        cursor.execute(NEXT, [kind.key, owner, year])
        return kind.written(owner=owner, year=year, number=cursor.fetchone()[0])


def secret_number() -> str:
    """A number that can't be guessed, for receipts: XXXX-XXXX-XXXX-XXXX, its last sign checks the others."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(GROUPS * GROUP - 1))
    signs = body + luhn.calc_check_digit(body, ALPHABET)
    return "-".join(signs[at : at + GROUP] for at in range(0, len(signs), GROUP))


def valid_secret(typed: str) -> str | None:
    """The secret number that somebody typed, however spaced and cased, or None if a sign of it is wrong."""
    signs = "".join(typed.upper().replace("-", " ").split()).translate(MISREAD)
    if len(signs) != GROUPS * GROUP or not luhn.is_valid(signs, ALPHABET):
        return None
    return "-".join(signs[at : at + GROUP] for at in range(0, len(signs), GROUP))
