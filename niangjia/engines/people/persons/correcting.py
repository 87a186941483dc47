"""Correcting and completing records, field by field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack, cast

from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.people.permissions import EDIT
from niangjia.engines.people.refusals import NotPossible

from .changing import changing, store
from .checking import set_fields
from .completing import settle_completeness
from .documents import attach_document, documents_of, told_by
from .journal_codes import COMPLETED, CORRECTED
from .models import Person
from .naming import fit_name, set_name, write_tokens

if TYPE_CHECKING:
    from niangjia.foundation.access.actor import Actor

    from .values import Corrections, DocumentData, Fields


@transaction.atomic
def correct_person(actor: Actor, person: Person, **corrections: Unpack[Corrections]) -> list[str]:
    """Correct the fields given; answers which of them changed. The journal has their names, not what stood in them.

    Sex and birth date that a document tells can't be corrected but by replacing it. Raises Refused, NotPossible.
    """
    with changing(person):
        actor.require(EDIT, at=person.home.place)
        changed = _correct(person, corrections)
        if changed:
            data = {"fields": ", ".join(changed)}
            journal.record(actor, CORRECTED, person, union=person.home_id, data=data)
    return changed


def _correct(person: Person, corrections: Corrections) -> list[str]:
    fields: Fields = {name: value for name, value in corrections.items() if name != "name"}  # type: ignore[assignment]
    changed = set_fields(person, fields)
    _refuse_told(person, changed)
    if "name" in corrections and fit_name(corrections["name"]) != person.name:
        set_name(person, corrections["name"])
        changed.append("name")
        write_tokens([person])
    if changed:
        store(person, [*changed, "name_key"] if "name" in changed else changed)
        settle_completeness(person)
    return changed


def _refuse_told(person: Person, changed: list[str]) -> None:
    if {"sex", "born"} & set(changed) & told_by(documents_of(person)).keys():
        raise NotPossible(_("Sex and birth date come from the identity document: replace that if it is wrong."))


@transaction.atomic
def complete_person(
    actor: Actor, person: Person, *, document: DocumentData | None = None, **fields: Unpack[Fields]
) -> None:
    """Add what an incomplete record lacks, as a clerk or as the person; a membership that waited then counts.

    Raises Refused, NotPossible also if something is lacking still, and AlreadyRegistered.
    """
    with changing(person):
        if actor.person_id != person.pk:
            actor.require(EDIT, at=person.home.place)
        if person.state != Person.State.INCOMPLETE:
            raise NotPossible(_("This record is complete."))
        given = [*(["document"] if document else []), *fields]
        if document:
            attach_document(person, document)
        _correct(person, cast("Corrections", fields))
        if person.state == Person.State.INCOMPLETE:
            raise NotPossible(
                _("Something is still missing: a document, or sex and birth date that it does not tell.")
            )
        journal.record(actor, COMPLETED, person, union=person.home_id, data={"fields": ", ".join(given)})
