"""Who owns a database, and which server runs: notes that a reused pid can't falsify."""

from __future__ import annotations

import fcntl
import json
import os
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import psutil

from niangjia.foundation.embedded.errors import AlreadyOwnedError
from niangjia.foundation.embedded.watcher import birth, signature, signer

if TYPE_CHECKING:
    from pathlib import Path

    from niangjia.foundation.embedded.places import Places

LEFTOVER_SECONDS = 15.0  # longer than the watcher of a killed owner may hold the lock
DYING_SECONDS = 0.3  # what a killed owner may take to let the lock go
START_TOLERANCE = 5.0  # seconds between the kernel's and PostgreSQL's own idea of its start


@dataclass(frozen=True)
class Record:
    """A started server."""

    pid: int
    birth: str
    socket: str

    @property
    def alive(self) -> bool:
        return birth(self.pid) == self.birth


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner reads, wholly or not at all."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def note(where: Places, pid: int, socket: Path) -> None:
    """Remember the server that was just started."""
    record = Record(pid, birth(pid) or "", str(socket))
    write_private(where.record, json.dumps(asdict(record)))


def noted(where: Places) -> Record | None:
    """The server that was last started, running or not."""
    try:
        return Record(**json.loads(where.record.read_text()))
    except (OSError, ValueError, TypeError):
        return None


def running(where: Places) -> Record | None:
    """The server that runs now, be it still starting."""
    record = noted(where)
    return record if record and record.alive else None


def own(where: Places) -> int:
    """Become the one owner of a database; returns the descriptor that holds the lock until it is closed.

    Waits while the watcher of a killed owner winds up. Raises AlreadyOwnedError if another process owns it.
    """
    lock = os.open(where.lock, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _lock(lock, where)
    except BaseException:
        os.close(lock)
        raise
    os.ftruncate(lock, 0)
    os.pwrite(lock, signature(os.getpid()).encode(), 0)
    return lock


def _lock(lock: int, where: Places) -> None:
    begun = time.monotonic()
    while True:
        with suppress(BlockingIOError):
            return fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        pid = signer(lock)
        if time.monotonic() - begun > (LEFTOVER_SECONDS if pid is None else DYING_SECONDS):
            raise AlreadyOwnedError(where.area, pid)
        time.sleep(0.05)


def owner(where: Places) -> int | None:
    """The process that owns the database, or did so last, if it lives."""
    try:
        lock = os.open(where.lock, os.O_RDONLY)
    except FileNotFoundError:
        return None
    try:
        return signer(lock)
    finally:
        os.close(lock)


def pid_file_lines(where: Places) -> list[str]:
    """PostgreSQL's own note: pid, data, start (epoch seconds), port, socket folder, address, memory, state."""
    try:
        return where.pid_file.read_text().splitlines()
    except OSError:
        return []


def server_by_pid_file(where: Places) -> int | None:
    """The pid in PostgreSQL's own note if that very server lives; None if stale, its pid reused or not."""
    try:
        lines = pid_file_lines(where)
        process = psutil.Process(int(lines[0]))
        same = abs(process.create_time() - int(lines[2])) <= START_TOLERANCE
        return process.pid if same and process.name() == "postgres" and birth(process.pid) else None
    except (IndexError, ValueError, psutil.Error):
        return None


def is_ready(where: Places, pid: int) -> bool:
    """Whether the server with this pid has noted that it takes connections."""
    lines = pid_file_lines(where)
    return len(lines) > 7 and lines[0] == str(pid) and lines[7].strip() == "ready"
