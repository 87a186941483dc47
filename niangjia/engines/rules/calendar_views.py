"""The desk's pages of the work calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from niangjia.foundation.access.guards import needs
from niangjia.foundation.access.permissions import ENTER_DESK
from niangjia.foundation.clock import today

from .actions import complete_year, set_days
from .calendar_pages import WEEKDAYS, months, runs
from .city import work_calendar
from .forms import FIRST_YEAR, LAST_YEAR, DaysForm, YearForm
from .permissions import SET_RULES

if TYPE_CHECKING:
    from django.http import HttpResponse

    from niangjia.foundation.access.request import Request


@needs(ENTER_DESK)
@require_safe
def year(request: Request, year: int | None = None) -> HttpResponse:
    """The calendar of a year, this year's if none is named."""
    return _page(request, _within(year or today().year), YearForm())


@needs(SET_RULES)
@require_http_methods(["GET", "HEAD", "POST"])
def days(request: Request) -> HttpResponse:
    """Sets days of the city's own calendar; `?day=` names the first."""
    if request.method != "POST":
        asked = _asked_day(request)
        return render(request, "rules/days.html", {"form": DaysForm(initial={"first": asked, "kind": "free"})})
    form = DaysForm(request.POST)
    if form.is_valid():
        try:
            done = set_days(request.actor, **form.days())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            said = ngettext("%(count)s day is set.", "%(count)s days are set.", len(done)) % {"count": len(done)}
            messages.success(request, said)
            return redirect("rules:calendar_year", done[0].day.year)
    return render(request, "rules/days.html", {"form": form}, status=422)


@needs(SET_RULES)
@require_POST
def complete(request: Request, year: int) -> HttpResponse:
    """Says that all special days of a year have been entered; `incomplete` in the data takes that back."""
    form = YearForm(request.POST)
    if not form.is_valid():
        return _page(request, _within(year), form, status=422)
    complete_year(
        request.actor, _within(year), complete="incomplete" not in request.POST, basis=form.cleaned_data["basis"]
    )
    messages.success(request, _("It is written down."))
    return redirect("rules:calendar_year", year)


def _within(year: int) -> int:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    return year


def _asked_day(request: Request) -> object:
    try:
        return parse_date(request.GET.get("day", "")) or today()
    except ValueError:
        return today()


def _page(request: Request, year: int, form: YearForm, status: int = 200) -> HttpResponse:
    calendar = work_calendar()
    shown = calendar.year(year)
    context = {
        "year": year,
        "before": year - 1 if year > FIRST_YEAR else None,
        "after": year + 1 if year < LAST_YEAR else None,
        "today": today(),
        "weekdays": WEEKDAYS,
        "months": months(shown),
        "runs": runs(shown),
        "workdays": sum(day.is_workday for day in shown),
        "known": calendar.knows(year),
        "by_city": calendar.completed(year),
        "form": form,
        "may_set": request.actor.may(SET_RULES),
    }
    return render(request, "rules/calendar.html", context, status=status)
