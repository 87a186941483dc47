"""Members as they stood on a day, from the steps of memberships; workers as totals were kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection
from django.utils.translation import gettext_noop

from niangjia.engines.people.codes import Sex, WorkState
from niangjia.engines.people.memberships.models import COUNTED, State
from niangjia.engines.people.scope import everywhere
from niangjia.engines.people.totals.facets import ALL, UNORGANISED, WORKERS
from niangjia.engines.people.totals.models import TotalDay
from niangjia.engines.people.totals.reading import totals_below
from niangjia.foundation.access.actor import PLATFORM

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from niangjia.engines.people.models import Union

    from .figures import Counted, Listing

# figure -> facet and value of the totals
TOTALS = {"people.workers": (WORKERS, ALL), "people.unorganised": (UNORGANISED, ALL)}
# Who was a member at the end of a day, and what the record says of them now. Memberships entered without their steps
# count by their state, from the day on which they began.
_STOOD = """
    WITH asked AS (
        SELECT * FROM unnest(%(ids)s::bigint[], %(firsts)s::int[], %(behinds)s::int[]) r (id, first, behind)
    ), stood AS (
        SELECT m.person_id, m.started, u.place, coalesce(
            (SELECT c.state FROM people_membershipchange c WHERE c.membership_id = m.id AND c.day <= %(last)s
             ORDER BY c.day DESC, c.id DESC LIMIT 1),
            CASE WHEN NOT EXISTS (SELECT FROM people_membershipchange c WHERE c.membership_id = m.id) THEN m.state END
        ) AS state
        FROM people_membership m JOIN people_union u ON u.id = m.union_id
        WHERE u.place >= %(from)s AND u.place < %(to)s AND m.started <= %(last)s
    ), counted AS (
        SELECT stood.*, stood.state = ANY(%(counted)s) AS member, p.sex, p.is_migrant, p.new_form, p.work_state
        FROM stood JOIN people_person p ON p.id = stood.person_id
        WHERE p.state = 'complete' AND (stood.state = ANY(%(counted)s) OR stood.state = %(retained)s)
    )
"""
OF = {
    "members": "member",
    "women": "member AND sex = %(female)s",
    "migrants": "member AND is_migrant",
    "new_form": "member AND new_form <> ''",
    "in_post": "member AND work_state = %(in_post)s",
    "retained": "NOT member",
}
_OWN = "FROM asked JOIN counted ON place >= first AND place < behind"
_FIGURES = ", ".join(f"count(*) FILTER (WHERE {who})" for who in OF.values())
ON_DAY = f"{_STOOD} SELECT asked.id, {_FIGURES} {_OWN} GROUP BY 1"
LISTED = {
    name: f"{_STOOD} SELECT person_id, started {_OWN} WHERE {who} ORDER BY started DESC, person_id LIMIT %(most)s"
    for name, who in OF.items()
}
PAST = gettext_noop("count who was a member on a day, for a return")


def people(unions: Sequence[Union], first: date, last: date) -> Counted:
    """Members as they stood at the end of the last day; workers, whose past is not kept by day, as totals say."""
    return _members_on(unions, last) | _workers_on(unions, last)


def _members_on(unions: Sequence[Union], day: date) -> Counted:
    """It reads the whole city, as _changes does: counts leave this, no person."""
    found: Counted = {f"people.{name}": dict.fromkeys([union.pk for union in unions], 0) for name in OF}
    with everywhere(PLATFORM, PAST), connection.cursor() as cursor:
        cursor.execute(ON_DAY, _told(unions, day))
        for pk, *counts in cursor.fetchall():
            for name, count in zip(OF, counts, strict=True):
                found[f"people.{name}"][pk] = count
    return found


def _told(unions: Sequence[Union], day: date) -> dict[str, Any]:
    return {
        **asked(unions),
        "counted": [state.value for state in COUNTED],
        "retained": State.RETAINED.value,
        "female": Sex.FEMALE.value,
        "in_post": WorkState.IN_POST.value,
        "last": day,
    }


def members_listed(name: str) -> Listing:
    """Who makes up a figure of members on a day, with the day on which each membership began; the youngest first."""

    def listed(union: Union, first: date, last: date, most: int) -> list[tuple[int, date]]:
        with everywhere(PLATFORM, PAST), connection.cursor() as cursor:
            cursor.execute(LISTED[name], {**_told([union], last), "most": most})
            found: list[tuple[int, date]] = cursor.fetchall()
        return found

    return listed


def _workers_on(unions: Sequence[Union], day: date) -> Counted:
    """What the register kept at that month's end; what it did not keep, as it is now."""
    found = totals_below(unions, {facet for facet, _value in TOTALS.values()})
    rows = TotalDay.objects.filter(day=day, union__in=unions).values_list("facet", "union", "count")
    kept = {(facet, pk): count for facet, pk, count in rows}
    return {
        key: {
            union.pk: kept.get((facet, union.pk), found.get(union.pk, {}).get(facet, {}).get(value, 0))
            for union in unions
        }
        for key, (facet, value) in TOTALS.items()
    }


def asked(unions: Sequence[Union]) -> dict[str, Any]:
    """The unions as ranges of places, and the range that has them all."""
    return {
        "ids": [union.pk for union in unions],
        "firsts": [union.place for union in unions],
        "behinds": [union.place_end for union in unions],
        "from": min(union.place for union in unions),
        "to": max(union.place_end for union in unions),
    }
