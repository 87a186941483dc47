"""Whoever keeps what happens with files, told by a floor above (the journal)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from niangjia.foundation.access.actor import Actor

    from .models import Attachment

ADDED, REMOVED, OPENED = "added", "removed", "opened"
Note: TypeAlias = "Callable[[Actor, str, Attachment, int | None], None]"
_notes: list[Note] = []


def noted_by(note: Note) -> Note:
    """Register who keeps it: actor, ADDED, REMOVED or OPENED (of a sealed one), the file, the union's id."""
    _notes.append(note)
    return note


def note(actor: Actor, what: str, attachment: Attachment, union: int | None) -> None:
    """Let whoever keeps it know; inside the transaction of what happened."""
    for keep in _notes:
        keep(actor, what, attachment, union)
