"""The tree as it was on a day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import Q

from .models import Union, UnionVersion

if TYPE_CHECKING:
    from datetime import date

TREE_ON = """
    WITH RECURSIVE that_day AS MATERIALIZED (
        SELECT v.union_id, v.parent_id, v.name, v.level, v.kind, v.state, u.code
        FROM people_unionversion v JOIN people_union u ON u.id = v.union_id
        WHERE v.valid_from <= %(day)s AND (v.valid_to IS NULL OR v.valid_to > %(day)s)
        AND v.state IN ('preparing', 'active')
    ), tree AS (
        SELECT that_day.*, 0 AS depth, ARRAY[level || code COLLATE "C"] AS path FROM that_day
        WHERE CASE WHEN %(below)s IS NULL THEN parent_id IS NULL ELSE union_id = %(below)s END
        UNION ALL
        SELECT t.*, tree.depth + 1, path || (t.level || t.code COLLATE "C")
        FROM tree JOIN that_day t ON t.parent_id = tree.union_id
        WHERE %(deepest)s IS NULL OR tree.depth < %(deepest)s
    )
    SELECT union_id, parent_id, depth, code, name, level, kind, state FROM tree ORDER BY path
"""


@dataclass(frozen=True, slots=True)
class Standing:
    """A union on that day; its code is today's. `depth` counts from where the reading began."""

    union_id: int
    parent_id: int | None
    depth: int
    code: str
    name: str
    level: str
    kind: str
    state: str


def union_on(union: Union, day: date) -> UnionVersion | None:
    """What the union was called and where it stood on that day; None before it came into the register."""
    holding = Q(valid_to=None) | Q(valid_to__gt=day)
    return union.versions.filter(holding, valid_from__lte=day).select_related("parent").first()


def tree_on(day: date, *, below: Union | None = None, deepest: int | None = None) -> list[Standing]:
    """The unions that stood on that day, in the order of the tree; `below` one and with it, so many steps deep.

    Unions that had been merged or dissolved by then are not in it. One query.
    """
    wanted = {"day": day, "below": below.pk if below else None, "deepest": deepest}
    with connection.cursor() as cursor:
        cursor.execute(TREE_ON, wanted)
        return [Standing(*row) for row in cursor.fetchall()]
