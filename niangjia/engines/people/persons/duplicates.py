"""Records that may be of one person. They are proposed; somebody decides.

Two records with a resident ID each are two people, for a number is nobody else's. So one of the two lacks it. Pairs
of which it was decided that they are two people (apart.py) are not proposed again.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import Exists, OuterRef, Q

from niangjia.foundation.identity import DocumentKind

from .changing import OVER
from .finding import living_persons
from .identifying import PHONE
from .models import IdentityDocument, Person, PersonIdentifier

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

    from niangjia.foundation.access.reach import Reach

AT_ONCE = 200  # pairs


class Why(StrEnum):
    """What two records have in common, the strongest first."""

    NAME_AND_BIRTH = "name_and_birth"
    NAME_AND_PHONE = "name_and_phone"
    NAME = "name"  # the birth date of one is not known
    PHONE = "phone"


@dataclass(frozen=True)
class Proposal:
    """Two records; the first has more: a resident ID, or is complete."""

    first: Person
    second: Person
    why: Why


# Each of `ids` with whoever else in sight has the name or the phone. What they rest on was looked at before.
PAIRS = """
    WITH unsure AS (
        SELECT p.id, p.name, p.name_key, p.born
        FROM people_person p JOIN unnest(%(ids)s::bigint[]) given (id) USING (id)
    ), same_name AS (
        SELECT one.id AS one, two.id AS two, one.born = two.born AS same_birth
        FROM unsure one JOIN people_person two ON two.name_key = one.name_key AND two.name = one.name
        WHERE two.id <> one.id AND (one.born = two.born OR one.born IS NULL OR two.born IS NULL)
    ), same_phone AS (
        SELECT DISTINCT a.person_id AS one, b.person_id AS two
        FROM unnest(%(ids)s::bigint[]) given (id)
        JOIN people_personidentifier a ON a.person_id = given.id AND a.kind = %(phone)s
        JOIN people_personidentifier b
            ON b.digest = a.digest AND b.kind = a.kind AND b.key_id = a.key_id AND b.person_id <> a.person_id
    ), pairs AS (
        SELECT one, two, CASE
            WHEN n.same_birth THEN 1 WHEN n.one IS NOT NULL AND p.one IS NOT NULL THEN 2
            WHEN n.one IS NOT NULL THEN 3 ELSE 4 END AS weight
        FROM same_name n FULL JOIN same_phone p USING (one, two)
    )
    SELECT DISTINCT ON (weight, least(one, two), greatest(one, two)) one, two, weight FROM pairs
    WHERE NOT EXISTS (
        SELECT 1 FROM people_notthesame apart
        WHERE apart.person_id = least(one, two) AND apart.other_id = greatest(one, two)
    )
    ORDER BY weight, least(one, two), greatest(one, two)
"""


def propose_duplicates(reach: Reach, *, person: Person | None = None, limit: int = 50) -> list[Proposal]:
    """Pairs inside the scope and the reach (where the actor may merge), the likeliest first; of one person or all.

    Raises NoScope.
    """
    with connection.cursor() as cursor:
        cursor.execute(PAIRS, {"ids": list(_unsure(person)), "phone": PHONE})
        rows = [row for row in cursor.fetchall() if person is None or person.pk in row[:2]]
    return list(islice(_proposals(rows, reach), limit))


def _unsure(person: Person | None) -> QuerySet[Person, int]:
    """Records in sight without a resident ID; of one person, itself and those that it may be one with."""
    found = living_persons() if person is None else Person.objects.filter(_near(person)).exclude(state__in=OVER)
    documents = IdentityDocument.objects.filter(person=OuterRef("pk"))
    others = Exists(documents.exclude(kind=DocumentKind.RESIDENT_ID))
    sure = Exists(documents.filter(kind=DocumentKind.RESIDENT_ID))
    # Most are complete and have a resident ID alone: they fall out by the first condition, which is the quicker one.
    return found.filter(Q(state=Person.State.INCOMPLETE) | others).exclude(sure).values_list("pk", flat=True)


def _near(person: Person) -> Q:
    digests = PersonIdentifier.objects.filter(person=person, kind=PHONE).values_list("digest", flat=True)
    callers = PersonIdentifier.objects.filter(kind=PHONE, digest__in=list(digests)).values_list("person", flat=True)
    namesakes = Person.objects.filter(name_key=person.name_key).values_list("pk", flat=True)
    return Q(pk__in=[person.pk, *callers, *namesakes])


def _proposals(rows: list[tuple[int, int, int]], reach: Reach) -> Iterator[Proposal]:
    for lot in _lots(rows, AT_ONCE):
        ids = {pk for row in lot for pk in row[:2]}
        people = Person.objects.exclude(state__in=OVER).select_related("home").in_bulk(ids)
        known = {pk: person for pk, person in people.items() if person.home.place in reach}
        for one, two, weight in lot:
            if one in known and two in known:
                yield _proposal(known[one], known[two], list(Why)[weight - 1])


def _lots(rows: list[tuple[int, int, int]], size: int) -> Iterator[list[tuple[int, int, int]]]:
    return (rows[start : start + size] for start in range(0, len(rows), size))


def _proposal(one: Person, two: Person, why: Why) -> Proposal:
    """`one` lacks a resident ID, so the other comes first, unless it is worse still."""
    swapped = (one.state, two.state) == (Person.State.COMPLETE, Person.State.INCOMPLETE)
    return Proposal(one, two, why) if swapped else Proposal(two, one, why)
