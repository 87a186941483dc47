"""When figures or the calendar change, limits that run are worked out anew: every night, or when somebody asks for
it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from niangjia.engines import journal
from niangjia.engines.matters.acts.locking import hold_matters
from niangjia.engines.people.models import Union
from niangjia.engines.rules import NoFigure, value, work_calendar
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.jobs import Step, job_kind, periodic
from niangjia.foundation.jobs.actions import start_job
from niangjia.foundation.jobs.models import LIVE, Job

from . import journal_codes as codes
from .kinds import UnknownLimit, limit_kind
from .models import TimeLimit
from .settling import SETTLED, Steps, chain_of, settle, show_on_task, steps_for, take_figure

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from niangjia.engines.rules import Figure
    from niangjia.engines.rules.workdays import WorkCalendar
    from niangjia.foundation.access.actor import Actor
    from niangjia.foundation.jobs import Ids, Work

KIND, AT_ONCE = "matters.recompute_limits", 50  # their matters wait for the chunk


def recompute_soon() -> Job:
    """Start working all limits that run out anew; the job that is at it already counts."""
    under_way = Job.objects.filter(kind=KIND, state__in=LIVE).first()
    return under_way or start_job(PLATFORM, KIND, {}, total=_running().count())


@periodic("37 4 * * *")
def every_night() -> None:
    """What was set or entered since yesterday counts from today on."""
    if _running().exists():
        recompute_soon()


@job_kind(KIND, title=_("Working time limits out anew"))
def recompute_some(work: Work, cursor: Ids | None) -> Step:
    """Some limits by their id; each in the chunk's transaction, so that none is half done."""
    after, done = (int(cursor[name]) for name in ("after", "done")) if cursor else (0, 0)
    found = list(_running().filter(pk__gt=after).order_by("pk").values_list("pk", "matter")[:AT_ONCE])
    hold_matters(matter for _limit, matter in found)
    known = Known()
    for row in _held([limit for limit, _matter in found]):
        recompute(work.actor, row, known)
    done += len(found)
    return Step({"after": found[-1][0], "done": done} if len(found) == AT_ONCE else None, done=done)


def _held(ids: list[int]) -> list[TimeLimit]:
    """Those that run still, now that nobody else does anything about their matters."""
    rows = _running().filter(pk__in=ids).select_for_update(of=("self",)).order_by("pk")
    return list(rows.select_related("union", "matter").prefetch_related("pauses"))


def recompute(actor: Actor, limit: TimeLimit, known: Known | None = None) -> bool:
    """Take the figure and the calendar of this moment; whether its end changed. Its event's day still judges."""
    known = known or Known()
    before = _days_of(limit)
    figure = known.figure(limit)
    if figure is not None:
        take_figure(limit, figure)
    earlier = limit.due
    settle(limit, known.steps(limit), known.calendar)
    if _days_of(limit) == before:
        return False
    limit.save(update_fields=SETTLED)
    show_on_task(limit)
    if limit.due != earlier:
        data = {"kind": limit.kind, "day": _said(limit.due), "earlier": _said(earlier)}
        journal.record(actor, codes.RECOMPUTED, limit.matter, union=limit.union_id, data=data)
    return limit.due != earlier


class Known:
    """What limits of one chunk ask again and again: chains of unions, figures, steps."""

    def __init__(self) -> None:
        self.calendar: WorkCalendar = work_calendar()
        self._chains: dict[int, list[int]] = {}
        self._figures: dict[tuple[str, int, date], Figure | None] = {}
        self._steps: dict[tuple[int, date], Steps] = {}

    def chain(self, union: Union) -> list[int]:
        if union.pk not in self._chains:
            self._chains[union.pk] = chain_of(union)
        return self._chains[union.pk]

    def figure(self, limit: TimeLimit) -> Figure | None:
        """None where this version knows the kind no more, or nobody knows a figure: then it stays as it is."""
        key = limit.kind, limit.union_id, limit.event
        if key not in self._figures:
            self._figures[key] = self._asked(limit)
        return self._figures[key]

    def _asked(self, limit: TimeLimit) -> Figure | None:
        try:
            return value(limit_kind(limit.kind).figure, on=limit.event, unions=self.chain(limit.union))
        except (UnknownLimit, NoFigure):
            return None

    def steps(self, limit: TimeLimit) -> Steps:
        key = limit.union_id, limit.event
        if key not in self._steps:
            self._steps[key] = steps_for(self.chain(limit.union), limit.event)
        return self._steps[key]


def _running() -> QuerySet[TimeLimit]:
    return TimeLimit.objects.filter(outcome=TimeLimit.Outcome.RUNNING)


def _days_of(limit: TimeLimit) -> tuple[object, ...]:
    return tuple(getattr(limit, name) for name in SETTLED)


def _said(day: date | None) -> str | None:
    return str(day) if day else None
