"""Whether a record is complete, and what follows for the membership: who is incomplete is not counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from niangjia.engines.people import codes
from niangjia.engines.people.memberships.models import Membership, MembershipChange
from niangjia.engines.people.memberships.models import State as Standing
from niangjia.foundation.clock import today

from .changing import store
from .models import Person

if TYPE_CHECKING:
    from collections.abc import Iterator

DOCUMENT, SEX, BORN = "document", "sex", "born"


def lacking(person: Person, *, has_document: bool) -> list[str]:
    """What the record lacks: a document; or what no document told."""
    return list(_lacking(person)) if has_document else [DOCUMENT]


def _lacking(person: Person) -> Iterator[str]:
    if person.sex == codes.Sex.UNKNOWN:
        yield SEX
    if person.born is None:
        yield BORN


def judge(person: Person, *, has_document: bool) -> None:
    """Set, not save, whether the record is complete."""
    lacks = lacking(person, has_document=has_document)
    person.state = Person.State.INCOMPLETE if lacks else Person.State.COMPLETE
    person.lacks = ",".join(lacks)


def settle_completeness(person: Person) -> None:
    """Judge the saved record anew; a membership that waited for it begins to count, or stops counting."""
    before = person.state, person.lacks
    judge(person, has_document=person.documents.exists())
    if (person.state, person.lacks) != before:
        store(person, ["state", "lacks"])
    complete = person.state == Person.State.COMPLETE
    was, becomes = (Standing.INCOMPLETE, Standing.ACTIVE)[:: 1 if complete else -1]
    for membership in Membership.objects.filter(person=person, state=was):
        membership.state = becomes
        membership.save(update_fields=["state"])
        MembershipChange.objects.create(membership=membership, state=becomes, day=today())
