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
from .journal_codes import (
    RELATIVE_CORRECTED,
    RELATIVE_LINKED,
    RELATIVE_RECORDED,
    RELATIVE_REMOVED,
    RELATIVE_UNLINKED,
)
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
        _fill(relative, data)
        _link(relative, known_as)
        relative.save(force_insert=True)
        _note(actor, RELATIVE_RECORDED, relative, person)
    return relative


@transaction.atomic
def correct_relative(actor: Actor, relative: Relative, data: RelativeData) -> None:
    """Put what is said now in the place of what was said; an empty number leaves the number, and the link stays.

    Raises Refused, NotPossible.
    """
    person = relative.person
    with changing(person):
        _allow(actor, person)
        _fill(relative, data)
        relative.save()
        _note(actor, RELATIVE_CORRECTED, relative, person)


@transaction.atomic
def link_relative(actor: Actor, relative: Relative, known_as: Person | None) -> None:
    """Say which record in sight is the relative's own; None for none. Raises Refused, NotPossible."""
    person = relative.person
    with changing(person):
        _allow(actor, person)
        _link(relative, known_as)
        relative.save(update_fields=["known_as"])
        _note(actor, RELATIVE_LINKED if known_as else RELATIVE_UNLINKED, relative, person)


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


def _link(relative: Relative, known_as: Person | None) -> None:
    if known_as is not None and known_as.pk == relative.person_id:
        raise NotPossible(_("Nobody is their own relative."))
    relative.known_as = known_as


def _fill(relative: Relative, data: RelativeData) -> None:
    if data.relation not in Relative.Relation.values:
        raise NotPossible(_("This is no relation."))
    relative.relation, relative.name = data.relation, fit_name(data.name)
    relative.born = not_future(data.born) if data.born else None
    if data.number.strip():
        document = examined(DocumentData(kind=DocumentKind.RESIDENT_ID, number=data.number))
        relative.number, relative.born = document.number, document.born


def _note(actor: Actor, code: str, relative: Relative, person: Person) -> None:
    journal.record(actor, code, person, union=person.home_id, data={"relation": relative.relation})
