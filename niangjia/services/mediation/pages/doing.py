"""What the committee does on a dispute's page beside its steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from niangjia.engines.matters.loading import load_matter
from niangjia.engines.matters.pages.answering import answer
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.papers import papers_about
from niangjia.foundation.access.guards import needs
from niangjia.services.mediation.acts.employer import ask_employer, note_delivery
from niangjia.services.mediation.acts.paying import note_payment, take_payment_back
from niangjia.services.mediation.acts.recusing import decide_recusal, keep_out
from niangjia.services.mediation.acts.sessions import call_session_off, plan_session, record_session
from niangjia.services.mediation.models import Instalment, Payment, Recusal, Session
from niangjia.services.mediation.permissions import MEDIATE
from niangjia.services.mediation.reading import PROCEDURE
from niangjia.services.mediation.said import Record

from .fields import PaidForm, PlanForm, ReceivedForm, RecordForm, WhyForm

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse

    from niangjia.engines.matters.models import Matter
    from niangjia.foundation.access.request import Request
    from niangjia.services.mediation.models import Dispute


def _matter(request: Request, matter_id: int | None) -> Matter:
    """A dispute's matter. Raises Http404 where it is not there for the actor, Refused without the right."""
    if matter_id is None:
        raise Http404
    matter, _living = load_matter(request, matter_id)
    if matter.procedure != PROCEDURE:
        raise Http404
    request.actor.require(MEDIATE, at=matter.union.place)
    return matter


def _press(request: Request, matter: Matter, act: Callable[[], str]) -> HttpResponse:
    """What a button alone asks for: done, or the sentence why not on the page."""
    try:
        messages.success(request, act())
    except NotPossible as error:
        messages.error(request, str(error))
    return redirect("matters:matter", matter.pk)


def _of(dispute: Dispute) -> int | None:
    return dispute.matter_id


@needs(MEDIATE)
@require_POST
def plan(request: Request, matter_id: int) -> HttpResponse:
    """Calls both sides to a session."""
    matter = _matter(request, matter_id)

    def act(given: dict[str, Any]) -> str:
        plan_session(request.actor, matter, given["held"], given["place"])
        return _("The worker gets a message; a notice for the employer stands among the papers.")

    return answer(request, matter.pk, "plan", PlanForm(request.POST), act)


@needs(MEDIATE)
@require_POST
def session_off(request: Request, session_id: int) -> HttpResponse:
    """Calls a session off."""
    session = get_object_or_404(Session.objects.select_related("dispute__matter"), pk=session_id)
    matter = _matter(request, _of(session.dispute))

    def act() -> str:
        call_session_off(request.actor, session)
        return _("The worker gets a message. Tell the employer, too.")

    return _press(request, matter, act)


@needs(MEDIATE)
@require_POST
def ask(request: Request, matter_id: int) -> HttpResponse:
    """Asks the employer in writing whether it agrees."""
    matter = _matter(request, matter_id)

    def act() -> str:
        paper = ask_employer(request.actor, matter)
        return _("The letter %(number)s is written: print it, and note who received it.") % {"number": paper.number}

    return _press(request, matter, act)


@needs(MEDIATE)
@require_POST
def received(request: Request, matter_id: int, paper_id: int) -> HttpResponse:
    """Notes who at the employer's received a paper."""
    matter = _matter(request, matter_id)
    paper = get_object_or_404(papers_about(matter), pk=paper_id)

    def act(given: dict[str, Any]) -> str:
        note_delivery(request.actor, matter, paper, given["received_by"], given["day"])
        return _("It is noted. Let the proof of service be signed.")

    form = ReceivedForm(request.POST, auto_id=f"id_d{paper.pk}_%s")
    return answer(request, matter.pk, f"sent_{paper.pk}", form, act)


@needs(MEDIATE)
@require_POST
def record(request: Request, session_id: int) -> HttpResponse:
    """Writes the record of a session."""
    session = get_object_or_404(Session.objects.select_related("dispute__matter"), pk=session_id)
    matter = _matter(request, _of(session.dispute))

    def act(given: dict[str, Any]) -> str:
        record_session(request.actor, session, Record(**given))
        return _("The record is written. Print it, and let both sides sign.")

    form = RecordForm(request.POST, auto_id=f"id_r{session.pk}_%s")
    return answer(request, matter.pk, f"record_{session.pk}", form, act)


@needs(MEDIATE)
@require_POST
def paid(request: Request, instalment_id: int) -> HttpResponse:
    """Notes what the employer has paid."""
    row = get_object_or_404(Instalment.objects.select_related("dispute"), pk=instalment_id)
    matter = _matter(request, _of(row.dispute))

    def act(given: dict[str, Any]) -> str:
        note_payment(request.actor, matter, row, given["paid"], given["day"])
        return _("It is noted.")

    return answer(request, matter.pk, f"paid_{row.pk}", PaidForm(request.POST, auto_id=f"id_p{row.pk}_%s"), act)


@needs(MEDIATE)
@require_POST
def unpaid(request: Request, payment_id: int) -> HttpResponse:
    """Takes back a payment that was noted wrongly."""
    row = get_object_or_404(Payment.objects.select_related("instalment__dispute"), pk=payment_id)
    matter = _matter(request, _of(row.instalment.dispute))

    def act() -> str:
        take_payment_back(request.actor, matter, row)
        return _("It is taken back.")

    return _press(request, matter, act)


@needs(MEDIATE)
@require_POST
def out(request: Request, matter_id: int) -> HttpResponse:
    """Keeps oneself out of a dispute."""
    matter = _matter(request, matter_id)

    def act(given: dict[str, Any]) -> str:
        keep_out(request.actor, matter, given["why"])
        return _("You keep out. Others of the committee go on.")

    return answer(request, matter.pk, "out", WhyForm(request.POST), act)


@needs(MEDIATE)
@require_POST
def decide(request: Request, recusal_id: int) -> HttpResponse:
    """Decides whether somebody keeps out."""
    row = get_object_or_404(Recusal.objects.select_related("dispute__matter"), pk=recusal_id)
    matter = _matter(request, _of(row.dispute))

    def act() -> str:
        chosen = "out" in request.POST if {"out", "stays"} & set(request.POST) else None
        decide_recusal(request.actor, row, out=chosen)
        return _("It is decided.")

    return _press(request, matter, act)
