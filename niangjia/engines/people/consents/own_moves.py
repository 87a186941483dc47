"""What becomes of consents when two records become one: what either had taken back stays taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from niangjia.engines.people.persons.moving import Fate, moves_with_person
from niangjia.foundation.clock import now

from .models import Consent

if TYPE_CHECKING:
    from niangjia.engines.people.persons.models import Person


def _consents(keep: Person, lose: Person) -> int:
    had = set(Consent.objects.filter(person=keep).values_list("purpose", flat=True))
    # The staying record's own word goes before that of the other one.
    Consent.objects.filter(person=lose, withdrawn=None, purpose__in=had).update(withdrawn=now())
    return Consent.objects.filter(person=lose).update(person=keep)


moves_with_person("people.consent", "person", _consents, erased=Fate.DELETED)
