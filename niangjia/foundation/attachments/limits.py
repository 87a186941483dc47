from __future__ import annotations

from dataclasses import dataclass

from .kinds import ALL, FileKind

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """How many files something may have, how large each may be when it comes in (bytes), and of what kinds."""

    most: int = 20
    largest: int = 20 * MEGABYTE
    kinds: frozenset[FileKind] = ALL
