"""What is done about a time limit from its matter's page; and what is overdue, for those above."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from niangjia.engines.matters.pages.answering import answer
from niangjia.engines.matters.rights import not_past, seen_by, within
from niangjia.engines.matters.titles import procedure_title
from niangjia.foundation.access.guards import needs
from niangjia.foundation.clock import today
from niangjia.foundation.web.tables import Column, Kind, page_of

from . import extending, pausing
from .forms import ExtensionForm, PauseForm
from .kinds import title_of
from .models import LimitExtension, TimeLimit
from .permissions import EXTEND, OVERSEE, PAUSE

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpResponse

    from niangjia.foundation.access.actor import Actor
    from niangjia.foundation.access.request import Request


def _limit(limit_id: int) -> TimeLimit:
    """The view's answer loads the matter for the actor, which authorises."""
    return get_object_or_404(TimeLimit.objects.select_related("union"), pk=limit_id)


@needs(PAUSE)
@require_POST
def pause(request: Request, limit_id: int) -> HttpResponse:
    """Lets it stand still for a named reason."""
    limit = _limit(limit_id)

    def act(given: dict[str, Any]) -> str:
        pausing.pause_limit(request.actor, limit, given["reason"])
        return _("The time limit stands still.")

    return answer(request, limit.matter_id, f"pause_{limit.pk}", PauseForm(limit, request.POST), act)


@needs(PAUSE)
@require_POST
def resume(request: Request, limit_id: int) -> HttpResponse:
    """Lets it go on."""
    limit = _limit(limit_id)

    def act(given: dict[str, Any]) -> str:
        pausing.resume_limit(request.actor, limit)
        return _("The time limit runs again.")

    return answer(request, limit.matter_id, f"resume_{limit.pk}", forms.Form(request.POST), act)


@needs(PAUSE)
@require_POST
def ask(request: Request, limit_id: int) -> HttpResponse:
    """Asks for more days."""
    limit = _limit(limit_id)

    def act(given: dict[str, Any]) -> str:
        extending.ask_extension(request.actor, limit, given["days"], given["reason"])
        return _("It waits for approval.")

    return answer(request, limit.matter_id, f"longer_{limit.pk}", ExtensionForm(limit, request.POST), act)


@needs(EXTEND)
@require_POST
def decide(request: Request, extension_id: int) -> HttpResponse:
    """Approves or refuses more days."""
    found = get_object_or_404(LimitExtension.objects.select_related("limit"), pk=extension_id)

    def act(given: dict[str, Any]) -> str:
        if "approve" in request.POST:
            extending.approve_extension(request.actor, found)
            return _("The time limit is longer now.")
        extending.refuse_extension(request.actor, found)
        return _("It stays as it was.")

    return answer(request, found.limit.matter_id, f"decide_{found.pk}", forms.Form(request.POST), act)


@dataclass(frozen=True)
class Late:
    """A line of what is overdue; `url` is empty for who may know that it is late, but not read it."""

    what: str
    procedure: str
    number: str
    union: str
    due: date | None
    late: str
    url: str


COLUMNS = [
    Column(gettext_lazy("What it is"), "what", link="url"),
    Column(gettext_lazy("Service"), "procedure"),
    Column(gettext_lazy("Union"), "union"),
    Column(gettext_lazy("Number"), "number"),
    Column(gettext_lazy("Due"), "due", Kind.DAY),
    Column(gettext_lazy("Late by"), "late"),
]


@needs(OVERSEE)
@require_safe
def overdue(request: Request) -> HttpResponse:
    """What is overdue in the unions that the actor looks after, the latest first. It decides nothing there."""
    page: Any = page_of(request.GET, late_for(request.actor))
    rows = list(page.object_list)
    seen = set(
        TimeLimit.objects.filter(seen_by(request.actor, "matter__"), pk__in=[row.pk for row in rows]).values_list(
            "pk", flat=True
        )
    )
    page.object_list = [_line(row, readable=row.pk in seen) for row in rows]
    return render(request, "matters/limits/overdue.html", {"page": page, "columns": COLUMNS})


def late_for(actor: Actor) -> Any:
    """Limits that ran out and still run, within the actor's reach and not sent past one of its unions."""
    running = TimeLimit.objects.filter(outcome=TimeLimit.Outcome.RUNNING, due__lt=today())
    mine = within(actor.reach(OVERSEE)) & not_past(actor, "matter__") & ~Q(matter=None)
    return running.filter(mine).select_related("union", "matter").order_by("due", "pk")


def _line(limit: TimeLimit, *, readable: bool) -> Late:
    days = (today() - limit.due).days if limit.due else 0
    return Late(
        str(title_of(limit.kind)),
        procedure_title(limit.matter.procedure),
        limit.matter.number,
        str(limit.union),
        limit.due,
        ngettext("%(count)s day", "%(count)s days", days) % {"count": days},
        reverse("matters:matter", args=[limit.matter_id]) if readable else "",
    )
