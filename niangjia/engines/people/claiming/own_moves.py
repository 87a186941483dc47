"""What becomes of words and notes when two records become one: they were about one of two, and go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from niangjia.engines.people.persons.moving import Fate, moves_with_person

from .models import ClaimNote, Vouch

if TYPE_CHECKING:
    from niangjia.engines.people.persons.models import Person


def _vouches(keep: Person, lose: Person) -> int:
    return Vouch.objects.filter(person=lose).delete()[0]


def _notes(keep: Person, lose: Person) -> int:
    said = set(ClaimNote.objects.filter(person=keep, settled=None).values_list("says", flat=True))
    ClaimNote.objects.filter(person=lose, settled=None, says__in=said).delete()
    return ClaimNote.objects.filter(person=lose).update(person=keep)


moves_with_person("people.vouch", "person", _vouches, erased=Fate.DELETED)
moves_with_person("people.claimnote", "person", _notes, erased=Fate.DELETED)
