"""What engines and services above add to the copy of one's own data that the portal makes.

    adds_to_own_copy(Section("joining", _("Requests to join"), rows_of))     # rows_of(person) -> plain values

Called in the person's own scope; numbers stand in full, for the copy is handed to nobody else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from .models import Person

Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class Section:
    """A part of the copy. `rows` gives name -> text for each entry; days and moments as ISO 8601."""

    key: str
    title: str | _StrPromise
    rows: Callable[[Person], Rows]


_sections: dict[str, Section] = {}


def adds_to_own_copy(section: Section) -> Section:
    """Register a section. Raises ValueError for a key that is taken."""
    if _sections.setdefault(section.key, section) is not section:
        raise ValueError(f"section {section.key!r} is there already")
    return section


def own_copy_sections() -> list[Section]:
    """All sections that were added, in the order of registration."""
    return list(_sections.values())
