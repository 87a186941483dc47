"""Whoever points to persons says here what becomes of the rows when two records become one, or one is erased.

    moves_with_person("people.post", "person")                      # point to the record that stays
    moves_with_person("relief.household", "head", how=join_them)    # or say how

A test fails for a relation of which nobody has said it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import StrEnum

from django.apps import apps
from django.db import models

from .models import Person

How = Callable[[Person, Person], int]
Forget = Callable[[Person], object]


class Fate(StrEnum):
    """What becomes of rows when the person is erased."""

    KEPT = "kept"
    DELETED = "deleted"
    UNLINKED = "unlinked"


@dataclass(frozen=True)
class Relation:
    """A field that points to persons. `how` moves the rows from the second person to the first, and counts them;
    `forget` blanks what stands in the rows themselves when the person is erased.
    """

    model: str
    field: str
    how: How
    erased: Fate
    forget: Forget | None = None

    @property
    def name(self) -> str:
        return f"{self.model}.{self.field}"

    @property
    def of_register(self) -> bool:
        """Whether the rows are the register's own: what others keep is not for everybody who sees the record."""
        return self.model.startswith("people.")

    def rows(self, person: Person) -> models.QuerySet[models.Model]:
        """The rows that point to the person."""
        return _pointing_to(self.model, self.field, person)

    def erase(self, person: Person) -> None:
        """Do with the rows what is to be done when the person is erased."""
        if self.forget is not None:
            self.forget(person)
        if self.erased is Fate.DELETED:
            self.rows(person).delete()
        elif self.erased is Fate.UNLINKED:
            self.rows(person).update(**{self.field: None})


def _pointing_to(model: str, field: str, person: Person) -> models.QuerySet[models.Model]:
    rows: models.QuerySet[models.Model] = apps.get_model(model)._default_manager.filter(**{field: person})
    return rows


_relations: dict[str, Relation] = {}


def moves_with_person(
    model: str, field: str, how: How | None = None, *, erased: Fate = Fate.KEPT, forget: Forget | None = None
) -> None:
    """Say of a model ("app.model") and its field what moves. Raises ValueError if that was said otherwise already.

    `how` may read both persons, who are locked, and raises NotPossible if the two can't become one.
    """
    relation = Relation(model, field, how or _pointing(model, field), erased, forget)
    if relation.name in _relations:
        raise ValueError(f"{relation.name} is registered twice")
    _relations[relation.name] = relation


def _pointing(model: str, field: str) -> How:
    """The plain way: the rows point to the record that stays."""

    def how(keep: Person, lose: Person) -> int:
        return _pointing_to(model, field, lose).update(**{field: keep})

    return how


_before_persons: list[Callable[[Collection[int]], object]] = []


def held_before_persons(function: Callable[[Collection[int]], object]) -> Callable[[Collection[int]], object]:
    """Register one that locks rows which others lock before they turn to their persons; also as a decorator."""
    if function not in _before_persons:
        _before_persons.append(function)
    return function


def hold_before_persons(ids: Collection[int]) -> None:
    """Lock what comes before persons; whoever moves or unlinks what points to them begins with it."""
    for function in _before_persons:
        function(ids)


_before_erasing: list[Callable[[Person], object]] = []


def before_erasing(function: Callable[[Person], object]) -> Callable[[Person], object]:
    """Register one that empties what names a person without pointing to the record; also as a decorator.

    Called before anything of the record is gone.
    """
    if function not in _before_erasing:
        _before_erasing.append(function)
    return function


def forget_unlinked(person: Person) -> None:
    """Call them."""
    for function in _before_erasing:
        function(person)


def relations() -> list[Relation]:
    """Every relation, in the order in which they were registered."""
    return list(_relations.values())


def unregistered() -> set[str]:
    """Relations to persons of which nobody said how they move."""
    found = {
        f"{relation.related_model._meta.label_lower}.{relation.field.name}"
        for relation in Person._meta.get_fields(include_hidden=True)
        if isinstance(relation, models.ForeignObjectRel) and not isinstance(relation.related_model, str)
    }
    return found - _relations.keys()
