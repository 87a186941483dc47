"""Which field a column holds, by its title."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from .fields import FIELDS
from .synonyms import OF_OTHERS, PARTS
from .tidy import plain_title

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

EXACT = {plain_title(word): field.key for field in FIELDS.values() for word in field.synonyms}


def exact_field(title: str) -> str:
    """The field of which a title is a synonym; "" for none."""
    return EXACT.get(plain_title(title), "")


@lru_cache(maxsize=4096)
def guessed_field(title: str) -> str:
    """The field that a title speaks of; "" for none, or for somebody else's data (紧急联系人电话)."""
    plain = plain_title(title)
    if found := EXACT.get(plain):
        return found
    if any(word in plain for word in OF_OTHERS):
        return ""
    parts = title.split(" ")
    if len(parts) > 1 and (found := EXACT.get(plain_title(parts[-1]))):
        return found
    if len(plain) > 20:
        return ""
    return next((field for words, field in PARTS if any(word in plain for word in words)), "")


def guess(
    titles: Sequence[str],
    layout: Iterable[tuple[str, str]] | None = None,
    remembered: Mapping[str, str] | None = None,
) -> dict[int, str]:
    """Which field each column holds (column from 0 -> key of FIELDS); columns that hold none are left out.

    `layout`: (title, field) of its columns; `remembered`: title -> field as somebody corrected it, "" for none. Both
    go before what we think. No field is given twice, but those that repeat.
    """
    said = {plain_title(title): field for title, field in layout or ()}
    said |= {plain_title(title): field for title, field in (remembered or {}).items()}
    found: dict[int, str] = {}
    for way in (lambda title: said.get(plain_title(title)), exact_field, guessed_field):
        for at, title in enumerate(titles):
            field = way(title) if title and at not in found else None
            if field == "" and plain_title(title) in said:
                found[at] = ""  # somebody said that it holds nothing for us
            elif field in FIELDS and (FIELDS[field].repeats or field not in found.values()):
                found[at] = field
    return {at: field for at, field in sorted(found.items()) if field}
