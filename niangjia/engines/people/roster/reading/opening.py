"""The parent's side: starts a child for each file, hears it, and says in a reason how it ended."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import niangjia
from niangjia.engines.people.roster.shapes import Book, Row, Sheet
from niangjia.foundation.lifeline import PARENT

from .frames import unpack
from .unreadable import Unreadable

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

NONE: frozenset[int] = frozenset()
PATIENCE = 180.0  # seconds without a word
ROOT = str(Path(niangjia.__file__).resolve().parents[1])
# No site, no environment, no folder of the caller: only what is named here.
MAIN = "niangjia.engines.people.roster.reading.inside.child"
CHILD = f"import sys; sys.path[:0] = sys.argv[1:]; from {MAIN} import main; main()"
TOO_SLOW = {signal.SIGXCPU, signal.SIGALRM, signal.SIGKILL}
NO_MEMORY = b"memory"  # what an allocation that failed leaves behind in the child's last words


def look_into(path: Path) -> Book:
    """What a file has in it: cheap, a large sheet is not read to its end. Raises Unreadable."""
    return next(begin_look(path))


def begin_look(path: Path) -> Generator[Book, None, None]:
    """As `look_into`, which is the next that this gives; the child is at work already."""
    looking = _looking({"do": "look", "path": str(path)})
    next(looking)
    return looking


def _looking(order: dict[str, Any]) -> Generator[Book, None, None]:
    """A book without anything as soon as the child has its order; then what was found."""
    with _child(order) as frames:
        yield Book("", ())
        found = next(frames)
        book = Book(found["kind"], tuple(_sheet(told) for told in found["sheets"]), tuple(found["notes"]))
    yield replace(book, sheets=tuple(_judged(sheet) for sheet in book.sheets))


def _sheet(told: dict[str, Any]) -> Sheet:
    merged = tuple((top, left, bottom, right) for top, left, bottom, right in told["merged"])
    return Sheet(told["name"], told["rows"], told["columns"], tuple(told["head"]), merged, hidden=told["hidden"])


def _judged(sheet: Sheet) -> Sheet:
    from niangjia.engines.people.roster.columns import find_heading

    return replace(sheet, explanation=find_heading(sheet.head, sheet.merged) is None)


def rows_of(path: Path, sheet: str, after: int = 0, batch: int = 1000) -> Iterator[list[Row]]:
    """The rows of a sheet behind row `after`, in batches; lines without anything are left out. Raises Unreadable.

    Whoever stops early closes the iterator, which ends the child.
    """
    yield from begin_rows(path, sheet, after, batch)


def begin_rows(path: Path, sheet: str, after: int = 0, batch: int = 1000) -> Iterator[list[Row]]:
    """As `rows_of`; the child is at work as soon as this returns, for who has something else to do meanwhile."""
    rows = _rows({"do": "rows", "path": str(path), "sheet": sheet, "after": after, "batch": batch})
    next(rows)
    return rows


def _rows(order: dict[str, Any]) -> Iterator[list[Row]]:
    """Nothing at first, as soon as the child has its order; then the batches."""
    with _child(order) as frames:
        yield []
        for found in frames:
            yield [
                Row(number, cells, frozenset(marked) if marked else NONE) for number, cells, marked in found["rows"]
            ]


@contextmanager
def _child(order: dict[str, Any]) -> Iterator[Iterator[Any]]:
    """The frames of a child that does what it is told; it is gone when the block ends."""
    with tempfile.TemporaryFile() as last_words:
        process = _start(last_words)
        try:
            _tell(process, json.dumps(order).encode())
            yield _frames(process, last_words)
        except (ValueError, KeyError, IndexError, TypeError, StopIteration):
            raise Unreadable("damaged") from None  # what the child says makes no sense
        finally:
            process.kill()
            for pipe in (process.stdin, process.stdout):
                _close(pipe)
            process.wait()


def _start(last_words: BinaryIO) -> subprocess.Popen[bytes]:
    places = [ROOT, *(place for place in sys.path if place and place != ROOT)]
    return subprocess.Popen(
        [sys.executable, "-I", "-S", "-c", CHILD, *places],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=last_words,
        env={PARENT: str(os.getpid()), "LC_ALL": "C.UTF-8"},
        cwd="/",
        start_new_session=True,
        bufsize=0,
    )


def _close(pipe: Any) -> None:
    try:
        pipe.close()
    except OSError:
        return


def _tell(process: subprocess.Popen[bytes], order: bytes) -> None:
    assert process.stdin  # noqa: S101 - it is a pipe
    with suppress(BrokenPipeError):  # how it ended is asked for by who wants its frames
        process.stdin.write(order)
        process.stdin.close()


def _frames(process: subprocess.Popen[bytes], last_words: BinaryIO) -> Iterator[Any]:
    assert process.stdout  # noqa: S101 - it is a pipe
    reader = _Patient(process.stdout.fileno())
    while (frame := unpack(reader.read)) is not None:
        if "refused" in frame:
            raise _refusal(frame["refused"])
        if "end" in frame:
            return
        yield frame
    raise Unreadable(_how_it_ended(process, last_words))


def _refusal(code: object) -> Unreadable:
    from .reasons import REASONS

    return Unreadable(code if isinstance(code, str) and code in REASONS else "damaged")


class _Patient:
    """Reads from a pipe as long as something comes in time. Raises Unreadable when nothing does."""

    def __init__(self, pipe: int) -> None:
        self._pipe = pipe
        self._poll = select.poll()
        self._poll.register(pipe, select.POLLIN)

    def read(self, size: int) -> bytes:
        """So many bytes, or fewer at the end."""
        parts, until = [], time.monotonic() + PATIENCE
        while size:
            if not self._poll.poll(max(until - time.monotonic(), 0) * 1000):
                raise Unreadable("too_slow")
            part = os.read(self._pipe, min(size, 1 << 20))
            if not part:
                break
            parts.append(part)
            size -= len(part)
        return b"".join(parts)


def _how_it_ended(process: subprocess.Popen[bytes], last_words: BinaryIO) -> str:
    try:
        code = process.wait(timeout=5)
    except subprocess.TimeoutExpired:
        return "too_slow"
    if -code in TOO_SLOW:
        return "too_slow"
    last_words.seek(0)
    return "too_large" if NO_MEMORY in last_words.read(4096).lower() else "damaged"
