"""Families, as people say them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.people.permissions import EDIT
from niangjia.engines.people.refusals import NotPossible
from niangjia.foundation.identity import DocumentKind

from .changing import changing
from .checking import not_future
from .documents import examined
from .journal_codes import RELATIVE_CORRECTED, RELATIVE_RECORDED, RELATIVE_REMOVED
from .models import Person, Relative
from .naming import fit_name
from .values import DocumentData, RelativeData

if TYPE_CHECKING:
    from niangjia.foundation.access.actor import Actor


@transaction.atomic
def record_relative(actor: Actor, person: Person, data: RelativeData, *, known_as: Person | None = None) -> Relative:
    """Record a member of the person's family; `known_as` is the relative's own record, if there is one in sight.

    Raises Refused, NotPossible.
    """
    with changing(person):
        _allow(actor, person)
        relative = Relative(person=person)
        _fill(relative, data, known_as)
        relative.save(force_insert=True)
        _note(actor, RELATIVE_RECORDED, relative, person)
    return relative


@transaction.atomic
def correct_relative(actor: Actor, relative: Relative, data: RelativeData, *, known_as: Person | None = None) -> None:
    """Put what is said now in the place of what was said; an empty number leaves the number. Raises as above."""
    person = relative.person
    with changing(person):
        _allow(actor, person)
        _fill(relative, data, known_as)
        relative.save()
        _note(actor, RELATIVE_CORRECTED, relative, person)


@transaction.atomic
def remove_relative(actor: Actor, relative: Relative) -> None:
    """Take a relative away. Raises Refused."""
    person = relative.person
    with changing(person):
        _allow(actor, person)
        _note(actor, RELATIVE_REMOVED, relative, person)
        relative.delete()


def _allow(actor: Actor, person: Person) -> None:
    if actor.person_id != person.pk:
        actor.require(EDIT, at=person.home.place)


def _fill(relative: Relative, data: RelativeData, known_as: Person | None) -> None:
    if data.relation not in Relative.Relation.values:
        raise NotPossible(_("This is no relation."))
    if known_as is not None and known_as.pk == relative.person_id:
        raise NotPossible(_("Nobody is their own relative."))
    relative.relation, relative.name = data.relation, fit_name(data.name)
    relative.known_as = known_as
    relative.born = not_future(data.born) if data.born else None
    if data.number.strip():
        document = examined(DocumentData(kind=DocumentKind.RESIDENT_ID, number=data.number))
        relative.number, relative.born = document.number, document.born


def _note(actor: Actor, code: str, relative: Relative, person: Person) -> None:
    journal.record(actor, code, person, union=person.home_id, data={"relation": relative.relation})
