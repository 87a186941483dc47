"""What the monthly return counts: the balance of matters, topics and contentment in tens, money that came back.

Of matters everything is told: it is the union's own work. What people think is told in tens of people alone, below
ten not at all; a person counts once, and all who wrote without a name as one. Who has a sealed name may be one of
those with a name: the larger of the two counts.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from niangjia.engines.matters.limits.models import TimeLimit
from niangjia.engines.matters.models import Matter, State
from niangjia.engines.matters.ratings.models import Rating
from niangjia.engines.papers.returns.figures import Figure, Source, register_source
from niangjia.foundation.clock import SHANGHAI
from niangjia.services.concerns.choices import Category, Choice, Way
from niangjia.services.concerns.models import Concern
from niangjia.services.concerns.reading import BROUGHT
from niangjia.services.concerns.totals import FEWEST, at_least

from .placing import places_above

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from niangjia.engines.papers.returns.figures import Counted
    from niangjia.engines.people.models import Union

ENDS = {
    "closed": "answered",
    "guided": "guided",
    "not_ours": "refused",
    "elsewhere": "refused",
    "disciplined": "disciplined",
}
WAYS = {Way.CALL: "called", Way.VISIT: "visited", Way.LETTER: "written"}  # all others came on the phone or computer
CONTENT = 4  # of five
NAMELESS = "nameless"
BALANCE = (
    Figure("concerns.opening", _("Under way before"), _("concerns that were brought before the month and not over")),
    Figure("concerns.received", _("Brought"), _("concerns that were brought in the month")),
    Figure("concerns.online", _("Online"), _("of these, on the phone or computer, with a name or without")),
    Figure("concerns.called", _("By telephone"), _("of these, entered for somebody who called")),
    Figure("concerns.visited", _("In person"), _("of these, entered for somebody who came")),
    Figure("concerns.written", _("By letter"), _("of these, entered for somebody who wrote")),
    Figure("concerns.over", _("Ended in the month"), _("concerns that ended in the month by a decision")),
    Figure("concerns.answered", _("Answered"), _("of these, handled and answered in writing")),
    Figure("concerns.guided", _("Led on"), _("of these, led to their lawful channel")),
    Figure("concerns.refused", _("Not taken"), _("of these, another body's business or in hand elsewhere")),
    Figure("concerns.disciplined", _("Discipline body"), _("of these, passed to the discipline body")),
    Figure("concerns.withdrawn", _("Withdrawn"), _("concerns that were withdrawn or revoked in the month")),
    Figure("concerns.closing", _("Under way after"), _("concerns that were not over at the end of the month")),
    Figure("concerns.late", _("Overdue"), _("of these, with a time limit that had run out by then")),
)
MONEY = (
    Figure(
        "concerns.wage_cases", _("Wages recovered, cases"), _("concerns about wages that ended with money recovered")
    ),
    Figure("concerns.wages", _("Wages recovered, yuan"), _("the money of these")),
    Figure("concerns.cases", _("Money recovered, cases"), _("all concerns that ended with money recovered")),
    Figure("concerns.money", _("Money recovered, yuan"), _("the money of all these")),
)
TENS = _("people in tens, below ten none; each counts once, all without a name as one")
TOPICS = tuple(Figure(f"concerns.about_{one.value}", one.label, TENS) for one in Category)
CONTENTMENT = (
    Figure("concerns.rated", _("Rated"), _("workers who rated what ended in the month, in tens, below ten none")),
    Figure("concerns.content", _("Content"), _("of these, with four or five of five, in tens, below ten none")),
)
Spread = dict[str, Counter[int]]  # figure -> place of a union -> how many at that very union


class Month(NamedTuple):
    """Its first moment, and the first one after it."""

    start: datetime
    end: datetime


def _moments(first: date, last: date) -> Month:
    """From the beginning of the first day to that of the day after the last."""
    return Month(*(datetime.combine(day, time(), SHANGHAI) for day in (first, last + timedelta(days=1))))


def _summed(spread: Spread, figures: Iterable[Figure], unions: Sequence[Union]) -> Counted:
    """Of each union with all below it."""

    def of(key: str, union: Union) -> Any:
        return sum(
            many for place, many in spread.get(key, Counter()).items() if union.place <= place < union.place_end
        )

    return {figure.key: {union.pk: of(figure.key, union) for union in unions} for figure in figures}


def _within(unions: Sequence[Union], path: str = "union") -> Q:
    found = Q(pk__in=())
    for union in unions:
        found |= Q(**{f"{path}__place__gte": union.place, f"{path}__place__lt": union.place_end})
    return found


def count_balance(unions: Sequence[Union], first: date, last: date) -> Counted:
    """The balance of matters: before + brought = over + withdrawn + after."""
    month = _moments(first, last)
    rows = Matter.objects.filter(_within(unions), procedure__in=BROUGHT, opened__lt=month.end)
    rows = rows.filter(Q(closed=None) | Q(closed__gte=month.start)).select_related("union")
    found = list(rows.only("opened", "closed", "phase", "recuses", "union__place"))
    above = places_above([matter.pk for matter in found if matter.recuses])
    ways = dict(Concern.objects.filter(matter__in=found).values_list("matter", "way"))
    spread: Spread = defaultdict(Counter)
    living: dict[int, int] = {}
    for matter in found:
        place = above.get(matter.pk, matter.union.place)
        figures = list(_figures_of(matter, ways.get(matter.pk, ""), month))
        for figure in figures:
            spread[f"concerns.{figure}"][place] += 1
        if "closing" in figures:
            living[matter.pk] = place
    over = TimeLimit.objects.filter(Q(ended=None) | Q(ended__gte=month.end), matter__in=list(living), due__lte=last)
    for key in over.values_list("matter", flat=True).distinct():
        spread["concerns.late"][living[key]] += 1
    return _summed(spread, BALANCE, unions)


def _figures_of(matter: Matter, way: str, month: Month) -> Iterable[str]:
    """Where a matter counts."""
    if matter.opened < month.start:
        yield "opening"
    else:
        yield from ("received", WAYS.get(Way(way), "online") if way else "online")
    if matter.closed is None or matter.closed >= month.end:
        yield "closing"
    elif matter.phase in ENDS and matter.state == State.DONE:
        yield from ("over", ENDS[matter.phase])
    else:
        yield "withdrawn"


def count_money(unions: Sequence[Union], first: date, last: date) -> Counted:
    """What came back by what ended in the month."""
    start, end = _moments(first, last)
    rows = Concern.objects.filter(
        _within(unions, "matter__union"), matter__closed__gte=start, matter__closed__lt=end, recovered__gt=0
    )
    spread: dict[str, Any] = defaultdict(Counter)
    above = places_above(list(rows.filter(matter__recuses=True).values_list("matter", flat=True)))
    for key, there, category, money in rows.values_list("matter", "matter__union__place", "category", "recovered"):
        place = above.get(key, there)
        keys = [("cases", "money")] + ([("wage_cases", "wages")] if category == Category.WAGES else [])
        for cases, yuan in keys:
            spread[f"concerns.{cases}"][place] += 1
            spread[f"concerns.{yuan}"][place] += money or Decimal(0)
    return _summed(spread, MONEY, unions)


def tens(many: int) -> int:
    """As it is told of what people think."""
    return many - many % FEWEST


def count_topics(unions: Sequence[Union], first: date, last: date) -> Counted:
    """How many people brought something about a topic."""
    rows = Concern.objects.filter(_within(unions, "matter__union"), made__range=(first, last))
    names = ("pk", "category", "choice", "matter__person", "confidential__whose", "matter__union__place")
    who: dict[str, list[tuple[int, object]]] = defaultdict(list)
    for key, category, choice, person, whose, place in rows.values_list(*names):
        sealed = bytes(whose) if whose else None
        who[category].append((place, NAMELESS if choice == Choice.ANONYMOUS else person or sealed or key))
    return _people({f"concerns.about_{one.value}": who[one.value] for one in Category}, unions)


def count_contentment(unions: Sequence[Union], first: date, last: date) -> Counted:
    """What workers said of what ended in the month."""
    rows = Rating.objects.filter(_within(unions), procedure__in=BROUGHT, closed__range=(first, last))
    found = list(rows.values_list("matter__person", "union__place", "satisfied"))
    return _people(
        {
            "concerns.rated": [(place, person) for person, place, _stars in found],
            "concerns.content": [(place, person) for person, place, stars in found if stars >= CONTENT],
        },
        unions,
    )


def _people(who: dict[str, list[tuple[int, object]]], unions: Sequence[Union]) -> Counted:
    """Different people of each union with all below it, in tens."""

    def of(union: Union, found: list[tuple[int, object]]) -> int:
        people = {person for place, person in found if union.place <= place < union.place_end}
        sealed = sum(isinstance(person, bytes) for person in people)
        named = len(people - {NAMELESS}) - sealed
        return tens(at_least(named, sealed, nameless=NAMELESS in people))

    return {key: {union.pk: of(union, found) for union in unions} for key, found in who.items()}


PARTS: tuple[tuple[tuple[Figure, ...], Callable[[Sequence[Union], date, date], Counted]], ...] = (
    (BALANCE, count_balance),
    (MONEY, count_money),
    (TOPICS, count_topics),
    (CONTENTMENT, count_contentment),
)
for figures, count in PARTS:
    register_source(Source(figures, count))
