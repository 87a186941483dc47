"""What becomes of an awaited application when two records become one, or one is erased."""

from __future__ import annotations

from typing import TYPE_CHECKING

from niangjia.engines.people.persons.moving import Fate, moves_with_person
from niangjia.engines.people.roster.models import Expected

if TYPE_CHECKING:
    from niangjia.engines.people.persons.models import Person


def _expected(keep: Person, lose: Person) -> int:
    """One is awaited, whoever of the two it was of; none if there is a membership by now."""
    rows = Expected.objects.filter(person=lose)
    if keep.memberships.exists() or Expected.objects.filter(person=keep).exists():
        rows.delete()
        return 0
    return rows.update(person=keep)


moves_with_person("people.expected", "person", _expected, erased=Fate.DELETED)
