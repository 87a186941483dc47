"""When the words of a concern without a name go, so does what was written beside its steps; papers stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from niangjia.services.concerns.models import Held, HeldNote, Part, Press

if TYPE_CHECKING:
    from collections.abc import Iterable


def erase_beside(matters: Iterable[int | None]) -> None:
    """Of these matters: what was asked and answered, reminded of, and noted by leaders."""
    keys = [key for key in matters if key is not None]
    Part.objects.filter(matter__in=keys).update(asks=None, answer=None)
    Press.objects.filter(matter__in=keys).update(text=None, reply=None)
    HeldNote.objects.filter(held__matter__in=keys).delete()
    Held.objects.filter(matter__in=keys).update(ending=None)
