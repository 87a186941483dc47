"""Ratings become groups of at least ten, and only groups are ever told: nobody is recognised by comparing totals.

For each question by itself, of one service and one year of endings:

1. As soon as ten who answered wait in a union, these ten are a group of that union.
2. What waits from before the present quarter is put together upwards: in the nearest union in whose subtree at least
   ten wait, they are a group of that one.

An answer stands in one group for good. A union's total is the sum of the groups in its subtree, so whatever two
readers with different reaches subtract, and whatever somebody subtracts from what stood there yesterday, is made of
whole groups. The answers themselves wait unseen until they belong to one.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from niangjia.engines.people.models import Union
from niangjia.foundation.clock import SHANGHAI, today
from niangjia.foundation.jobs import periodic

from .kinds import rating_kind
from .models import Rating, RatingGroup
from .rating import CONTENT, FEWEST

if TYPE_CHECKING:
    from collections.abc import Iterator

YEARS = 3  # this one and those before
SOLVED, CONTENT_WITH, LAWFUL_NO = "solved", "satisfied", "lawful_no"  # asked of every service; others by their key


@dataclass(frozen=True)
class _Asked:
    """A question: who answered it, and who of these answered well."""

    key: str
    answered: Q
    good: Q


def years() -> list[int]:
    """Those of which totals are shown, the newest first."""
    return [today().year - back for back in range(YEARS)]


@periodic("12 5 * * *")
def group_ratings() -> None:
    """What came since yesterday joins groups where there is enough of it."""
    for year in years():
        ended = Q(closed__range=(date(year, 1, 1), date(year, 12, 31)))
        for procedure in Rating.objects.filter(ended).order_by().values_list("procedure", flat=True).distinct():
            for asked in _questions(procedure):
                _group(procedure, year, asked, Q(procedure=procedure) & ended)


def _questions(procedure: str) -> Iterator[_Asked]:
    yield _Asked(CONTENT_WITH, Q(), Q(satisfied__gte=CONTENT))
    yield _Asked(LAWFUL_NO, Q(), Q(lawful_no=True))
    yield _Asked(SOLVED, Q(solved__isnull=False, lawful_no=False), Q(solved=True))
    for one in rating_kind(procedure).questions:
        yield _Asked(one.key, Q(answers__has_key=one.key), Q(**{f"answers__{one.key}__gte": CONTENT}))


@transaction.atomic
def _group(procedure: str, year: int, asked: _Asked, rows: Q) -> None:
    """Make the groups of one question; each rating that is put into one says so from then on."""
    waits = Rating.objects.filter(rows & asked.answered).exclude(counted__contains=[asked.key])
    waiting: dict[int, list[Rating]] = defaultdict(list)
    for rating in waits.order_by("rated", "pk").select_for_update(of=("self",)).only("union", "rated", "counted"):
        waiting[rating.union_id].append(rating)
    good = set(waits.filter(asked.good).values_list("pk", flat=True))
    for union, together in [*_of_ten(waiting), *_upwards(waiting)]:
        RatingGroup.objects.create(
            procedure=procedure,
            year=year,
            union_id=union,
            question=asked.key,
            people=len(together),
            good=sum(rating.pk in good for rating in together),
        )
        for rating in together:
            rating.counted = [*rating.counted, asked.key]
        Rating.objects.bulk_update(together, ["counted"])


def _of_ten(waiting: dict[int, list[Rating]]) -> Iterator[tuple[int, list[Rating]]]:
    """Ten at a time, in the order in which they came; what is left goes on waiting."""
    for union, there in waiting.items():
        whole = len(there) - len(there) % FEWEST
        yield from ((union, there[at : at + FEWEST]) for at in range(0, whole, FEWEST))
        del there[:whole]


def _upwards(waiting: dict[int, list[Rating]]) -> Iterator[tuple[int, list[Rating]]]:
    """What has waited since the last quarter, from the lowest unions upwards."""
    since = _quarter()
    pools = {union: [one for one in there if one.rated < since] for union, there in waiting.items()}
    if not any(pools.values()):
        return
    tree = {pk: (parent, depth) for pk, parent, depth in Union.objects.values_list("pk", "parent", "depth")}
    levels: dict[int, dict[int, list[Rating]]] = defaultdict(lambda: defaultdict(list))
    for union, there in pools.items():
        levels[tree[union][1]][union] += there
    for depth in range(max(levels), -1, -1):
        for union, there in sorted(levels[depth].items()):
            parent = tree[union][0]
            if len(there) >= FEWEST:
                yield union, there
            elif parent is not None:
                levels[tree[parent][1]][parent] += there


def _quarter() -> datetime:
    """When the present quarter began."""
    day = today()
    return datetime.combine(day.replace(month=day.month - (day.month - 1) % 3, day=1), time(), SHANGHAI)
