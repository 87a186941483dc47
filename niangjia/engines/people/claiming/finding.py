"""Whose record may be meant: asked past the scope by one function that answers with ids, and told to nobody.

What follows is read in the scope of that one person.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.db import connection

from niangjia.engines.people.persons.identifying import PHONE, document_mark
from niangjia.engines.people.persons.models import IdentityDocument, Person
from niangjia.foundation.access.actor import actor_of
from niangjia.foundation.access.phones.accounts import accounts_with
from niangjia.foundation.access.phones.marks import phone_mark
from niangjia.foundation.access.scope import Scope, in_scope
from niangjia.foundation.clock import now
from niangjia.foundation.identity import Document, DocumentKind, examine, normalise
from niangjia.foundation.secrets.house import vault

if TYPE_CHECKING:
    from collections.abc import Iterator

CLAIMANTS = "SELECT * FROM people_claimants(%s, %s::bytea[])"
VOUCHED = "SELECT * FROM people_vouched_for(%s, %s)"
SPACE = re.compile(r"[\s·•．.]")
MOST = 20  # persons with one telephone; a union's office that gave its own for all is nobody's


def _marked(kind: str, value: str) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(CLAIMANTS, [kind, [digest for _key, digest in vault().digests(kind, value)]])
        return [row[0] for row in cursor.fetchall()]


def known_by_phone(number: str) -> list[int]:
    """Persons whose telephone it is by the register, or by the account that they have."""
    persons = {actor_of(account).person_id for account in accounts_with(number)} - {None}
    found = sorted({*_marked(PHONE, number), *(each for each in persons if each)})
    return found if len(found) <= MOST else []


def with_last_six(persons: list[int], six: str) -> list[int]:
    """Those of the persons one of whose documents ends so."""
    return [person for person in persons if any(number[-6:] == six for number in _numbers(person))]


def _numbers(person_id: int) -> Iterator[str]:
    with in_scope(Scope(person_id=person_id)):
        yield from [row.number.reveal() for row in IdentityDocument.objects.filter(person=person_id)]


def with_document(name: str, number: str) -> int | None:
    """The one person of that name and that document."""
    for kind in DocumentKind:
        document = examine(kind, number)
        found = _marked(document_mark(kind), document.number) if isinstance(document, Document) else []
        if len(found) == 1 and plain_name(_name(found[0])) == plain_name(name):
            return found[0]
    return None


def with_number(number: str) -> list[int]:
    """Whose document it is, whatever the name."""
    found: set[int] = set()
    for kind in DocumentKind:
        document = examine(kind, number)
        found |= {*_marked(document_mark(kind), document.number)} if isinstance(document, Document) else set()
    return sorted(found)


def has_document(person_id: int) -> bool:
    """Whether the last six of one can be asked."""
    with in_scope(Scope(person_id=person_id)):
        return IdentityDocument.objects.filter(person=person_id).exists()


def shown_of(person_id: int) -> tuple[str, str]:
    """Name and union of somebody's record; the name is masked before it is shown."""
    with in_scope(Scope(person_id=person_id)):
        person = Person.objects.select_related("home").get(pk=person_id)
        return person.name, str(person.home)


def _name(person_id: int) -> str:
    with in_scope(Scope(person_id=person_id)):
        return Person.objects.values_list("name", flat=True).get(pk=person_id)


def plain_name(name: str) -> str:
    """A name as names are compared: without spaces and the dots of transcribed ones, whatever the letters' case."""
    return SPACE.sub("", normalise(name)).casefold()


def vouched_for(number: str) -> int | None:
    """The person for whom somebody vouched with this telephone, not long ago."""
    with connection.cursor() as cursor:
        cursor.execute(VOUCHED, [phone_mark(number), now()])
        found: list[tuple[int]] = cursor.fetchall()
    return found[0][0] if len(found) == 1 else None
