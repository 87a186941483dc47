"""The child's main: takes an order, answers in frames, ends with "end" or a reason."""

from __future__ import annotations

import json
import os
import sys
import zipfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from niangjia.engines.people.roster.reading.frames import TooMuch, pack, pack_rows

from . import beside, limits
from .guard import first_word, tie_hands
from .kinds import kind_of
from .refusing import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

HEAD = 1 << 13  # bytes that tell the kind


def main() -> None:
    """Never raises: whatever happens in here is told as a reason, or ends the process."""
    beside.stand_ready()
    tie_hands()
    order = json.loads(sys.stdin.buffer.read())
    try:
        for frame in _answers(order):
            _write(frame)
        _say({"end": True})
    except Refused as refused:
        _say({"refused": refused.code})
    except (MemoryError, TooMuch):
        _say({"refused": "too_large"})
    except BrokenPipeError:
        os._exit(0)  # nobody listens any more
    except (zipfile.BadZipFile, zlib.error, KeyError, EOFError, NotImplementedError, UnicodeError):
        _say({"refused": "damaged"})
    except BaseException as error:  # noqa: BLE001 - also panics of the library
        _say({"refused": "too_large" if "capacity overflow" in str(error) else "damaged"})
    os._exit(0)  # without taking a gigabyte apart piece by piece


def _say(content: dict[str, Any]) -> None:
    _write(pack(content))


def _write(frame: bytes) -> None:
    rest = memoryview(frame)
    first_word()
    while rest:
        rest = rest[os.write(1, rest) :]


def _answers(order: dict[str, Any]) -> Iterator[bytes]:
    path = Path(order["path"])
    kind = _kind(path)
    if order["do"] == "look":
        yield pack(_look(kind, path))
    else:
        yield from _batches(kind, path, order)


def _kind(path: Path) -> str:
    if path.stat().st_size > limits.FILE:
        raise Refused("too_large")
    with path.open("rb") as file:
        return kind_of(file.read(HEAD))


def _look(kind: str, path: Path) -> dict[str, Any]:
    if kind == "text":
        from . import texts

        return texts.look_into(path)
    from . import books

    return books.look_into_package(path) if kind == "zip" else books.look_into_ole(path)


def _lines(kind: str, path: Path, sheet: str) -> Iterator[tuple[int, list[Any], list[int]]]:
    if kind == "text":
        from . import texts

        return texts.rows_of(path)
    from . import books

    return books.rows_of_package(path, sheet) if kind == "zip" else books.rows_of_ole(path, sheet)


def _batches(kind: str, path: Path, order: dict[str, Any]) -> Iterator[bytes]:
    batch: list[tuple[int, list[Any], list[int]]] = []
    after, size = int(order["after"]), int(order["batch"])
    for line in _lines(kind, path, order["sheet"]):
        if len(line[1]) > limits.COLUMNS:
            raise Refused("too_wide")
        if line[0] > after:
            batch.append(line)
        if len(batch) >= size:
            yield pack_rows(batch)
            batch = []
    if batch:
        yield pack_rows(batch)
