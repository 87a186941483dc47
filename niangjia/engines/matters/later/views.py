"""Entering what was done on paper; asking for corrections and deciding on them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from niangjia.engines.matters.forms import Unfilled
from niangjia.engines.matters.loading import load_matter, load_task
from niangjia.engines.matters.pages.answering import answer
from niangjia.foundation.access.guards import needs

from . import correcting, entering
from .forms import CorrectionForm, PaperForm
from .models import Correction
from .permissions import CORRECT, ENTER
from .standing import standing_steps

if TYPE_CHECKING:
    from django.http import HttpResponse

    from niangjia.foundation.access.request import Request


@needs(ENTER)
@require_POST
def enter(request: Request, task_id: int) -> HttpResponse:
    """Enters a step that was done on paper, with its scan."""
    task, _living = load_task(request, task_id)
    form = PaperForm(task, request.POST, request.FILES)

    def act(given: dict[str, Any]) -> str:
        try:
            entering.enter_paper(
                request.actor,
                task,
                form.ending.chosen(),
                form.paper(),
                data=request.POST,
                files=request.FILES,
                ticked=form.points(),
            )
        except Unfilled as error:
            form.step = error.form
            raise
        return _("What was done on paper is entered.")

    return answer(request, task.matter_id, f"paper_{task.pk}", form, act)


@needs(ENTER)
@require_POST
def ask(request: Request, matter_id: int) -> HttpResponse:
    """Asks for a correction of a closed matter."""
    found, _living = load_matter(request, matter_id)
    form = CorrectionForm(standing_steps(found)[::-1], request.POST)

    def act(given: dict[str, Any]) -> str:
        task, after = form.tasks[given["task"]], given["after"]
        correcting.ask_correction(request.actor, task, given["reason"], after=after, told=given["told"])
        return _("The correction waits for approval.")

    return answer(request, found.pk, "correction", form, act)


@needs(CORRECT)
@require_POST
def decide(request: Request, correction_id: int) -> HttpResponse:
    """Approves or refuses a correction."""
    found = get_object_or_404(Correction, pk=correction_id)

    def act(given: dict[str, Any]) -> str:
        if "approve" in request.POST:
            correcting.approve_correction(request.actor, found)
            return _("It was corrected, with all that follows.")
        correcting.refuse_correction(request.actor, found)
        return _("It stays as it was.")

    return answer(request, found.matter_id, f"decide_correction_{found.pk}", forms.Form(request.POST), act)
