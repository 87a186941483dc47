"""Whether a code of six digits is, or ever was, a region of GB/T 2260."""

from __future__ import annotations

from functools import lru_cache

from stdnum import numdb


@lru_cache(maxsize=10_000)
def known_region(code: str) -> bool:
    """Whether the list of present and former regions knows `code`. A reason for a doubt, never for a refusal: the
    list lacks lawful old codes."""
    parts = numdb.get("cn/loc").info(code)
    return len(parts) > 1 and bool(parts[-1][1])
