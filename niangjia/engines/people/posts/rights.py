"""Where rights come from: the posts that an account's person holds or deputises in today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection

from niangjia.foundation.access.actor import Grant, persons_from, rights_from
from niangjia.foundation.access.reach import Reach
from niangjia.foundation.clock import today

from .models import Role
from .roles import BY_TIE, NEVER_BY_DEPUTY, codes_of

if TYPE_CHECKING:
    from niangjia.foundation.access.models import Account

PERSON = "SELECT people_person_of(%s)"
# A row for each post, and for each tie of a post's union: role, whether as a deputy, range, what the tie shares.
# A post's last day is a day of the post; a tie's `valid_to` is the first day without it. The ranges and the numbering
# they are of come from one statement: of two, one could be read before the tree changed and the other after it.
POSTS = """
    WITH post AS (
        SELECT *, FALSE AS deputy FROM people_post WHERE person_id = people_person_of(%(account)s)
        UNION ALL
        SELECT held.*, TRUE FROM people_deputy stands JOIN people_post held ON held.id = stands.post_id
        WHERE stands.person_id = people_person_of(%(account)s) AND %(day)s BETWEEN stands.started AND stands.ends
    ), living AS (
        SELECT post.*, place, place_end FROM post JOIN people_union home ON home.id = union_id
        WHERE started <= %(day)s AND (ends IS NULL OR ends >= %(day)s) AND state IN ('preparing', 'active')
    )
    SELECT role, deputy, place, CASE WHEN whole_subtree THEN place_end ELSE place + 1 END, NULL,
        access_numbering_now()
    FROM living
    UNION ALL
    SELECT role, deputy, tied.place, tied.place_end, shares, access_numbering_now()
    FROM living JOIN people_secondarytie tie ON upper_id = living.union_id
    JOIN people_union tied ON tied.id = tie.union_id
    WHERE whole_subtree AND valid_from <= %(day)s AND (valid_to IS NULL OR valid_to > %(day)s)
"""


@rights_from
def rights_of_posts(account: Account) -> list[Grant]:
    """A grant for every living post. Administrators have none by posts: these offices are apart."""
    if account.administers:
        return []
    with connection.cursor() as cursor:
        cursor.execute(POSTS, {"account": account.pk, "day": today()})
        rows: list[tuple[str, bool, int, int, str | None, int]] = cursor.fetchall()
    return [
        Grant(_codes(Role(role), deputy=deputy, tie=tie), Reach(((start, end),), numbering))
        for role, deputy, start, end, tie, numbering in rows
    ]


def _codes(role: Role, *, deputy: bool, tie: str | None) -> frozenset[str]:
    codes = codes_of(role)
    if deputy:
        codes -= NEVER_BY_DEPUTY
    return codes if tie is None else codes & BY_TIE[tie]


@persons_from
def person_of(account: Account) -> int | None:
    """The person whom an account belongs to; asked past the scope, which follows from the answer.

    An office is nobody's own: administrators who are members have a second account for that.
    """
    if account.administers:
        return None
    with connection.cursor() as cursor:
        cursor.execute(PERSON, [account.pk])
        found: int | None = cursor.fetchone()[0]
    return found
