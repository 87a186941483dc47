"""What the process that reads a large file begins with: nothing is loaded here before it is set up."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import django

from niangjia.foundation.lifeline import end_with_parent

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from multiprocessing.connection import Connection

BATCH = 1_000  # rows
ROWS, CODE, DIED = b"r", b"c", b"d"  # what a message begins with


class Order(NamedTuple):
    """What is to be read and how it is understood; it goes to another process."""

    path: str
    sheet: str
    after: int
    mapping: Mapping[int, str]
    today: date
    default_union: bool
    titles: Sequence[str]
    words: Mapping[str, Mapping[str, str]] | None


def serve(order: Order, pipe: Connection) -> None:
    """Send the rows that were ordered, then an empty message; or why the file can't be read."""
    end_with_parent()
    from niangjia.engines.people.roster import reading

    try:
        # A large workbook takes seconds until its first row is there: that long Django is set up.
        begun = reading.begin_rows(Path(order.path), order.sheet, order.after, BATCH)
        django.setup()
        from .calm import calm
        from .feeding import checked_rows
        from .rows import packed_rows

        with calm():
            for rows in checked_rows(order, begun):
                pipe.send_bytes(ROWS + packed_rows(rows))
    except reading.Unreadable as error:
        pipe.send_bytes(CODE + error.code.encode())
    pipe.send_bytes(b"")
