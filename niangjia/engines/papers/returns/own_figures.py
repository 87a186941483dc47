"""The figures of the register: people, unions, and what changed among members."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from niangjia.engines.people.memberships.models import COUNTED
from niangjia.engines.people.models import Union
from niangjia.engines.people.scope import everywhere
from niangjia.engines.people.unions.acts import STANDING
from niangjia.engines.people.unions.models import Kind, Level
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.access.reach import Reach

from .figures import Figure, Source, register_source
from .on_day import asked, members_listed, people

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from .figures import Counted, Listing

register_source(
    Source(
        (
            Figure(
                "people.workers",
                _("Workers"),
                _("persons who work, members or not, without the retired; of that month's end if kept, else of now"),
            ),
            Figure(
                "people.members",
                _("Members"),
                _("persons whose membership counted on the last day: active, or being transferred"),
                "kind=member",
                members_listed("members"),
            ),
            Figure(
                "people.women",
                _("Women among the members"),
                _("members whose sex is female"),
                "kind=member&sex=2",
                members_listed("women"),
            ),
            Figure(
                "people.migrants",
                _("Migrant workers among the members"),
                _("members marked as migrant rural workers"),
                "kind=member&migrant=1",
                members_listed("migrants"),
            ),
            Figure(
                "people.new_form",
                _("Members in new forms of work"),
                _("members with a new form of work in their record"),
                listing=members_listed("new_form"),
            ),
            Figure(
                "people.retained",
                _("Retained memberships"),
                _("persons whose membership is retained; they don't count as members"),
                "state=retained",
                members_listed("retained"),
            ),
            Figure(
                "people.unorganised",
                _("Workers who are no members"),
                _("workers without a membership, as of now"),
                "kind=worker",
            ),
            Figure(
                "people.in_post",
                _("Members in post"),
                _("members whose work is “in post”"),
                "kind=member&work_state=1",
                members_listed("in_post"),
            ),
        ),
        people,
    )
)

UNIONS: dict[str, Callable[[tuple[str, str, bool, bool]], bool]] = {
    "unions.base": lambda told: told[0] == Level.BASE,
    "unions.branch": lambda told: told[0] == Level.BRANCH,
    "unions.group": lambda told: told[0] == Level.GROUP,
    "unions.joint": lambda told: told[1] == Kind.JOINT,
    "unions.new_form": lambda told: told[1] == Kind.NEW_FORM,
    "unions.legal": lambda told: told[0] == Level.BASE and told[2],
    "unions.overdue": lambda told: told[0] == Level.BASE and told[3],
}


def _unions(unions: Sequence[Union], first: date, last: date) -> Counted:
    """Unions that stand today; one pass over the rows for however many figures and unions."""
    within = Reach.of((union.place, union.place_end) for union in unions)
    rows = Union.objects.within(within).filter(state__in=STANDING)
    told = [
        (place, (level, kind, bool(certificate), bool(due and due < last)))
        for place, level, kind, certificate, due in rows.values_list(
            "place", "level", "kind", "certificate", "election_due"
        )
    ]
    return {
        key: {
            union.pk: sum(fits(row) for place, row in told if union.place <= place < union.place_end)
            for union in unions
        }
        for key, fits in UNIONS.items()
    }


register_source(
    Source(
        (
            Figure("unions.base", _("Base unions"), _("base unions at work or being founded")),
            Figure("unions.branch", _("Branch unions"), _("branches of base unions")),
            Figure("unions.group", _("Union groups"), _("groups of base unions and branches")),
            Figure("unions.joint", _("Joint base unions"), _("base unions that cover several employers")),
            Figure("unions.new_form", _("Base unions of new-form workers"), _("base unions for new forms of work")),
            Figure(
                "unions.legal",
                _("Base unions that are legal persons"),
                _("base unions with a certificate in the register"),
            ),
            Figure(
                "unions.overdue",
                _("Base unions whose election is overdue"),
                _("base unions whose election was due before the last day"),
            ),
        ),
        _unions,
    )
)

# Each step of a membership that changed whether it counts, with what it was. A transfer within a range is none of it.
# Of several on one day each has the nearest one before or behind it as its other end.
_TOLD = """
    WITH asked AS (
        SELECT * FROM unnest(%(ids)s::bigint[], %(firsts)s::int[], %(behinds)s::int[]) r (id, first, behind)
    ), steps AS (
        SELECT m.id, m.person_id, m.origin, m.started, m.ended, u.place, c.day, c.state,
            lag(c.state) OVER (PARTITION BY m.id ORDER BY c.day, c.id) AS before
        FROM people_membershipchange c JOIN people_membership m ON m.id = c.membership_id
        JOIN people_union u ON u.id = m.union_id
        WHERE u.place >= %(from)s AND u.place < %(to)s
    ), turns AS (
        SELECT *, CASE WHEN state = ANY(%(counted)s) THEN 1 ELSE -1 END AS turn FROM steps
        WHERE day <= %(last)s
        AND (state = ANY(%(counted)s)) <> coalesce(before = ANY(%(counted)s), false)
    ), told AS (
        SELECT *, CASE
            WHEN day < %(first)s THEN 'before'
            WHEN turn = 1 AND before IS NULL AND origin = 'transfer' THEN 'in'
            WHEN turn = 1 AND (before IS NULL OR before = 'incomplete') THEN 'new'
            WHEN turn = 1 AND before = 'retained' THEN 'resumed'
            WHEN turn = -1 AND state = 'transferred' THEN 'out'
            WHEN turn = -1 AND state = 'retained' THEN 'retained'
            WHEN turn = -1 AND state IN ('withdrawn', 'deemed_withdrawn', 'expelled') THEN 'left'
            WHEN turn = -1 AND state = 'deceased' THEN 'died'
            ELSE 'mended' END AS what,
            CASE WHEN day >= %(first)s AND turn = 1 AND before IS NULL AND origin = 'transfer' THEN (
                SELECT o.place FROM people_membership x JOIN people_union o ON o.id = x.union_id
                WHERE x.person_id = turns.person_id AND x.id < turns.id AND x.state = 'transferred'
                AND x.ended = turns.started ORDER BY x.id DESC LIMIT 1)
            WHEN day >= %(first)s AND turn = -1 AND state = 'transferred' THEN (
                SELECT o.place FROM people_membership x JOIN people_union o ON o.id = x.union_id
                WHERE x.person_id = turns.person_id AND x.id > turns.id AND x.origin = 'transfer'
                AND x.started = turns.ended ORDER BY x.id LIMIT 1)
            END AS other
        FROM turns
    )
"""
_OWN = """
    FROM asked JOIN told ON place >= first AND place < behind
    WHERE (other IS NULL OR other < first OR other >= behind)
"""
CHANGES = f"{_TOLD} SELECT asked.id, what, sum(turn)::int {_OWN} GROUP BY 1, 2"
LISTED = f"{_TOLD} SELECT person_id, day {_OWN} AND what = %(what)s ORDER BY day DESC, told.id LIMIT %(most)s"
WHY = gettext_noop("count what changed among members, for a return")
GOING = ("out", "retained", "left", "died")  # shown as how many went


def _changes(unions: Sequence[Union], first: date, last: date) -> Counted:
    """What changed among members: counts leave this, no person.

    It reads the whole city: who went away belongs to another union now, out of sight of who asks.
    """
    sums: dict[int, dict[str, int]] = {union.pk: {} for union in unions}
    with everywhere(PLATFORM, WHY), connection.cursor() as cursor:
        cursor.execute(CHANGES, _wanted(unions, first, last))
        for pk, what, count in cursor.fetchall():
            sums[pk][what] = count
    return {f"changes.{name}": {pk: _shown(told, name) for pk, told in sums.items()} for name in SHOWN}


def _wanted(unions: Sequence[Union], first: date, last: date) -> dict[str, Any]:
    return {**asked(unions), "counted": [state.value for state in COUNTED], "first": first, "last": last}


def _listed(what: str) -> Listing:
    """Who makes up a figure of changes, as the register says now. Ids leave it; names are read in the scope of who
    asks, and who went away is often out of it.
    """

    def listed(union: Union, first: date, last: date, most: int) -> list[tuple[int, date]]:
        wanted = {**_wanted([union], first, last), "what": what, "most": most}
        with everywhere(PLATFORM, WHY), connection.cursor() as cursor:
            cursor.execute(LISTED, wanted)
            found: list[tuple[int, date]] = cursor.fetchall()
        return found

    return listed


SHOWN = ("opening", "new", "in", "resumed", "out", "retained", "left", "died", "mended", "closing")


def _shown(told: dict[str, int], name: str) -> int:
    if name == "opening":
        return told.get("before", 0)
    if name == "closing":
        return sum(told.values())
    return -told.get(name, 0) if name in GOING else told.get(name, 0)


register_source(
    Source(
        (
            Figure("changes.opening", _("At the beginning"), _("members on the day before the period")),
            Figure(
                "changes.new",
                _("New"),
                _("memberships that began in the period, by application or recorded later"),
                listing=_listed("new"),
            ),
            Figure(
                "changes.in", _("Transferred in"), _("members who came from a union outside"), listing=_listed("in")
            ),
            Figure(
                "changes.resumed", _("Resumed"), _("retained memberships that live again"), listing=_listed("resumed")
            ),
            Figure(
                "changes.out", _("Transferred out"), _("members who went to a union outside"), listing=_listed("out")
            ),
            Figure(
                "changes.retained",
                _("Retained"),
                _("members whose membership is retained from the period on"),
                listing=_listed("retained"),
            ),
            Figure(
                "changes.left",
                _("Left the union"),
                _("members who withdrew, are deemed to have, or were expelled"),
                listing=_listed("left"),
            ),
            Figure("changes.died", _("Died"), _("members who died"), listing=_listed("died")),
            Figure(
                "changes.mended",
                _("Mended"),
                _("entries that were put right, added less taken away"),
                listing=_listed("mended"),
            ),
            Figure("changes.closing", _("At the end"), _("members on the last day of the period")),
        ),
        _changes,
    )
)
