"""What is counted of a person, for the actions in Python and for the recount in SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

from niangjia.engines.people.codes import WorkState
from niangjia.engines.people.memberships.models import COUNTED, State
from niangjia.engines.people.persons.models import Person

if TYPE_CHECKING:
    from niangjia.engines.people.memberships.models import Membership

Facets = set[tuple[str, str]]

MEMBERS, RETAINED, WORKERS, UNORGANISED, INCOMPLETE = "members", "retained", "workers", "unorganised", "incomplete"
AGE, MIGRANT = "age", "migrant"
ALL = ""  # the value of a facet that has no parts
UNKNOWN = ""  # a value of a part that is not known, or not so
# What members are told apart by: the columns of a person that hold a code. Another one is a word more here; the
# recount of the next night fills it.
BY_CODE = ("sex", "education", "political", "work_state", "new_form")
PARTS = (*BY_CODE, AGE, MIGRANT)
EVERY = (MEMBERS, RETAINED, WORKERS, UNORGANISED, INCOMPLETE, *PARTS)


def facets_of(person: Person, membership: Membership | None) -> Facets:
    """What a person adds to the totals of the home union, as (facet, value); `membership` is the living one.

    Who died, was merged or erased adds nothing; an incomplete record only itself. Members are told apart by PARTS,
    ages by the ten years of birth ("1990"), so that no total changes by a birthday. What is not known, or not so, is
    not kept: it is what the values lack to the members.
    """
    if person.died or person.state not in (Person.State.COMPLETE, Person.State.INCOMPLETE):
        return set()
    if person.state == Person.State.INCOMPLETE:
        return {(INCOMPLETE, ALL)}
    return {(facet, ALL) for facet in _standing(person, membership)} | _parts(person, membership)


def _standing(person: Person, membership: Membership | None) -> set[str]:
    works = person.work_state != WorkState.RETIRED
    found = {WORKERS} if works else set()
    if membership is None or membership.state == State.INCOMPLETE:
        return found | ({UNORGANISED} if works else set())
    return found | {MEMBERS if membership.state in COUNTED else RETAINED}


def _parts(person: Person, membership: Membership | None) -> Facets:
    if membership is None or membership.state not in COUNTED:
        return set()
    values = {facet: str(getattr(person, facet)) for facet in BY_CODE}
    values |= {AGE: decade(person), MIGRANT: "1" if person.is_migrant else ""}
    return {(facet, value) for facet, value in values.items() if value}


def decade(person: Person) -> str:
    """The first of the ten years of birth, "1990" for 1990 to 1999; "" if unknown."""
    return f"{person.born.year // 10 * 10}" if person.born else ""


# The same once more, for `p`, a person, and `m`, the living membership or NULLs.
SQL_PARTS = ", ".join(
    [
        *(f"('{facet}', p.{facet})" for facet in BY_CODE),
        f"('{AGE}', coalesce((extract(year FROM p.born)::int / 10 * 10)::text, ''))",
        f"('{MIGRANT}', CASE WHEN p.is_migrant THEN '1' ELSE '' END)",
    ]
)
_COUNTED = ", ".join(f"'{state.value}'" for state in COUNTED)
_COMPLETE, _WORKS = f"p.state = '{Person.State.COMPLETE.value}'", f"p.work_state <> '{WorkState.RETIRED.value}'"
_NONE = f"(m.state IS NULL OR m.state = '{State.INCOMPLETE.value}')"
SQL_FACETS = f"""
    SELECT '{INCOMPLETE}', '' WHERE p.state = '{Person.State.INCOMPLETE.value}'
    UNION ALL SELECT '{WORKERS}', '' WHERE {_COMPLETE} AND {_WORKS}
    UNION ALL SELECT '{UNORGANISED}', '' WHERE {_COMPLETE} AND {_WORKS} AND {_NONE}
    UNION ALL SELECT '{RETAINED}', '' WHERE {_COMPLETE} AND m.state = '{State.RETAINED.value}'
    UNION ALL SELECT v.facet, v.value FROM (VALUES ('{MEMBERS}', ''), {SQL_PARTS}) v (facet, value)
        WHERE {_COMPLETE} AND m.state IN ({_COUNTED}) AND (v.value <> '' OR v.facet = '{MEMBERS}')
"""  # noqa: S608 - constants of the code
