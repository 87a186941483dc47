"""Where workers book a place on a reception day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from niangjia.engines.matters.pages.answering import attempt
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.people.models import Person
from niangjia.foundation.clock import now
from niangjia.services.visits import FACE
from niangjia.services.visits.acts.receiving import book_place, give_place_up
from niangjia.services.visits.forms import BookForm
from niangjia.services.visits.models import Appointment
from niangjia.services.visits.reading import receptions_for

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from niangjia.foundation.access.request import Request

SHOWN = 20


def _person(request: Request) -> Person | None:
    own = request.actor.person_id
    return Person.objects.select_related("home").filter(pk=own).first() if own else None


@never_cache
@require_safe
def start(request: Request) -> HttpResponse:
    """The days to come at one's union and above, and one's own places."""
    person = _person(request)
    context: dict[str, Any] = {"face": FACE, "person": person, "days": [], "own": []}
    if person:
        given_up = Q(appointments__state=Appointment.State.GIVEN_UP)
        days = receptions_for(person).annotate(booked=Count("appointments", filter=~given_up))[:SHOWN]
        context["days"] = [(day, max(day.places - day.booked, 0)) for day in days]
        mine = Appointment.objects.filter(person=person, state=Appointment.State.BOOKED, reception__starts__gt=now())
        context["own"] = mine.select_related("reception__union").order_by("reception__starts")
        held = {one.reception_id for one in context["own"]}
        context["days"] = [(day, free) for day, free in context["days"] if day.pk not in held]
    return render(request, "visits/start.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def book(request: Request, reception_id: int) -> HttpResponse:
    """Books a place."""
    person = _person(request)
    row = receptions_for(person).filter(pk=reception_id).first() if person else None
    if person is None or row is None:
        raise Http404
    form = BookForm(request.POST if request.method == "POST" else None)

    def act(given: dict[str, Any]) -> str:
        made = book_place(request.actor, person, row, given["words"])
        return _("You have a place: number %(number)s.") % {"number": made.number}

    if request.method == "POST" and attempt(form, act, lambda said: messages.success(request, said)):
        return redirect("visits:start")
    return render(request, "visits/book.html", {"row": row, "form": form}, status=422 if form.errors else 200)


@require_POST
def give_up(request: Request, appointment_id: UUID) -> HttpResponse:
    """Gives one's place up."""
    rows = Appointment.objects.select_related("reception").filter(pk=appointment_id, person=request.actor.person_id)
    one = rows.first() if request.actor.person_id else None
    if one is None:
        raise Http404
    try:
        give_place_up(request.actor, one)
    except NotPossible as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Your place is free for somebody else."))
    return redirect("visits:start")
