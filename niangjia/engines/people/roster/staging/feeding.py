"""Reading and checking a large file in a process of its own, so that both cores work on it.

The process has no part in the database: it is given the file's place and what the columns hold, and hands back rows.
"""

from __future__ import annotations

from contextlib import suppress
from multiprocessing import get_context
from pathlib import Path
from queue import Empty, Full, Queue
from threading import Event, Thread
from typing import TYPE_CHECKING

from niangjia.engines.people.roster import columns, reading
from niangjia.foundation.lifeline import be_parent

from .apart import BATCH, CODE, DIED, Order, serve
from .rows import Outcome, Staged, kept_cells, unpacked_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from multiprocessing.connection import Connection

    from niangjia.engines.people.roster.shapes import Checked, Row

AHEAD = 12  # batches that may wait to be taken
LOOK_EVERY = 0.5  # seconds


class ReaderDied(Exception):
    """The process that read was killed: no fault of the file, the job tries again."""


def checked_rows(order: Order, begun: Iterator[list[Row]] | None = None) -> Iterator[list[Staged]]:
    """The rows of the file, read and checked, right here; `begun` is the reading, if it is at work already.

    Raises Unreadable.
    """
    check = columns.checker(
        order.mapping, today=order.today, default_union=order.default_union, titles=order.titles, words=order.words
    )
    for batch in begun or reading.rows_of(Path(order.path), order.sheet, order.after, BATCH):
        if rows := list(_checked(check, batch)):
            yield rows


def _checked(check: Callable[[Row], Checked | None], batch: Sequence[Row]) -> Iterator[Staged]:
    for row in batch:
        if (found := check(row)) is None:
            continue
        if found.errors:
            yield Staged(
                found.number, Outcome.REJECTED, found.values, errors=found.errors, warnings=found.warnings,
                formulas=found.formulas, raw=kept_cells(row.cells),
            )  # fmt: skip
        else:
            yield Staged(found.number, Outcome.NEW, found.values, warnings=found.warnings, formulas=found.formulas)


def checked_apart(order: Order) -> Iterator[list[Staged]]:
    """As `checked_rows`, by another process, which is at work when this returns; closing the iterator ends it.

    Raises Unreadable.
    """
    rows = _apart(order)
    next(rows)
    return rows


def _apart(order: Order) -> Iterator[list[Staged]]:
    """Nothing at first, as soon as the process is there; then the rows."""
    be_parent()
    context = get_context("spawn")  # a fork would share this process's connections and threads
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=serve, args=(order, theirs), name="roster", daemon=False)
    process.start()
    theirs.close()
    waiting: Queue[bytes | None] = Queue(AHEAD)
    over = Event()
    listener = Thread(target=_listen, args=(ours, waiting, over), name="roster", daemon=True)
    listener.start()
    try:
        yield []
        while (message := waiting.get()) is not None:
            if message == DIED:
                raise ReaderDied
            if message[:1] == CODE:
                raise reading.Unreadable(message[1:].decode())
            yield unpacked_rows(message[1:])
    finally:
        over.set()
        process.terminate()
        process.join()
        listener.join()
        ours.close()


def _listen(pipe: Connection, waiting: Queue[bytes | None], over: Event) -> None:
    """Take what comes, ahead of who uses it. A process that ends without a word has died."""
    try:
        while message := pipe.recv_bytes():
            _put(waiting, message, over)
        _put(waiting, None, over)
    except (EOFError, OSError):
        _put(waiting, DIED, over)


def _put(waiting: Queue[bytes | None], message: bytes | None, over: Event) -> None:
    while not over.is_set():
        with suppress(Full):
            waiting.put(message, timeout=LOOK_EVERY)
            return
    with suppress(Empty):
        waiting.get_nowait()
