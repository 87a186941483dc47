"""The frame of every action on a person: locked, in a fit state, the totals kept."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from niangjia.engines.people.refusals import NotPossible
from niangjia.engines.people.totals.keeping import counts_of, shift
from niangjia.foundation.clock import now

from .models import Person

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from django.db import models

OVER = (Person.State.MERGED, Person.State.ERASED)


def _locked() -> models.QuerySet[Person]:
    # Not against rows that only point to the person.
    return Person.objects.select_for_update(no_key=True)


def lock_persons(ids: Collection[int]) -> list[Person]:
    """Lock the persons inside the scope, in the order in which all do, so that nobody waits in a circle.

    Batches begin with this.
    """
    return list(_locked().filter(pk__in=ids).order_by("pk"))


@contextmanager
def changing(*persons: Person) -> Iterator[None]:
    """Change persons in the block: these very objects are locked, and as the database has them when it begins.

    At its end the totals are brought to what holds then. Raises NotPossible for records that are over, and
    Person.DoesNotExist outside the scope.
    """
    for person in sorted(persons, key=lambda person: person.pk):
        person.refresh_from_db(from_queryset=_locked())
        if person.state in OVER:
            raise NotPossible(_("This record was merged or erased."))
    before = counts_of(persons)
    yield
    for person in persons:  # whatever was changed by way of other objects
        person.refresh_from_db()
    shift(before, counts_of(persons))


def store(person: Person, fields: Iterable[str]) -> None:
    """Save these fields, and when it was."""
    person.changed = now()
    person.save(update_fields=[*fields, "changed"])
