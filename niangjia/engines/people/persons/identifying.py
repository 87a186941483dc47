"""The digests by which persons are found: worked out from what is sealed, so that they can't drift from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from niangjia.foundation.secrets.house import vault

from .models import IdentityDocument, PersonIdentifier, SealedDetail
from .refusals import AlreadyRegistered

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from niangjia.foundation.identity import DocumentKind

DOCUMENT, LAST_FOUR, PHONE = "document:", "last_four", "phone"
PASSPORT = "passport"  # a passport's number, whatever its country; two people may have the same


class Mark(NamedTuple):
    """A row of identifiers, in the order in which all write them: who does the same at once waits, and no more."""

    kind: str
    key_id: int
    digest: bytes
    person_id: int


def document_mark(kind: DocumentKind | str, country: str = "") -> str:
    """The kind of identifier for numbers of that kind of document; each country numbers its own passports."""
    return f"{DOCUMENT}{kind}:{country}" if country else f"{DOCUMENT}{kind}"


def settle_identifiers(person_ids: Collection[int], *, keys: Collection[int] | None = None) -> None:
    """Let these persons, locked before, have just the digests of their documents and phones.

    Of all live keys, or of `keys` alone. Raises IntegrityError for a document that is somebody else's too.
    """
    wanted = set(_wanted(person_ids, set(vault().key_ids if keys is None else keys)))
    rows = PersonIdentifier.objects.filter(person__in=person_ids)
    stored = {
        Mark(kind, key_id, bytes(digest), person): pk
        for pk, kind, key_id, digest, person in rows.values_list("pk", "kind", "key_id", "digest", "person_id")
    }
    if gone := [pk for mark, pk in stored.items() if mark not in wanted]:
        PersonIdentifier.objects.filter(pk__in=gone).delete()
    new = sorted(wanted - stored.keys())
    PersonIdentifier.objects.bulk_create([PersonIdentifier(**mark._asdict()) for mark in new])


def _wanted(person_ids: Collection[int], keys: set[int]) -> Iterator[Mark]:
    values = list(_values(person_ids))
    for person_id, kind, value in values:
        for key_id, digest in vault().digests(kind, value):
            if key_id in keys:
                yield Mark(kind, key_id, digest, person_id)


def _values(person_ids: Collection[int]) -> Iterator[tuple[int, str, str]]:
    """What these persons are found by, as (person id, kind of identifier, value)."""
    for document in IdentityDocument.objects.filter(person__in=person_ids):
        number = document.number.reveal()
        yield document.person_id, document_mark(document.kind, document.country), number
        if document.country:
            yield document.person_id, PASSPORT, number
        yield document.person_id, LAST_FOUR, number[-4:]
    phones = SealedDetail.objects.filter(person__in=person_ids, kind=SealedDetail.Kind.PHONE)
    for phone in phones:
        yield phone.person_id, PHONE, phone.value.reveal()


def identify(person_id: int) -> None:
    """Let the person be found by what it has now. Raises AlreadyRegistered for a document of somebody else's."""
    try:
        with transaction.atomic():
            settle_identifiers([person_id])
    except IntegrityError:
        raise _taken(person_id) from None


def _taken(person_id: int) -> AlreadyRegistered:
    marks = [mark for mark in _wanted([person_id], set(vault().key_ids)) if mark.kind.startswith(DOCUMENT)]
    kinds, digests = {mark.kind for mark in marks}, {mark.digest for mark in marks}
    others = PersonIdentifier.objects.filter(kind__in=kinds, digest__in=digests).exclude(person=person_id)
    known = others.values_list("person_id", flat=True).first()
    if known is None:
        return AlreadyRegistered(_("Somebody with this document is registered elsewhere already."), None)
    return AlreadyRegistered(_("Somebody with this document is registered here already."), known)
