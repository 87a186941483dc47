"""Lists as PostgreSQL reads arrays: written at once as text, which is several times quicker than value by value."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

NULL = "NULL"


def plain_array(values: Iterable[object]) -> str:
    """Numbers, days, truth values; None is NULL."""
    return "{" + ",".join([NULL if value is None else str(value) for value in values]) + "}"


def text_array(values: Sequence[str]) -> str:
    """Texts, with whatever signs are in them."""
    if not values:
        return "{}"
    text = '","'.join(values)
    if "\\" in text or text.count('"') != 2 * (len(values) - 1):
        text = '","'.join([value.replace("\\", "\\\\").replace('"', '\\"') for value in values])
    return '{"' + text + '"}'


def bytes_array(values: Sequence[bytes]) -> str:
    """Bytes."""
    return '{"' + '","'.join(["\\\\x" + value.hex() for value in values]) + '"}' if values else "{}"
