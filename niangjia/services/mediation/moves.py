"""What becomes of our rows when two records become one or one is erased: what was said is the person's and goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from niangjia.engines.people.persons.moving import Fate, moves_with_person
from niangjia.foundation.clock import today

from .models import Dispute, Recusal

if TYPE_CHECKING:
    from niangjia.engines.people.models import Person


def _recusals(keep: Person, lose: Person) -> int:
    """Of two about one dispute, that of the record which stays is kept."""
    known = Recusal.objects.filter(person=keep).values("dispute")
    Recusal.objects.filter(person=lose, dispute__in=known).delete()
    return Recusal.objects.filter(person=lose).update(person=keep)


def _note_erased(person: Person) -> None:
    """A dispute without a person may be one that was handed over without: this one was somebody's."""
    Dispute.objects.filter(person=person).update(erased=today())


moves_with_person("mediation.recusal", "person", _recusals, erased=Fate.DELETED)
# As concerns: the sealed row stays with its matter, which the committee has to bring to an end.
moves_with_person("mediation.dispute", "person", erased=Fate.UNLINKED, forget=_note_erased)
