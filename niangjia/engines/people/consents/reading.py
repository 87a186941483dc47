"""Whether somebody agreed: asked at the moment of use, never remembered.

Statements over many persons ask the database's own `people_consented(purpose, digest, ids)`, which answers with ids
past the scope.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .models import Consent
from .purposes import Purpose, purposes
from .purposes import purpose as purpose_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from niangjia.engines.people.persons.models import Person


def has_consented(person_id: int, purpose: str) -> bool:
    """Whether the person agrees now to the purpose as it is worded now. Raises UnknownPurpose."""
    return person_id in who_consented([person_id], purpose)


def who_consented(person_ids: Iterable[int], purpose: str) -> set[int]:
    """Those of the persons, inside the scope, who agree now to the purpose as worded now. Raises UnknownPurpose."""
    digest = purpose_of(purpose).digest
    found = Consent.objects.filter(person__in=person_ids, purpose=purpose, digest=digest, withdrawn=None)
    return set(found.values_list("person_id", flat=True))


@dataclass(frozen=True)
class Standing:
    """A purpose and how somebody stands to it. `outdated`: agreed to former words, so it must be asked anew."""

    purpose: Purpose
    given: datetime | None
    outdated: bool

    @property
    def holds(self) -> bool:
        return self.given is not None and not self.outdated


def standings(person: Person) -> list[Standing]:
    """Every purpose and how the person stands to it, in one query; one that comes up on occasion once given."""
    living = {row.purpose: row for row in Consent.objects.filter(person=person, withdrawn=None)}
    asked = (purpose for purpose in purposes() if purpose.key in living or not purpose.on_occasion)
    return [_standing(purpose, living.get(purpose.key)) for purpose in asked]


def _standing(purpose: Purpose, row: Consent | None) -> Standing:
    return Standing(purpose, row.given if row else None, bool(row and row.digest != purpose.digest))
