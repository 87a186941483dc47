"""The rows of an uploaded file, read and checked. A stream stays open between the chunks of its job."""

from __future__ import annotations

import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from niangjia.engines.people.unions.models import Level
from niangjia.foundation.clock import today

from .apart import Order
from .feeding import checked_apart, checked_rows
from .mapping import columns_of, layout_of
from .plain import plain_file
from .uploading import write_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from tempfile import _TemporaryFileWrapper
    from uuid import UUID

    from niangjia.engines.people.roster.models import Roster

    from .rows import Staged

IDLE = 90.0  # seconds after which a stream that nobody reads is closed
LARGE = 3 << 20  # bytes from which on a process of its own is worth its beginning


def for_one_union(roster: Roster) -> bool:
    """Whether rows may leave the union out."""
    return roster.union.level >= Level.BASE


@dataclass(eq=False)
class Stream:
    """A file being read: the rows behind row `at` come next."""

    key: tuple[UUID, int]
    rows: Iterator[list[Staged]]
    file: _TemporaryFileWrapper[bytes]
    at: int
    closing: threading.Timer | None = None

    def take(self, count: int) -> list[Staged]:
        """About so many rows, [] at the end. Raises Unreadable."""
        taken: list[Staged] = []
        while len(taken) < count and (batch := next(self.rows, None)) is not None:
            taken += batch
        if taken:
            self.at = taken[-1].number
        return taken

    def close(self) -> None:
        try:
            with suppress(OSError):
                self.rows.close()  # type: ignore[attr-defined]
        finally:
            _close(self.file)


_open: dict[tuple[UUID, int], Stream] = {}
_lock = threading.Lock()


def stream_of(roster: Roster, after: int) -> Stream:
    """The stream at that row: the one that the chunk before left open, or a new one."""
    key = roster.pk, roster.round
    with _lock:
        found = _open.pop(key, None)
    if found and found.closing:
        found.closing.cancel()
    if found and found.at == after:
        return found
    if found:
        found.close()
    return _begun(roster, after)


def leave_open(stream: Stream) -> None:
    """Let the next chunk go on with it; if none comes it closes by itself."""
    stream.closing = threading.Timer(IDLE, _expire, [stream])
    stream.closing.daemon = True
    with _lock:
        other = _open.get(stream.key)  # of somebody who read the same list at the same time
        _open[stream.key] = stream
    stream.closing.start()
    if other:
        other.close()


def _expire(stream: Stream) -> None:
    with _lock:
        mine = _open.get(stream.key) is stream and _open.pop(stream.key)
    if mine:
        stream.close()


def _begun(roster: Roster, after: int) -> Stream:
    file = plain_file(roster.file_name)  # the stream closes it
    try:
        write_file(roster, file)
        rows = _staged(roster, Path(file.name), max(after, roster.heading))
    except BaseException:
        _close(file)
        raise
    return Stream((roster.pk, roster.round), rows, file, after)


def _close(file: _TemporaryFileWrapper[bytes]) -> None:
    with suppress(OSError):  # somebody deleted it: no fault
        file.close()


def _staged(roster: Roster, path: Path, after: int) -> Iterator[list[Staged]]:
    layout = layout_of(roster)
    order = Order(
        str(path), roster.sheet, after, columns_of(roster), today(), for_one_union(roster), tuple(roster.titles),
        layout.readings if layout else None,
    )  # fmt: skip
    return checked_apart(order) if roster.size > LARGE else checked_rows(order)
