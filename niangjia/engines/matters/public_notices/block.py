"""The portal's first page: public notices that hang for whoever looks."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.db import connection
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from niangjia.engines.people.memberships.models import LIVING
from niangjia.engines.people.posts.holding import posts_of
from niangjia.foundation.clock import today
from niangjia.foundation.faces import Block, BlockLine, Slot

from .kinds import all_notices

if TYPE_CHECKING:
    from datetime import date

    from niangjia.foundation.access.actor import Actor

SHOWN = 3
# Of the unions where the person belongs, and of those above them as far as their kind says so; nothing about what was
# sent past a union in which the person has a post. What objecting.hung_for lets somebody read, without what hangs
# elsewhere for whoever keeps notices. By hand: everybody's first page asks this, and mostly nothing hangs.
HANGING = """
    WITH RECURSIVE mine AS (
        SELECT home_id AS id FROM people_person WHERE id = %(person)s
        UNION SELECT union_id FROM people_membership WHERE person_id = %(person)s AND state = ANY(%(living)s)
    ), line (id, parent_id, here) AS (
        SELECT id, parent_id, TRUE FROM people_union JOIN mine USING (id)
        UNION SELECT above.id, above.parent_id, FALSE FROM people_union above JOIN line ON above.id = line.parent_id
    )
    SELECT code, title, ends, (SELECT name FROM people_union WHERE id = belongs.id)
    FROM (SELECT id, bool_or(here) AS here FROM line GROUP BY id) belongs CROSS JOIN LATERAL (
        SELECT id, matter_id, kind, code, title, ends FROM matters_publicnotice
        WHERE union_id = belongs.id AND state = 1 AND starts <= %(day)s AND ends >= %(day)s
        OFFSET 0  -- union by union, however many hang in the city
    ) hung
    WHERE (here OR kind = ANY(%(below)s)) AND NOT EXISTS (
        SELECT FROM matters_matter matter JOIN people_union past ON past.id = matter.bypassed_id
        JOIN unnest(%(posts)s::integer[]) post ON past.place <= post AND past.place_end > post
        WHERE matter.id = hung.matter_id
    )
    ORDER BY ends, hung.id LIMIT %(shown)s
"""


def hanging_block(actor: Actor) -> Block | None:
    """The few that are over first; nothing for a visitor. One query."""
    rows = _hanging(actor) if actor.person_id else []
    if not rows:
        return None
    lines = tuple(
        BlockLine(
            title,
            union,
            _("until %(day)s") % {"day": date_format(ends, "MONTH_DAY_FORMAT")},
            reverse("my:public_notice", args=[code]),
            "news",
        )
        for code, title, ends, union in rows
    )
    return Block(
        Slot.NEWS, _("Public notices"), lines, icon="news", url=reverse("my:public_notices"), more=_("All of them")
    )


def _hanging(actor: Actor) -> list[tuple[str, str, date, str]]:
    """Code, title, last day and name of the union, of the first SHOWN."""
    given = {
        "person": actor.person_id,
        "living": [state.value for state in LIVING],
        "day": today(),
        "below": [kind.key for kind in all_notices() if kind.below],
        "posts": [start for _codes, start in posts_of(actor)],
        "shown": SHOWN,
    }
    with connection.cursor() as cursor:
        cursor.execute(HANGING, given)
        return cast("list[tuple[str, str, date, str]]", cursor.fetchall())
