"""Which roles somebody holds, for many unions at once: what a union lacks is seen by it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from .models import Post, Role

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from niangjia.foundation.access.reach import Reach


def roles_held(reach: Reach, day: date, roles: Iterable[Role]) -> dict[int, set[str]]:
    """Of these roles, those that somebody holds that day in each union of a reach: union id -> roles. One query."""
    rows = Post.objects.living(day).filter(role__in=list(roles))
    places = [(start, end) for start, end in reach.ranges]
    found: defaultdict[int, set[str]] = defaultdict(set)
    for union, role, place in rows.values_list("union", "role", "union__place"):
        if any(start <= place < end for start, end in places):
            found[union].add(role)
    return found
