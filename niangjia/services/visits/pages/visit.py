"""One visit at the desk: its plan, the record, photographs, what came of it."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from niangjia.engines.matters.pages.answering import attempt
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.papers import papers_about
from niangjia.foundation.access.guards import needs
from niangjia.foundation.clock import today
from niangjia.services.visits.acts.visiting import call_visit_off, correct_record, record_visit
from niangjia.services.visits.forms import CorrectForm, ProblemForm, RecordForm
from niangjia.services.visits.models import Visit
from niangjia.services.visits.permissions import VISIT
from niangjia.services.visits.said import Record

from .desk import problem_item
from .loading import load_row

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpResponse

    from niangjia.foundation.access.request import Request

WORDS = ("met", "heard", "settled")


@needs(VISIT)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def visit(request: Request, visit_id: uuid.UUID) -> HttpResponse:
    """A visit: its plan, the record to hand in, and what came of it."""
    row: Visit = load_row(request, Visit.objects.all(), visit_id)
    form = RecordForm(request.POST if request.method == "POST" else None, initial={"draft": uuid.uuid4()})

    def act(given: dict[str, Any]) -> str:
        draft = given.pop("draft")
        record_visit(request.actor, row, Record(**given), draft)
        return _("The record is handed in. Nothing of it stays on this phone.")

    if request.method == "POST" and attempt(form, act, lambda said: messages.success(request, said)):
        return redirect("visits:visit", row.pk)
    return _page(request, row, form, _typed(row, form))


def _typed(row: Visit, form: forms.Form) -> CorrectForm | None:
    """What was typed into the record of a visit that is recorded already: it is not lost, it corrects the record."""
    if row.state != Visit.State.DONE or not form.is_bound:
        return None
    typed = CorrectForm({name: form.data.get(name, "") for name in WORDS})
    for said in form.non_field_errors():
        typed.add_error(None, said)
    return typed


@needs(VISIT)
@require_POST
def correct(request: Request, visit_id: uuid.UUID) -> HttpResponse:
    """Writes the record anew."""
    row: Visit = load_row(request, Visit.objects.all(), visit_id)
    form = CorrectForm(request.POST)

    def act(given: dict[str, Any]) -> str:
        correct_record(request.actor, row, Record(**{name: given[name] for name in WORDS}), given["reason"])
        return _("The record is corrected; the paper before is revoked.")

    if attempt(form, act, lambda said: messages.success(request, said)):
        return redirect("visits:visit", row.pk)
    return _page(request, row, RecordForm(initial={"draft": uuid.uuid4()}), form)


def _page(request: Request, row: Visit, form: forms.Form, correcting: CorrectForm | None) -> HttpResponse:
    planned, record = row.state == Visit.State.PLANNED, Record.read(row.record.reveal()) if row.record else None
    known = {name: getattr(record, name) for name in WORDS} if record else {}
    context = {
        "row": row,
        "record": record,
        "form": form if planned else None,
        "early": planned and row.day > today(),
        "correct": (correcting or CorrectForm(initial=known)) if record else None,
        "papers": papers_about(row).filter(revoked=None) if not planned else (),
        "problems": [problem_item(one) for one in row.problems.order_by("pk")],
        "problem": ProblemForm(auto_id="id_problem_%s"),
        "keeps": not getattr(request, "on_shared_computer", False),
        "handed": row.state == Visit.State.DONE and not form.is_bound,
    }
    refused = form.errors or (correcting and correcting.errors)
    return render(request, "visits/visit.html", context, status=422 if refused else 200)


@needs(VISIT)
@require_POST
def off(request: Request, visit_id: uuid.UUID) -> HttpResponse:
    """Calls a visit off."""
    row = load_row(request, Visit.objects.all(), visit_id)
    try:
        call_visit_off(request.actor, row)
    except NotPossible as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The visit is called off."))
    return redirect("visits:visit", row.pk)
