"""The end of the chain, kept outside the database: so that it is noticed when its newest links are cut off.

`head.json` is the newest link as it was signed. `heads.log` has a line with number and hash for every link; copy it
to another machine from time to time, and no one here can rewrite the past.
"""

from __future__ import annotations

import fcntl
import json
import os
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, NamedTuple

from django.conf import settings

from .links import Mark, hash_of, read_link

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from .chain import Stored

LONGEST_LINE = 4096


class Logged(NamedTuple):
    """A line of the log."""

    number: int
    hash: str


class Head(NamedTuple):
    """The newest link that was made known outside."""

    body: str
    signature: bytes

    @property
    def number(self) -> int:
        return read_link(self.body).number

    @property
    def hash(self) -> str:
        return hash_of(self.body)


def folder() -> Path:
    """Where heads are kept."""
    path: Path = settings.HOUSE.home / "journal"
    return path


def log_path() -> Path:
    return folder() / "heads.log"


@contextmanager
def alone() -> Iterator[None]:
    """Let one process at a time write heads."""
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder() / ".lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def read_head() -> Head | None:
    """The head, None if there is none. Raises ValueError for a file that is none."""
    try:
        said = json.loads((folder() / "head.json").read_text(encoding="utf-8"))
        head = Head(said["body"], bytes.fromhex(said["signature"]))
    except FileNotFoundError:
        return None
    except (KeyError, TypeError, AttributeError):
        raise ValueError("head.json is damaged") from None
    return head if head.number else None


def write_head(newest: Stored) -> None:
    """Put the head in place; a reader sees the one before or this one, never half of it."""
    _replace("head.json", json.dumps({"body": newest.body, "signature": newest.signature.hex()}, indent=1) + "\n")


def read_quiet() -> Mark | None:
    """When somebody last looked and found nothing to seal."""
    try:
        return Mark(**json.loads((folder() / "quiet.json").read_text(encoding="utf-8")))
    except (FileNotFoundError, ValueError, TypeError):
        return None


def write_quiet(mark: Mark) -> None:
    with alone():
        _replace("quiet.json", json.dumps(asdict(mark)) + "\n")


def logged() -> Iterator[Logged]:
    """The lines of the log, one by one; a last one that a crash cut short is left out. Raises ValueError."""
    try:
        file = log_path().open(encoding="utf-8")
    except FileNotFoundError:
        return
    with file:
        for line in file:
            if line.endswith("\n") and not line.startswith("#"):
                number, hash_ = line.split()
                yield Logged(int(number), hash_)


def last_logged() -> Logged | None:
    """The last whole line. Raises ValueError."""
    try:
        with log_path().open("rb") as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - LONGEST_LINE))
            lines = file.read().decode().split("\n")[:-1]
    except FileNotFoundError:
        return None
    if not lines or lines[-1].startswith("#"):
        return None
    number, hash_ = lines[-1].split()
    return Logged(int(number), hash_)


def append(links: Iterable[Stored]) -> Stored | None:
    """Add a line for each link, after mending a last line that a crash cut short; answers the last link."""
    newest = None
    with log_path().open("a+b") as file:
        file.truncate(_whole(file.seek(0, os.SEEK_END)))
        for newest in links:
            file.write(f"{newest.number} {newest.hash}\n".encode())
        file.flush()
        os.fsync(file.fileno())
    return newest


def begin_first() -> None:
    """Have a log before there is a first link, so that a missing one always means that it was lost."""
    with alone():
        if not log_path().exists():
            begin_log()


def begin_log(remark: str = "") -> None:
    """Begin a log, and set an old one aside under a name of its own."""
    if log_path().exists():
        number = 1
        while (aside := folder() / f"heads.{number}.log").exists():
            number += 1
        log_path().rename(aside)
    log_path().write_text(f"# {' '.join(remark.split())}\n" if remark else "", encoding="utf-8")


def _whole(size: int) -> int:
    """How long the log is up to the end of its last whole line."""
    with log_path().open("rb") as file:
        at = max(0, size - LONGEST_LINE)
        file.seek(at)
        return at + file.read().rfind(b"\n") + 1


def _replace(name: str, text: str) -> None:
    """Only while `alone`: the draft has one name."""
    draft = folder() / f".{name}.new"
    with draft.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(folder() / name)
    handle = os.open(folder(), os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
