"""Candidates stand in the order of the strokes of their surnames, as ballot papers are printed in China.

By the number of strokes of each character of the name; of equally many, by the character's own place. (The order of
the kinds of strokes, 横竖撇点折, is not known here: among equal numbers people may wish another order.)
"""

from __future__ import annotations

from strokes import strokes  # type: ignore[import-untyped]

UNCOUNTED = 99  # a character of which nobody has counted the strokes comes last


def by_strokes(name: str) -> tuple[tuple[int, str], ...]:
    """A key to sort names by."""
    return tuple((int(strokes(character)) or UNCOUNTED, character) for character in name)
