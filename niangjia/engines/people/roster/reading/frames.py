"""What child and parent say to each other: JSON, each piece with its length before it.

JSON, because the child may have fallen to what it parsed: nothing that it sends can be more than data.
"""

from __future__ import annotations

import json
import struct
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

LENGTH = struct.Struct(">I")
LARGEST = 64 << 20  # bytes of a frame


class TooMuch(Exception):
    """The content does not fit into a frame."""


def pack(content: Any) -> bytes:
    """A frame. Raises TooMuch, and ValueError for numbers that are none."""
    body = json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=_dated).encode()
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
    """The next frame's content; None at the end. Raises ValueError for what is no frame."""
    head = read(LENGTH.size)
    if not head:
        return None
    if len(head) < LENGTH.size or LENGTH.unpack(head)[0] > LARGEST:
        raise ValueError("no frame")
    size: int = LENGTH.unpack(head)[0]
    body = read(size)
    if len(body) < size:
        raise ValueError("the frame was cut off")
    return json.loads(body, object_hook=_undated)


def _undated(value: dict[str, Any]) -> Any:
    if len(value) == 1:
        if "d" in value:
            return date.fromisoformat(value["d"])
        if "t" in value:
            return datetime.fromisoformat(value["t"])
    return value
