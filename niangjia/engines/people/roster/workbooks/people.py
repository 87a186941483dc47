"""Persons of the register as the values that a layout writes: many at once, a handful of queries."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from niangjia.engines.people.employers.models import Employment
from niangjia.engines.people.memberships.models import LIVING, Membership
from niangjia.engines.people.persons.models import IdentityDocument, Person, SealedDetail
from niangjia.engines.people.persons.showing import masked
from niangjia.engines.people.roster.columns.tables import TABLES
from niangjia.engines.people.roster.shapes import DocumentValue, Values

if TYPE_CHECKING:
    from collections.abc import Sequence

    from niangjia.engines.people.unions.models import Union

OPEN = (
    "name", "sex", "born", "ethnicity", "native_place", "education", "political", "household", "household_region",
    "is_migrant", "work_state", "skill", "new_form", "platform",
)  # fmt: skip
Kind = SealedDetail.Kind


def values_of(ids: Sequence[int], *, plain: bool) -> list[Values]:
    """The values of these persons, in the order of the ids; who is out of sight has none.

    Numbers, addresses and cards are masked unless `plain`, which is for whoever has journalled the look.
    """
    persons = {person.pk: person for person in Person.objects.select_related("home").filter(pk__in=ids)}
    memberships = Membership.objects.filter(person__in=ids, state__in=LIVING).select_related("union")
    living = {row.person_id: row for row in memberships}
    documents, details, works = _documents(ids, plain=plain), _details(ids, plain=plain), _works(ids)
    found = []
    for pk in ids:
        if (person := persons.get(pk)) is not None:
            values = _open(person)
            values |= _of_membership(person, living.get(pk))
            values |= documents.get(pk, {})
            values |= details.get(pk, {})
            values |= _of_work(works.get(pk))
            found.append(values)
    return found  # type: ignore[return-value]


def _open(person: Person) -> dict[str, Any]:
    told = {name: value for name in OPEN if (value := getattr(person, name)) not in (None, "")}
    if told.get("sex") not in TABLES["sex"]:
        told.pop("sex", None)
    return told


def _of_membership(person: Person, row: Membership | None) -> dict[str, Any]:
    union: Union = row.union if row else person.home
    told = {"union": union.name, "union_code": union.code}
    return told if row is None else {**told, "joined": row.joined, "member_number": row.number}


def _of_work(row: Employment | None) -> dict[str, Any]:
    if row is None:
        return {}
    told: dict[str, Any] = {"employer": row.employer.name, "employer_code": row.employer.uscc, "job": row.title}
    told["employed"] = row.started
    return {**told, "employment": row.kind} if row.kind in TABLES["employment"] else told


def _documents(ids: Sequence[int], *, plain: bool) -> dict[int, dict[str, Any]]:
    rows = IdentityDocument.objects.filter(person__in=ids, is_main=True)
    return {
        row.person_id: {
            "documents": (DocumentValue(row.kind, row.number.reveal() if plain else masked(row), row.valid_until),)
        }
        for row in rows
    }


def _details(ids: Sequence[int], *, plain: bool) -> dict[int, dict[str, Any]]:
    found: defaultdict[int, dict[str, Any]] = defaultdict(dict)
    for row in SealedDetail.objects.filter(person__in=ids).order_by("person", "position"):
        value = row.value.reveal() if plain else masked(row)
        if row.kind == Kind.PHONE:
            found[row.person_id]["phones"] = (*found[row.person_id].get("phones", ()), value)
        else:
            found[row.person_id].setdefault(row.kind, value)
    return found


def _works(ids: Sequence[int]) -> dict[int, Employment]:
    """Where they work; of several, the one that began last."""
    rows = Employment.objects.filter(person__in=ids, ended=None).select_related("employer")
    return {row.person_id: row for row in rows.order_by("started", "pk")}
