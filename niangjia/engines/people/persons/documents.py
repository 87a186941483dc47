"""Identity documents of a person: examined, sealed, and telling sex and birth date."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.people.permissions import EDIT
from niangjia.engines.people.refusals import NotPossible
from niangjia.foundation.identity import Document, DocumentKind, Refusal, examine

from .changing import changing, store
from .checking import fit_reason
from .completing import settle_completeness
from .identifying import identify
from .journal_codes import DOCUMENT_ADDED, DOCUMENT_ENDED, DOCUMENT_REMOVED, DOCUMENT_REPLACED
from .models import IdentityDocument, Person

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from niangjia.foundation.access.actor import Actor

    from .values import DocumentData

TOLD = ("sex", "born")
COUNTRY = re.compile("[A-Z]{3}")


def examined(data: DocumentData) -> Document:
    """What the document's number tells. Raises NotPossible for one that can't be right."""
    found = examine(data.kind, data.number)
    if isinstance(found, Refusal):
        raise NotPossible(str(found.label))
    if data.country and not COUNTRY.fullmatch(data.country):
        raise NotPossible(
            _("Write the passport's country in three capital letters, as it stands there, such as KOR.")
        )
    return found


def told_by(documents: Iterable[Document]) -> dict[str, object]:
    """Sex and birth date as documents tell them, the first one first."""
    documents = list(documents)
    sexes = (document.sex for document in documents if document.sex)
    dates = (document.born for document in documents if document.born)
    found = {"sex": next(sexes, None), "born": next(dates, None)}
    return {name: value for name, value in found.items() if value}


def documents_of(person: Person) -> list[Document]:
    """What the documents of a person tell, the main one first."""
    rows = person.documents.order_by("-is_main", "pk")
    found = (examine(DocumentKind(row.kind), row.number.reveal()) for row in rows)
    return [document for document in found if isinstance(document, Document)]


def new_documents(person: Person, data: Sequence[DocumentData], documents: Sequence[Document]) -> None:
    """Save the documents of a person who has none yet; the first is the main one."""
    for number, (given, document) in enumerate(zip(data, documents, strict=True)):
        _save(IdentityDocument(person=person, is_main=number == 0), given, document)


def _save(row: IdentityDocument, data: DocumentData, document: Document) -> None:
    row.kind, row.number, row.valid_until = document.kind, document.number, data.valid_until
    row.country = data.country if document.kind == DocumentKind.PASSPORT else ""
    row.save()


@transaction.atomic
def add_document(actor: Actor, person: Person, data: DocumentData) -> IdentityDocument:
    """Add a document; it becomes the main one where there is none.

    Raises Refused, NotPossible, and AlreadyRegistered if it is somebody else's.
    """
    with changing(person):
        actor.require(EDIT, at=person.home.place)
        row = attach_document(person, data)
        journal.record(actor, DOCUMENT_ADDED, person, union=person.home_id, data={"kind": row.kind})
    return row


def attach_document(person: Person, data: DocumentData) -> IdentityDocument:
    """Add a document to a person that is being changed. Raises as `add_document`."""
    document = examined(data)
    if document.kind == DocumentKind.RESIDENT_ID and person.documents.filter(kind=document.kind).exists():
        raise NotPossible(_("There is a resident ID already: replace it if it is wrong."))
    row = IdentityDocument(person=person, is_main=not person.documents.filter(is_main=True).exists())
    _save(row, data, document)
    settle_documents(person)
    return row


@transaction.atomic
def replace_document(actor: Actor, document: IdentityDocument, data: DocumentData) -> IdentityDocument:
    """Put another number, or another document, in the place of one that is wrong or was issued anew.

    Raises Refused, NotPossible, and AlreadyRegistered if it is somebody else's.
    """
    person = document.person
    with changing(person):
        actor.require(EDIT, at=person.home.place)
        found = examined(data)
        _refuse_second_resident_id(document, found)
        _save(document, data, found)
        settle_documents(person)
        journal.record(actor, DOCUMENT_REPLACED, person, union=person.home_id, data={"kind": document.kind})
    return document


@transaction.atomic
def end_document(actor: Actor, document: IdentityDocument, valid_until: date | None) -> None:
    """Record until when a document is valid; None for one that has no end. Raises Refused, NotPossible."""
    person = document.person
    with changing(person):
        actor.require(EDIT, at=person.home.place)
        document.valid_until = valid_until
        document.save(update_fields=["valid_until"])
        store(person, [])
        journal.record(actor, DOCUMENT_ENDED, person, union=person.home_id, data={"kind": document.kind})


@transaction.atomic
def remove_document(actor: Actor, document: IdentityDocument, *, reason: str) -> None:
    """Take away a document that is not this person's; the record may be incomplete then.

    The next one becomes the main one. What it told of sex and birth date stays. Raises Refused, NotPossible.
    """
    person = document.person
    with changing(person):
        actor.require(EDIT, at=person.home.place)
        data = {"kind": document.kind, "reason": fit_reason(reason)}
        document.delete()
        _settle_main(person)
        settle_documents(person)
        journal.record(actor, DOCUMENT_REMOVED, person, union=person.home_id, data=data)


def _settle_main(person: Person) -> None:
    rows = list(person.documents.order_by("-is_main", "pk")[:1])
    for row in rows:
        row.is_main = True
        row.save(update_fields=["is_main"])


def _refuse_second_resident_id(document: IdentityDocument, found: Document) -> None:
    others = IdentityDocument.objects.filter(person=document.person_id, kind=DocumentKind.RESIDENT_ID)
    if found.kind == DocumentKind.RESIDENT_ID and others.exclude(pk=document.pk).exists():
        raise NotPossible(_("There is a resident ID already: replace it if it is wrong."))


def settle_documents(person: Person) -> None:
    """After its documents changed: what they tell, how the person is found, whether the record is complete."""
    told = told_by(documents_of(person))
    changed = [name for name, value in told.items() if getattr(person, name) != value]
    for name in changed:
        setattr(person, name, told[name])
    store(person, changed)
    identify(person.pk)
    settle_completeness(person)
