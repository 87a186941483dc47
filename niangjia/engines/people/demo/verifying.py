"""Looks at a demo as the app sees it, and names what does not fit together."""

from __future__ import annotations

from collections import defaultdict
from itertools import islice
from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.db.models import F

from niangjia.engines.people.memberships.models import LIVING, Membership, MembershipChange
from niangjia.engines.people.persons.completing import judge
from niangjia.engines.people.persons.identifying import DOCUMENT, settle_identifiers
from niangjia.engines.people.persons.models import (
    IdentityDocument,
    Person,
    PersonIdentifier,
    PersonName,
    SealedDetail,
)
from niangjia.engines.people.persons.naming import LONGEST_KEY, tokens_of
from niangjia.engines.people.totals.recounting import recount
from niangjia.engines.people.unions.models import Union
from niangjia.engines.people.unions.numbering import renumber
from niangjia.foundation.access.reach import EVERYWHERE
from niangjia.foundation.access.scope import Scope, in_scope
from niangjia.foundation.chinese import sort_key
from niangjia.foundation.clock import today
from niangjia.foundation.identity import Document, DocumentKind, examine
from niangjia.foundation.secrets.house import vault

from . import nobodys
from .columns import TABLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

AT_ONCE = 5_000  # persons
MOST_NAMED = 10  # problems that one look tells


def _tree() -> Iterator[str]:
    if changed := renumber():
        yield f"{changed} unions are not where numbering puts them"
    if Union.objects.filter(parent=None).count() != 1:
        yield "there is not just one root"


def _versions() -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute(DIFFERENT)
        for (name,) in cursor.fetchall():
            yield f"{name}: is not as the last of its versions says"


DIFFERENT = """
    SELECT u.name FROM people_union u WHERE NOT EXISTS (
        SELECT 1 FROM people_unionversion v WHERE v.union_id = u.id AND v.valid_to IS NULL
        AND (v.parent_id, v.name, v.level, v.kind, v.state) IS NOT DISTINCT FROM
            (u.parent_id, u.name, u.level, u.kind, u.state)
    )
"""


def _totals() -> Iterator[str]:
    if wrong := recount(list(Union.objects.values_list("pk", flat=True))):
        yield f"{wrong} totals differ from a recount"


def _persons() -> Iterator[str]:
    ids = list(Person.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        yield from _records(some)
        yield from _names(some)
        yield from _identifiers(some)


def _records(ids: list[int]) -> Iterator[str]:
    documents = {row.person_id: row for row in IdentityDocument.objects.filter(person__in=ids)}
    for person in Person.objects.filter(pk__in=ids):
        document = documents.get(person.pk)
        said = person.state, person.lacks
        judge(person, has_document=document is not None)
        if (person.state, person.lacks) != said:
            yield f"{person}: is not as complete as it says"
        if document:
            yield from _document(person, document)


def _document(person: Person, document: IdentityDocument) -> Iterator[str]:
    number = document.number.reveal()
    told = examine(DocumentKind(document.kind), number)
    if not isinstance(told, Document) or told.number != number:
        yield f"{person}: the document's number can't be right"
    elif (told.sex or person.sex, told.born or person.born) != (person.sex, person.born):
        yield f"{person}: sex or birth date are not the document's"
    elif document.kind == DocumentKind.RESIDENT_ID and not number.startswith(nobodys.PROVINCE):
        yield f"{person}: the document may be somebody's"


def _names(ids: list[int]) -> Iterator[str]:
    tokens: defaultdict[int, set[str]] = defaultdict(set)
    for person_id, token in PersonName.objects.filter(person__in=ids).values_list("person_id", "token"):
        tokens[person_id].add(token)
    for person in Person.objects.filter(pk__in=ids):
        if tokens[person.pk] != set(tokens_of(person.name)) or person.name_key != sort_key(person.name)[:LONGEST_KEY]:
            yield f"{person}: is not found by its name"


def _identifiers(ids: list[int]) -> Iterator[str]:
    """What `settle_identifiers` would change; every document and phone has to open for that."""
    mine = PersonIdentifier.objects.filter(person__in=ids)
    before = set(mine.values_list("pk", flat=True))
    settle_identifiers(ids)
    if before != set(mine.values_list("pk", flat=True)):
        yield f"digests of some persons from {ids[0]} to {ids[-1]} are not those of their documents and phones"
    documents = IdentityDocument.objects.filter(person__in=ids).count() * len(vault().key_ids)
    if mine.filter(kind__startswith=DOCUMENT).count() != documents:
        yield f"not every document of the persons from {ids[0]} to {ids[-1]} has its digests"
    for phone in SealedDetail.objects.filter(person__in=ids, kind=SealedDetail.Kind.PHONE):
        if not phone.value.reveal().startswith(f"+86{nobodys.MOBILE}"):
            yield f"person {phone.person_id}: the telephone may be somebody's"


def _memberships() -> Iterator[str]:
    living = Membership.objects.filter(state__in=LIVING)
    for row in living.exclude(union=F("person__home")):
        yield f"{row}: is not of the union that keeps the record"
    for row in living.exclude(ended=None):
        yield f"{row}: lives and has ended"
    for row in Membership.objects.exclude(state__in=LIVING).filter(ended=None):
        yield f"{row}: has ended on no day"
    for row in Membership.objects.filter(started__gt=today()) | Membership.objects.filter(joined__gt=F("started")):
        yield f"{row}: begins too late"
    last = MembershipChange.objects.order_by("membership", "-day", "-pk").distinct("membership")
    became = dict(last.values_list("membership_id", "state"))
    for pk, state in Membership.objects.values_list("pk", "state"):
        if became.get(pk) != state:
            yield f"membership {pk}: is not what it became last"


def _posts() -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute(OUTSIDE)
        for (post,) in cursor.fetchall():
            yield f"post {post}: the holder is not of the union or below"


# Holders belong to the union, to one below it, or work for a federation above it.
OUTSIDE = """
    SELECT o.id FROM people_post o JOIN people_union u ON u.id = o.union_id JOIN people_person p ON p.id = o.person_id
    JOIN people_union h ON h.id = p.home_id LEFT JOIN people_union above ON above.id = u.parent_id
    WHERE NOT (h.place >= u.place AND h.place < u.place_end)
      AND NOT (o.role = 'organiser' AND h.place >= above.place AND h.place < above.place_end)
"""


def _sequences() -> Iterator[str]:
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute("SELECT last_value FROM pg_sequences WHERE schemaname || '.' || sequencename = "
                           "pg_get_serial_sequence(%s, 'id')", [table])  # fmt: skip
            (last,) = cursor.fetchone()
            cursor.execute(f"SELECT max(id) FROM {table}")  # noqa: S608 - names of ours
            (most,) = cursor.fetchone()
            if most is not None and (last is None or last < most):
                yield f"{table}: the next key is taken already"


LOOKS: dict[str, Callable[[], Iterator[str]]] = {
    "tree": _tree,
    "versions": _versions,
    "totals": _totals,
    "persons": _persons,
    "memberships": _memberships,
    "posts": _posts,
    "keys": _sequences,
}


def verify_demo(looks: Iterable[str] = LOOKS) -> list[str]:
    """What is wrong with the demo, one sentence each; [] if it is as the verbs of the register would have left it.

    What a look would mend is undone again.
    """
    found: list[str] = []
    for look in looks:
        with transaction.atomic(), in_scope(Scope(EVERYWHERE)):
            found += islice(LOOKS[look](), MOST_NAMED)
            transaction.set_rollback(True)
    return found
