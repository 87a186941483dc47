"""What a file belongs to: a type and an id as text, without a foreign key, as the journal's subjects."""

from __future__ import annotations

import re
from typing import NamedTuple, Protocol

from django.db.models import Model

TYPE = re.compile(r"[a-z][a-z_]*\.[a-z][a-z_]*")


class Pointing(Protocol):
    """What points as the journal's subjects do."""

    @property
    def type(self) -> str: ...
    @property
    def key(self) -> str: ...


class About(NamedTuple):
    """`type` is a model's label in small letters ("matters.matter"), `id` its key as text."""

    type: str
    id: str

    @classmethod
    def of(cls, thing: Model | Pointing | About) -> About:
        """What a saved row, or a subject of the journal, is. Raises ValueError for others."""
        if isinstance(thing, About):
            return thing
        if not isinstance(thing, Model):
            return cls(thing.type, thing.key)
        if thing.pk is None:
            raise ValueError(f"{thing._meta.label}: only a saved row has files")
        model = thing._meta.concrete_model or type(thing)
        return cls(model._meta.label_lower, str(thing.pk))
