"""Rows that come again as they were: known by a keyed digest, without opening what is sealed of their persons.

When a list enters somebody, the record keeps a digest of all that its row said, whose it is and when the record was
changed last. A row of a later list that gives the same digest says nothing new: every action on a person sets that
moment, and with it the digest holds no more. It is keyed, so that nobody can try values, and with its key it goes:
rows are then compared value by value, as those of persons whom no list entered.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from niangjia.foundation.secrets.house import vault

from .rows import packed_values

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .rows import Staged

KIND = "roster row 1"  # another figure whenever rows are compared in another way
MOST_PHONES = 2  # of a record; more are compared one by one
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
STAMP = 8  # bytes of a moment, as PostgreSQL sends it: microseconds since EPOCH


def stamp_of(moment: datetime) -> bytes:
    """The moment as `timestamptz_send` gives it."""
    return ((moment - EPOCH) // timedelta(microseconds=1)).to_bytes(STAMP, "big", signed=True)


def listed_all(rows: Sequence[tuple[Staged, int]], stamp: bytes) -> list[bytes | None]:
    """What records keep of the rows, given with their new persons, that enter them as members at that moment."""
    fit = [at for at, (row, _person) in enumerate(rows) if _is_fit(row)]
    key, made = vault().digest_columns(KIND, [_text(*rows[at], stamp) for at in fit])[0]
    found: list[bytes | None] = [None] * len(rows)
    for at, digest in zip(fit, made, strict=True):
        found[at] = bytes((key,)) + digest
    return found


def say_the_same(given: Iterable[tuple[Staged, int, bytes]]) -> set[int]:
    """The numbers of the rows, given with their persons and what `people_roster_known` has of these, that say so."""
    rows = list(given)
    said = [_text(row, person, kept[-STAMP:]) for row, person, kept in rows]
    return {
        row.number
        for key, digests in vault().digest_columns(KIND, said)
        for (row, _person, kept), digest in zip(rows, digests, strict=True)
        if kept[0] == key and kept[1:-STAMP] == digest
    }


def _is_fit(row: Staged) -> bool:
    """Whether a row of a member, as soon as it is entered, says nothing but what the record has."""
    values = row.values
    return "documents" in values and len(values.get("phones", ())) <= MOST_PHONES


def _text(row: Staged, person: int, stamp: bytes) -> str:
    """All that the digest tells apart. Any bytes are a text in latin-1, and no two the same."""
    whose = b"%d %d %d " % (person, row.union or 0, row.employer or 0)
    return (stamp + whose + packed_values(row.values)).decode("latin-1")
