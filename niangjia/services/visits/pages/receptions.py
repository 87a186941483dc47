"""Reception days at the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from niangjia.engines.matters.pages.answering import attempt
from niangjia.engines.matters.refusals import NotPossible
from niangjia.foundation.access.guards import needs
from niangjia.foundation.clock import now
from niangjia.services.visits.acts import receiving
from niangjia.services.visits.forms import ReceivedForm, ReceptionForm
from niangjia.services.visits.models import Appointment, Reception
from niangjia.services.visits.permissions import VISIT
from niangjia.services.visits.said import Wish

from .loading import load_here, load_row

if TYPE_CHECKING:
    from uuid import UUID

    from django import forms
    from django.http import HttpResponse

    from niangjia.foundation.access.request import Request


@needs(VISIT)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request, union_id: int) -> HttpResponse:
    """Plans a reception day."""
    union = load_here(request, union_id)
    form = ReceptionForm(union, request.POST if request.method == "POST" else None)
    made: list[Reception] = []

    def act(given: dict[str, Any]) -> str:
        made.append(receiving.plan_reception(request.actor, Reception(union=union, **given)))
        return _("Workers can book places from now on.")

    if request.method == "POST" and attempt(form, act, lambda said: messages.success(request, said)):
        return redirect("visits:reception", made[0].pk)
    context = {"union": union, "form": form, "heading": _("New reception day"), "button": _("Offer it")}
    return render(request, "visits/form.html", context, status=422 if form.errors else 200)


@needs(VISIT)
@require_safe
def reception(request: Request, reception_id: int) -> HttpResponse:
    """A day with who comes."""
    return _page(request, load_row(request, Reception.objects.all(), reception_id))


def _page(
    request: Request, row: Reception, status: int = 200, bound: dict[UUID, forms.Form] | None = None
) -> HttpResponse:
    over = row.starts <= now()
    rows = row.appointments.exclude(state=Appointment.State.GIVEN_UP).order_by("number")
    lines = []
    for one in rows:
        waits = over and one.state == Appointment.State.BOOKED
        form = (bound or {}).get(one.pk) or ReceivedForm(auto_id=f"id_a{one.number}_%s")
        lines.append((one, Wish.read(one.said.reveal()), form if waits else None))
    context = {"row": row, "lines": lines, "over": over}
    return render(request, "visits/reception.html", context, status=status)


@needs(VISIT)
@require_POST
def received(request: Request, appointment_id: UUID) -> HttpResponse:
    """Notes whether somebody was received."""
    one = Appointment.objects.select_related("reception").filter(pk=appointment_id).first()
    if one is None:
        raise Http404
    row = load_row(request, Reception.objects.all(), one.reception_id)
    form = ReceivedForm(request.POST, auto_id=f"id_a{one.number}_%s")

    def act(given: dict[str, Any]) -> str:
        receiving.note_reception(
            request.actor, one, came=given["came"] == "yes", responsible=given["responsible"], due=given["due"]
        )
        return _("It is noted.")

    if attempt(form, act, lambda said: messages.success(request, said)):
        return redirect("visits:reception", row.pk)
    return _page(request, row, 422, {one.pk: form})


@needs(VISIT)
@require_POST
def off(request: Request, reception_id: int) -> HttpResponse:
    """Calls a day off."""
    row = load_row(request, Reception.objects.all(), reception_id)
    try:
        receiving.call_reception_off(request.actor, row)
    except NotPossible as error:
        messages.error(request, str(error))
        return redirect("visits:reception", row.pk)
    messages.success(request, _("The day is called off; whoever had a place gets a message."))
    return redirect("visits:desk")


@needs(VISIT)
@require_POST
def print_plan(request: Request, reception_id: int) -> HttpResponse:
    """Issues the plan of a day as a paper."""
    row = load_row(request, Reception.objects.all(), reception_id)
    try:
        paper = receiving.issue_plan(request.actor, row)
    except NotPossible as error:
        messages.error(request, str(error))
        return redirect("visits:reception", row.pk)
    return redirect("papers:paper", paper.pk)
