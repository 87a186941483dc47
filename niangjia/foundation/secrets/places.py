"""Where a secret belongs: a ciphertext that is moved elsewhere does not open."""

from __future__ import annotations

from typing import NamedTuple

UNIT = "\x1f"  # not in any name of a table or column


class Place(NamedTuple):
    """A table, a column and the owner of the row (an id, written as text)."""

    table: str
    column: str
    owner: int | str

    @property
    def bound(self) -> bytes:
        """What the ciphertext is bound to."""
        return f"{self.table}{UNIT}{self.column}{UNIT}{self.owner}".encode()
