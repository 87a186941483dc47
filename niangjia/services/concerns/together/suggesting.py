"""Which union handled such concerns before: counted from what the actor sees anyway."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Count, Q

from niangjia.engines.matters.acts.going import passes_by
from niangjia.engines.matters.models import Matter, State
from niangjia.engines.matters.rights import seen_by
from niangjia.engines.people.models import Union
from niangjia.engines.people.unions.acts import STANDING
from niangjia.foundation.clock import now
from niangjia.services.concerns.models import Concern
from niangjia.services.concerns.permissions import HANDLE
from niangjia.services.concerns.reading import CONCERN

if TYPE_CHECKING:
    from niangjia.foundation.access.actor import Actor

YEARS, SHOWN = timedelta(days=730), 3
LOOKED_AT = 2000  # the newest that were closed: a page is no place to count a million


class Suggested(NamedTuple):
    """A union, and how many such concerns it has closed."""

    union: Union
    many: int


def suggested(actor: Actor, matter: Matter, concern: Concern) -> list[Suggested]:
    """Unions that lately closed concerns about the same topic; first those of the same employer."""
    here = matter.union
    if all(here.place <= start and end <= here.place_end for start, end in actor.reach(HANDLE).ranges):
        return []  # of other unions this reader sees nothing
    closed = Matter.objects.filter(
        seen_by(actor), procedure=CONCERN, state=State.DONE, phase="closed", closed__gte=now() - YEARS
    )
    newest = closed.exclude(union=here).order_by("-closed").values("pk")[:LOOKED_AT]
    rows = Concern.objects.filter(matter__in=newest, category=concern.category)
    same = Q(employer=concern.employer_id) if concern.employer_id else Q(pk__in=())
    counted = rows.values("matter__union").annotate(many=Count("pk"), same=Count("pk", filter=same))
    found = {row["matter__union"]: row["many"] for row in counted.order_by("-same", "-many", "matter__union")[:10]}
    unions = Union.objects.in_bulk(list(found))
    able = [Suggested(unions[key], many) for key, many in found.items() if unions[key].state in STANDING]
    return [one for one in able if not passes_by(matter, one.union)][:SHOWN]
