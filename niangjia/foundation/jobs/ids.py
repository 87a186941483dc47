"""What a job may carry: ids and small numbers, so that no personal data stands in the queue, a log or a backup."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

Id = int | UUID
Ids = Mapping[str, Id]
Stored = dict[str, int | str]

# Phone numbers have eleven digits, resident IDs eighteen; no table of ours has so many rows.
TOO_LARGE = 10_000_000_000


class NotAnId(TypeError):
    """A job or its cursor was given something else than ids; the message names the key, never the value."""


def packed(ids: Ids) -> Stored:
    """The ids as they are stored. Raises NotAnId."""
    return {key: _packed(key, value) for key, value in ids.items()}


def unpacked(stored: Stored) -> dict[str, Id]:
    """The ids as a chunk sees them."""
    return {key: UUID(value) if isinstance(value, str) else value for key, value in stored.items()}


def _packed(key: str, value: object) -> int | str:
    if not isinstance(key, str):
        raise NotAnId("the names of a job's ids must be words")
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, bool) or not isinstance(value, int):
        raise NotAnId(
            f"{key}: a job carries ints and UUIDs only, not {type(value).__name__}; store a row, pass its id"
        )
    if abs(value) >= TOO_LARGE:
        raise NotAnId(f"{key}: too large for an id; phone and resident ID numbers have no place in a job")
    return value
