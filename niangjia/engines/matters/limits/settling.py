"""Works a limit's days out from its rows: by when, from when on somebody is warned, when those above hear of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from niangjia.engines.matters.core.models import LIVING, Task
from niangjia.engines.rules import work_calendar
from niangjia.engines.rules.defaults import known
from niangjia.engines.rules.figures import judged
from niangjia.engines.rules.models import Setting
from niangjia.foundation.clock import SHANGHAI, today

from . import counting
from .counting import Paused
from .models import TimeLimit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from niangjia.engines.people.models import Union
    from niangjia.engines.rules import Figure
    from niangjia.engines.rules.workdays import WorkCalendar

WARN, EVERY, MOST = "matters.warn_wd", "matters.escalate_wd", "matters.escalate_most"
END_OF_DAY = time(23, 59, 59)
SETTLED = ["days", "working", "basis", "sure", "due", "guessed", "warn_on", "warned", "escalate_on", "level"]


@dataclass(frozen=True)
class Steps:
    """How many workdays before the end somebody is warned, after how many those further up hear, how far up.

    `most` is never more than there are levels above, so that nothing is ever due at a level that is not there.
    """

    warn: int
    every: int
    most: int


def chain_of(union: Union) -> list[int]:
    """The ids from the union to the root; one query."""
    above = type(union).objects.filter(place__lte=union.place, place_end__gt=union.place)
    return list(above.order_by("-place").values_list("pk", flat=True))


def figures_for(keys: Iterable[str], chain: list[int], on: date) -> dict[str, Figure]:
    """The figures of several parameters for a day, with one query. Raises UnknownParameter, NoFigure."""
    wanted = {key: known(key) for key in keys}
    own: dict[str, list[Setting]] = {key: [] for key in wanted}
    for setting in Setting.objects.live().of(chain).filter(key__in=wanted):
        own[setting.key].append(setting)
    return {key: judged(parameter, own[key], on=on, unions=chain) for key, parameter in wanted.items()}


def steps_of(figures: Mapping[str, Figure], chain: list[int]) -> Steps:
    levels = max(1, len(chain) - 1)  # the first is the union and the one above
    return Steps(figures[WARN].days.count, max(1, figures[EVERY].days.count), min(figures[MOST].count, levels))


def steps_for(chain: list[int], on: date) -> Steps:
    return steps_of(figures_for((WARN, EVERY, MOST), chain, on), chain)


def take_figure(limit: TimeLimit, figure: Figure) -> None:
    """Let the limit be as long as the figure says, on its basis."""
    limit.days, limit.working = figure.days.count, figure.days.working
    limit.basis, limit.sure = figure.basis[:300], figure.sure


def settle(limit: TimeLimit, steps: Steps, calendar: WorkCalendar | None = None) -> None:
    """Set the days of a limit from its length and pauses; the caller saves SETTLED.

    A new end has its own warning and its own way up: whoever was told of the old one is told of the new one again.
    """
    calendar = calendar or work_calendar()
    pauses = [Paused(pause.since, pause.until) for pause in limit.pauses.all()] if limit.pk else []
    before, found = limit.due, counting.due(calendar, limit.event, limit.length, pauses)
    limit.due, limit.guessed = (found.day, not found.certain) if found else (None, False)
    if limit.due != before:
        _begin_anew(limit)
    limit.warn_on = _warn_on(limit, steps, calendar)
    limit.escalate_on = next_escalation(limit, steps, calendar)


def _begin_anew(limit: TimeLimit) -> None:
    if limit.due is None or limit.due >= today():
        limit.level = 0
        limit.warned = None


def _warn_on(limit: TimeLimit, steps: Steps, calendar: WorkCalendar) -> date | None:
    """Never before the day after it began: a limit of a day or two is news enough by itself."""
    if limit.due is None:
        return None
    return max(counting.before(calendar, limit.due, steps.warn), limit.event + counting.DAY)


def next_escalation(limit: TimeLimit, steps: Steps, calendar: WorkCalendar) -> date | None:
    """The first workday after the end, and then every so many workdays, as far up as the figure says."""
    if limit.due is None or limit.level >= steps.most:
        return None
    return counting.after(calendar, limit.due, 1 + limit.level * steps.every)


def end_of(day: date | None) -> datetime | None:
    """The last moment of a day, which tasks are sorted by."""
    return datetime.combine(day, END_OF_DAY, SHANGHAI) if day else None


def show_on_task(limit: TimeLimit) -> None:
    """The task that waits shows its end, which the lists sort by."""
    if limit.task_id:
        Task.objects.filter(pk=limit.task_id, state__in=LIVING).update(due=end_of(limit.due))
