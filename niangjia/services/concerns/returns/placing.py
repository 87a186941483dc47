"""From which return a matter counts out of which somebody keeps: who signs a return must not find in it that there is
something of which no list, total or paper tells them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from niangjia.engines.matters.models import KeptOut
from niangjia.engines.people.models import Post
from niangjia.foundation.clock import today

if TYPE_CHECKING:
    from collections.abc import Collection


def places_above(matters: Collection[int]) -> dict[int, int]:
    """Of matters out of which a holder of a post at their union or above keeps: the place of the first union above
    all of these posts, or of the top one; the others are not in it. Two queries, none for no matters."""
    if not matters:
        return {}
    kept = list(KeptOut.objects.filter(matter__in=matters).values_list("matter", "person", "matter__union__place"))
    posts = Post.objects.living(today()).filter(person__in={person for _matter, person, _place in kept})
    held: dict[int, list[tuple[int, int, int | None]]] = defaultdict(list)
    for person, *where in posts.values_list("person", "union__place", "union__place_end", "union__parent__place"):
        held[person].append((where[0], where[1], where[2]))
    found: dict[int, int] = {}
    for matter, person, place in kept:
        for start, end, above in held[person]:
            if start <= place < end:
                goes = start if above is None else above
                found[matter] = min(goes, found.get(matter, goes))
    return found
