"""The desk's pages of visits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from niangjia.engines.matters.pages.answering import attempt
from niangjia.foundation.access.guards import needs
from niangjia.foundation.clock import now, today
from niangjia.foundation.web.pieces import Item, State, Tone
from niangjia.foundation.web.tables import page_of
from niangjia.services.visits.acts.keeping import left_alone
from niangjia.services.visits.acts.visiting import plan_visit
from niangjia.services.visits.forms import PlanForm
from niangjia.services.visits.models import Problem, Reception, Visit
from niangjia.services.visits.permissions import VISIT
from niangjia.services.visits.reading import unions_of

from .loading import load_here

if TYPE_CHECKING:
    from django.http import HttpResponse

    from niangjia.engines.people.models import Union
    from niangjia.foundation.access.request import Request

SHOWN = 50
TONES = {Visit.State.PLANNED: Tone.NOW, Visit.State.DONE: Tone.GOOD, Visit.State.OFF: Tone.PLAIN}


@needs(VISIT)
@require_safe
def desk(request: Request) -> HttpResponse:
    """Visits, problems and reception days of one of my unions."""
    unions = unions_of(request.actor)
    asked = request.GET.get("union", "")
    union = next((one for one in unions if str(one.pk) == asked), unions[0] if unions else None)
    context = {"unions": unions, "union": union, **(_shown(request, union) if union else {})}
    return render(request, "visits/desk.html", context)


def _shown(request: Request, union: Union) -> dict[str, Any]:
    page = page_of(request.GET, Visit.objects.filter(union=union).order_by("-day", "-pk"))
    going = Problem.objects.filter(union=union, state__in=(Problem.State.OPEN, Problem.State.SOLVED))
    days = Reception.objects.filter(union=union, off=None).order_by("-starts")[:SHOWN]
    return {
        "page": page,
        "visits": [_visit(one) for one in page.object_list],
        "alone": [problem_item(one) for one in _alone_below(union)],
        "problems": [problem_item(one) for one in going.order_by("due", "pk")[:SHOWN]],
        "days": [_day(one) for one in days],
    }


def _alone_below(union: Union) -> list[Problem]:
    """Solved ones of the unions right below that nobody there may strike off."""
    rows = Problem.objects.filter(union__parent=union, state=Problem.State.SOLVED)
    return left_alone(rows.order_by("solved", "pk"), SHOWN)


def _visit(row: Visit) -> Item:
    kind = Visit.State(row.state)
    return Item(
        row.place,
        url=reverse("visits:visit", args=[row.pk]),
        text=f"{date_format(row.day)} · {row.get_purpose_display()} · {row.visitors}",
        icon="map-pin",
        state=State(kind.label, TONES[kind]),
    )


def problem_item(row: Problem) -> Item:
    """A problem as a line; what is late says so."""
    words = row.text.reveal()
    late = row.state == Problem.State.OPEN and row.due < today()
    shown = State(_("overdue"), Tone.BAD) if late else State(row.get_state_display(), Tone.NOW)
    held = f" · {row.held_by}" if row.held_by else ""
    return Item(
        words if len(words) <= SHOWN else f"{words[:SHOWN]}…",
        url=reverse("visits:problem", args=[row.pk]),
        text=f"{row.number} · {row.responsible} · {date_format(row.due)}{held}",
        icon="alert-circle",
        state=shown,
    )


def _day(row: Reception) -> Item:
    return Item(
        row.leader,
        url=reverse("visits:reception", args=[row.pk]),
        text=f"{date_format(row.starts, 'DATETIME_FORMAT')} · {row.place}",
        icon="users",
        state=State(_("to come"), Tone.NOW) if row.starts > now() else None,
    )


@needs(VISIT)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request, union_id: int) -> HttpResponse:
    """Plans a visit."""
    union = load_here(request, union_id)
    form = PlanForm(request.POST if request.method == "POST" else None)
    made: list[Visit] = []

    def act(given: dict[str, Any]) -> str:
        made.append(plan_visit(request.actor, Visit(union=union, **given)))
        return _("The visit is planned.")

    if request.method == "POST" and attempt(form, act, lambda said: messages.success(request, said)):
        return redirect("visits:visit", made[0].pk)
    context = {"union": union, "form": form, "heading": _("New visit"), "button": _("Plan it")}
    return render(request, "visits/form.html", context, status=422 if form.errors else 200)
