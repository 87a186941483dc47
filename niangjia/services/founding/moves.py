"""What becomes of our rows when two persons' records become one, one is erased, or a union goes into another.

Elections, certificates and seals are the past of the union that had them, and stay with it. Who stood for a body is
on papers that are kept for ever; the row only points to the record.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from niangjia.engines.people.persons.moving import Fate, moves_with_person
from niangjia.engines.people.unions.hooks import on_merge

from .models import Candidate, Founding
from .setting_up.saying import Said

if TYPE_CHECKING:
    from niangjia.engines.people.models import Person
    from niangjia.engines.people.unions.hooks import Merging


def _candidates(keep: Person, lose: Person) -> int:
    """Of who stood as two people for one body, the second row stays with the record that was merged."""
    both = Candidate.objects.filter(person=keep).values("ballot")
    return Candidate.objects.filter(person=lose).exclude(ballot__in=both).update(person=keep)


def _organisers(keep: Person, lose: Person) -> int:
    return Founding.objects.filter(organiser=lose).update(organiser=keep)


def _forget_words(person: Person) -> None:
    """Who wants it, and why, was theirs to say; the preparation group stands on the answer as well."""
    for row in Founding.objects.filter(applicant=person):
        row.said = Said(group=Said.read(row.said.reveal()).group).packed()
        row.save(update_fields=["said"])


moves_with_person("founding.candidate", "person", _candidates, erased=Fate.KEPT)
moves_with_person("founding.founding", "organiser", _organisers, erased=Fate.KEPT)
moves_with_person("founding.founding", "applicant", erased=Fate.UNLINKED, forget=_forget_words)
on_merge.stays("founding.election.union")
on_merge.stays("founding.legalperson.union")
on_merge.stays("founding.sealspecimen.union")
on_merge.stays("founding.founding.union")


@on_merge("founding.founding.above")
def foundings(merging: Merging) -> int:
    """What waits for an answer goes along with its matter."""
    return Founding.objects.filter(above=merging.gone, ended=None).update(above=merging.into)
