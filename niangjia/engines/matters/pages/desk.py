"""The desk's pages of matters: the worklist, one matter, and what is done on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from niangjia.engines.matters.acts import matters as whole
from niangjia.engines.matters.acts import notes, tasks
from niangjia.engines.matters.core.models import Matter, Note, Task
from niangjia.engines.matters.forms import Unfilled
from niangjia.engines.matters.loading import load_matter, load_task, note_look
from niangjia.engines.matters.permissions import WORK
from niangjia.engines.matters.refusals import NotPossible
from niangjia.foundation.access.guards import needs

from .colleagues import colleagues_of
from .drafts import drop_step_draft, keep_step_draft
from .forms import HandOverForm, NoteForm, SendBackForm, TransferForm
from .matter import Bound, matter_page

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse

    from niangjia.foundation.access.request import Request

    Loaded = tuple[Task, list[Task]]


@needs(WORK)
@require_safe
def matter(request: Request, matter_id: int) -> HttpResponse:
    """One matter: what to do now, how it went, what was written."""
    found, living = load_matter(request, matter_id)
    note_look(request, found)
    return matter_page(request, found, living)


def _acted(
    request: Request, loaded: Loaded, act: Callable[[], object], said: str, bound: Bound | None = None
) -> HttpResponse:
    """Do it and lead back to the matter; what is refused is said there, and nothing typed is lost."""
    task, living = loaded
    try:
        act()
    except NotPossible as error:
        if bound is None or not bound.takes(error):
            messages.error(request, str(error))
        if bound is None:
            return redirect("matters:matter", task.matter_id)
        return matter_page(request, task.matter, living, bound, status=422)
    messages.success(request, said)
    return redirect("matters:matter", task.matter_id)


@needs(WORK)
@require_POST
def claim(request: Request, task_id: int) -> HttpResponse:
    """Takes it over from the queue."""
    task, living = load_task(request, task_id)
    return _acted(request, (task, living), lambda: tasks.claim_task(request.actor, task), _("It is yours now."))


@needs(WORK)
@require_POST
def give_back(request: Request, task_id: int) -> HttpResponse:
    """Gives it back to the queue."""
    task, living = load_task(request, task_id)
    act = lambda: tasks.give_back_task(request.actor, task)  # noqa: E731
    return _acted(request, (task, living), act, _("It waits in the queue again."))


@needs(WORK)
@require_POST
def tick(request: Request, task_id: int) -> HttpResponse:
    """Keeps what of the checklist is seen to, and as a draft what else was typed."""
    task, living = load_task(request, task_id)
    kept = keep_step_draft(request.actor, task, request.POST) and not request.FILES
    said = _("The checklist was kept.") if kept else _("The checklist was kept. Check what you filled in below.")
    act = lambda: tasks.tick_checklist(request.actor, task, _points(request))  # noqa: E731
    return _acted(request, (task, living), act, said)


def _points(request: Request) -> set[int]:
    """What is ticked of the checklist."""
    return {int(one) for one in request.POST.getlist("point") if one.isascii() and one.isdecimal() and len(one) < 4}


@needs(WORK)
@require_POST
def complete(request: Request, task_id: int) -> HttpResponse:
    """Does the step, with its checklist as it stands ticked on the page."""
    task, living = load_task(request, task_id)
    listed = "checklist" in request.POST
    if listed:  # what comes back because something is wrong is ticked as it was
        for one in living:
            one.checked = sorted(_points(request)) if one.pk == task.pk else one.checked
    bound = Bound.completing(task, request.POST, request.FILES)
    if bound.outcome is not None and not bound.outcome.is_valid():
        return matter_page(request, task.matter, living, bound, status=422)
    outcome = bound.outcome.chosen() if bound.outcome else ""

    def act() -> None:
        if listed:
            tasks.tick_checklist(request.actor, task, _points(request))
        try:
            tasks.complete_task(request.actor, task, outcome, data=request.POST, files=request.FILES)
        except Unfilled as error:
            bound.form = error.form
            raise
        drop_step_draft(request.actor, task)

    return _acted(request, (task, living), act, _("The step is done."), bound)


@needs(WORK)
@require_POST
def send_back(request: Request, task_id: int) -> HttpResponse:
    """Sends it back by a way that is drawn."""
    task, living = load_task(request, task_id)
    form = SendBackForm(task, tasks.node_of(task.matter, task), request.POST)
    bound = Bound(task.pk, back=form)
    if not form.is_valid():
        return matter_page(request, task.matter, living, bound, status=422)
    given = form.cleaned_data
    act = lambda: tasks.send_back_task(request.actor, task, given["way"], given["reason"])  # noqa: E731
    return _acted(request, (task, living), act, _("It was sent back."), bound)


@needs(WORK)
@require_POST
def hand_over(request: Request, task_id: int) -> HttpResponse:
    """Hands it to a colleague or deputy."""
    task, living = load_task(request, task_id)
    form = HandOverForm(task, colleagues_of(task), request.POST)
    bound = Bound(task.pk, over=form)
    if not form.is_valid():
        return matter_page(request, task.matter, living, bound, status=422)
    act = lambda: tasks.hand_over_task(request.actor, task, form.chosen())  # noqa: E731
    return _acted(request, (task, living), act, _("Your colleague has it now."), bound)


@needs(WORK)
@require_POST
def transfer(request: Request, matter_id: int) -> HttpResponse:
    """Gives the matter to another union; often one does not see it afterwards."""
    found, living = load_matter(request, matter_id)
    form = TransferForm(request.POST)
    if form.is_valid():
        try:
            whole.transfer_matter(request.actor, found, form.cleaned_data["union"], form.cleaned_data["reason"])
        except NotPossible as error:
            form.add_error(error.field if error.field in form.fields else None, str(error))
        else:
            messages.success(request, _("It was transferred."))
            return redirect("matters:worklist")
    return matter_page(request, found, living, Bound(0, transfer=form), status=422)


@needs(WORK)
@require_POST
def note(request: Request, matter_id: int) -> HttpResponse:
    """Writes a note: for colleagues, for the applicant, or for oneself."""
    found, living = load_matter(request, matter_id)
    kinds = kinds_for(request, found, living)
    form = NoteForm(kinds, request.POST)
    if not form.is_valid():
        return matter_page(request, found, living, Bound(0, note=form), status=422)
    try:
        notes.write_note(request.actor, found, form.cleaned_data["kind"], form.cleaned_data["text"])
    except NotPossible as error:
        form.add_error("text", str(error))
        return matter_page(request, found, living, Bound(0, note=form), status=422)
    messages.success(request, _("The note was kept."))
    return redirect("matters:matter", found.pk)


def kinds_for(request: Request, found: Matter, living: list[Task]) -> list[Note.Kind]:
    """For whom the actor may write now."""
    return [kind for kind in Note.Kind if notes.may_write(request.actor, found, kind, living)]
