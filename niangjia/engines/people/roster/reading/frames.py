"""What child and parent say to each other: JSON, each piece with its length before it.

JSON, because the child may have fallen to what it parsed: nothing that it sends can be more than data. Rows go in a
form of their own, a list instead of an object, which is read by its types and several times quicker.
"""

from __future__ import annotations

import json
import struct
from datetime import date, datetime
from math import isfinite
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Line = tuple[int, list[Any], list[int]]

LENGTH = struct.Struct(">I")
LARGEST = 64 << 20  # bytes of a frame
LIST = b"["  # what a frame of rows begins with


class TooMuch(Exception):
    """The content does not fit into a frame."""


class Rows(msgspec.Struct, array_like=True):
    """Lines: number, cells, columns of formulas. Days stand apart, by line and column: JSON has none."""

    lines: list[tuple[int, list[str | int | float | bool | None], list[int]]]
    days: list[tuple[int, int, date]]
    times: list[tuple[int, int, datetime]]


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Rows)


def pack(content: Any) -> bytes:
    """A frame. Raises TooMuch, and ValueError for numbers that are none."""
    body = json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=_dated).encode()
    return _framed(body)


def pack_rows(lines: Sequence[Line]) -> bytes:
    """A frame of rows. Raises as `pack`."""
    days: list[tuple[int, int, date]] = []
    times: list[tuple[int, int, datetime]] = []
    for at, (_number, cells, _formulas) in enumerate(lines):
        for column, cell in enumerate(cells):
            kind = type(cell)
            if kind is str:
                continue
            if kind is float:
                if not isfinite(cell):
                    raise ValueError("no number")
            elif kind is datetime:
                times.append((at, column, cell))
                cells[column] = None
            elif kind is date:
                days.append((at, column, cell))
                cells[column] = None
    return _framed(_encoder.encode((lines, days, times)))


def _framed(body: bytes) -> bytes:
    if len(body) > LARGEST:
        raise TooMuch
    return LENGTH.pack(len(body)) + body


def _dated(value: object) -> dict[str, str]:
    if isinstance(value, datetime):
        return {"t": value.isoformat()}
    if isinstance(value, date):
        return {"d": value.isoformat()}
    raise TypeError(type(value).__name__)


def unpack(read: Callable[[int], bytes]) -> Any:
    """The next frame's content, {"rows": lines} for rows; None at the end. Raises ValueError for what is no frame."""
    head = read(LENGTH.size)
    if not head:
        return None
    if len(head) < LENGTH.size or LENGTH.unpack(head)[0] > LARGEST:
        raise ValueError("no frame")
    size: int = LENGTH.unpack(head)[0]
    body = read(size)
    if len(body) < size:
        raise ValueError("the frame was cut off")
    return {"rows": _lines(body)} if body.startswith(LIST) else json.loads(body, object_hook=_undated)


def _lines(body: bytes) -> list[Any]:
    """Raises ValueError (msgspec's is one), IndexError."""
    found = _decoder.decode(body)
    lines: list[Any] = found.lines
    for at, column, day in (*found.days, *found.times):
        lines[at][1][column] = day
    return lines


def _undated(value: dict[str, Any]) -> Any:
    if len(value) == 1:
        if "d" in value:
            return date.fromisoformat(value["d"])
        if "t" in value:
            return datetime.fromisoformat(value["t"])
    return value
