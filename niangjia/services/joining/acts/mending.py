"""A request that was sent back: name and number are put right, while nobody but this request stands on the record."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.engines.matters.acts.notes import write_note
from niangjia.engines.matters.models import Matter, Note
from niangjia.engines.people.models import IdentityDocument, Membership, Person, Post
from niangjia.engines.people.persons.correcting import correct_person
from niangjia.engines.people.persons.documents import replace_document
from niangjia.engines.people.persons.refusals import AlreadyRegistered
from niangjia.foundation.access.actor import PLATFORM
from niangjia.services.joining.models import Application
from niangjia.services.joining.reading import with_person
from niangjia.services.joining.said import Said

from .applying import complete_record, lock_person


def stands_alone(row: Application) -> bool:
    """Whether the request has entered the person, and nothing else is known of them yet."""
    if row.kind != Application.Kind.JOIN or row.person_id is None or not Said.read(row.said.reveal()).entered:
        return False
    others = (
        Membership.objects.filter(person=row.person_id),
        Post.objects.filter(person=row.person_id),
        Application.objects.filter(person=row.person_id).exclude(pk=row.pk),
        Matter.objects.filter(person=row.person_id).exclude(pk=row.matter_id or 0),
    )
    return not any(rows.exists() for rows in others)


@transaction.atomic
def put_right(row: Application, new: Said) -> Said:
    """Let the record say what the applicant says now, if it is theirs alone; answers what of it holds.

    A number that somebody has is left alone, and the union is told instead of the applicant: nobody tries numbers out
    here. Raises NotPossible.
    """
    old = Said.read(row.said.reveal())
    if row.person_id is None or not stands_alone(row):
        return _as_before(old, new)
    with with_person(row.person_id, row.union) as person:
        lock_person(person)
        if new.name != old.name:
            correct_person(PLATFORM, person, name=new.name)
        if new.number != old.number and not _renumbered(row, person, new):
            new = Said(**{**vars(new), "kind": old.kind, "number": old.number})
        complete_record(person, new)
    return new


def _as_before(old: Said, new: Said) -> Said:
    return Said(**{**vars(new), **{name: getattr(old, name) for name in ("name", "kind", "number")}})


def _renumbered(row: Application, person: Person, new: Said) -> bool:
    document, given = IdentityDocument.objects.filter(person=person).first(), new.document
    if document is None or given is None:
        return False
    try:
        with transaction.atomic():
            replace_document(PLATFORM, document, given)
    except AlreadyRegistered:
        if row.matter:
            told = _("The applicant gives another number, which is somebody's in the register: look there.")
            write_note(PLATFORM, row.matter, Note.Kind.INSIDE, told)
        return False
    return True
