"""Today: a small union's six buttons, and what is due this month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render
from django.utils.dates import MONTHS
from django.views.decorators.http import require_safe

from niangjia.engines import rules
from niangjia.engines.people.permissions import SEE_UNIONS
from niangjia.engines.people.totals.facets import ALL, MEMBERS
from niangjia.engines.people.totals.reading import totals_of
from niangjia.foundation.access.guards import needs
from niangjia.foundation.access.permissions import ENTER_DESK
from niangjia.foundation.clock import today
from niangjia.foundation.faces.context import SMALL
from niangjia.foundation.faces.due import DueLine, due_between
from niangjia.foundation.faces.menu import desk_buttons, desk_menu
from niangjia.foundation.web.pieces import Item

if TYPE_CHECKING:
    from django.http import HttpResponse

    from niangjia.foundation.access.actor import Actor
    from niangjia.foundation.access.request import Request

FIGURE = "org.small_union_members"
SHOWN = 8
A_WEEK = timedelta(days=7)  # at the end of a month the next one is near


@dataclass(frozen=True)
class Due:
    """A line of the calendar, and whether its day has gone by."""

    line: DueLine
    late: bool


@needs(ENTER_DESK)
@require_safe
def home(request: Request) -> HttpResponse:
    """Today: what waits for the person at the desk."""
    small = is_small_union(request.actor)
    _remember(request, small=small)
    day = today()
    lines = _dues(due_between(request.actor, date.min, max(last_of(day), day + A_WEEK)), day)
    context = {
        "buttons": desk_buttons(request.actor) if small else [],
        "due": lines[:SHOWN],
        "count": len(lines),
        "late": sum(one.late for one in lines),
    }
    return render(request, "desk/home.html", context)


@needs(ENTER_DESK)
@require_safe
def calendar(request: Request) -> HttpResponse:
    """Everything due in a month (`?month=2026-12`), with what is overdue in the present one."""
    first, day = month_of(request.GET.get("month", "")), today()
    begin = date.min if first == day.replace(day=1) else first
    lines = _dues(due_between(request.actor, begin, last_of(first)), day)
    context = {
        "lines": lines,
        "year": first.year,
        "month": MONTHS[first.month],
        "before": f"{first - timedelta(days=1):%Y-%m}",
        "after": f"{last_of(first) + timedelta(days=1):%Y-%m}",
    }
    return render(request, "desk/calendar.html", context)


@needs(ENTER_DESK)
@require_safe
def everything(request: Request) -> HttpResponse:
    """The whole menu on a page, for whoever has the short one."""
    entries = [Item(one.title, one.url, icon=one.icon) for one in desk_menu(request.actor, "")]
    return render(request, "desk/everything.html", {"entries": entries})


def is_small_union(actor: Actor) -> bool:
    """Whether all unions that the actor looks after have no more members together than a small one may have."""
    reach = actor.reach(SEE_UNIONS)
    if not reach:
        return False
    members = totals_of(reach, [MEMBERS]).get(MEMBERS, {}).get(ALL, 0)
    return members <= rules.value(FIGURE, on=today()).count


def _remember(request: Request, *, small: bool) -> None:
    """For the menu of other pages; a session that says so already is not written."""
    if small and SMALL not in request.session:
        request.session[SMALL] = True
    elif not small:
        request.session.pop(SMALL, None)


def _dues(lines: list[DueLine], day: date) -> list[Due]:
    return [Due(line, line.day < day) for line in lines]


def month_of(text: str) -> date:
    """The first day of a month as written in the address; of the present one for "". Raises Http404."""
    if not text:
        return today().replace(day=1)
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        raise Http404 from None


def last_of(day: date) -> date:
    """The last day of its month."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
