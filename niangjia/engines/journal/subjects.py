"""What an entry is about: a type and an id, without a foreign key, so that it outlives what it points at."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from django.db.models import Model

TYPE = re.compile(r"[a-z][a-z_]*\.[a-z][a-z_]*")
LONGEST = 40

_seen: set[str] = set()  # types that are written rightly: there are few


@dataclass(frozen=True, slots=True)
class Subject:
    """`type` is a model's label in small letters ("people.person"), `id` its key. Raises ValueError for others."""

    type: str
    id: int | UUID

    def __post_init__(self) -> None:
        if self.type not in _seen:
            if not TYPE.fullmatch(self.type) or len(self.type) > LONGEST:
                raise ValueError(f"subject {self.type!r}: write its type as app.model")
            _seen.add(self.type)
        if type(self.id) is int:
            return
        if isinstance(self.id, bool) or not isinstance(self.id, int | UUID):
            raise ValueError(f"subject {self.type}: its id must be a whole number or a UUID")

    @property
    def key(self) -> str:
        """The id as it is stored: digits, or a UUID of 36 signs."""
        return str(self.id)


def subject_of(thing: Model | Subject) -> Subject:
    """The subject that a saved row is. Raises ValueError for an unsaved one, or a key of another kind."""
    if isinstance(thing, Subject):
        return thing
    model = thing._meta.concrete_model or type(thing)  # a proxy is what it stands for
    return Subject(model._meta.label_lower, thing.pk)
