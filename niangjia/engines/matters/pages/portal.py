"""Applicants' own pages: my matters, my matter, and what of it is mine to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db import connection
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from niangjia.engines.matters.acts.matters import can_withdraw, withdraw_matter
from niangjia.engines.matters.acts.notes import write_to_union
from niangjia.engines.matters.acts.tasks import complete_task, node_of
from niangjia.engines.matters.core.models import LIVING, Matter, Note, State, Task
from niangjia.engines.matters.core.versions import specs_for
from niangjia.engines.matters.forms import Unfilled
from niangjia.engines.matters.loading import load_own
from niangjia.engines.matters.pictures.svg import picture
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.matters.titles import phase_title, procedure_title, step_title
from niangjia.foundation.clock import SHANGHAI, now
from niangjia.foundation.faces import Block, BlockLine, Slot
from niangjia.foundation.web.pieces import Item

from .drafts import drop_step_draft, step_draft
from .forms import OutcomeForm, WriteForm, task_form
from .panels import Place, panels_of
from .telling import has_it, now_at, state_shown, steps_of

if TYPE_CHECKING:
    from django.http import HttpResponse

    from niangjia.engines.matters.forms import TaskForm
    from niangjia.foundation.access.actor import Actor
    from niangjia.foundation.access.request import Request

CLOSED_SHOWN, ON_FIRST_PAGE = 50, 5


def _of(person: int) -> Any:
    rows = Matter.objects.filter(person=person).select_related("union")
    return rows.defer("engine").order_by("-opened")


def _living(matters: list[Matter]) -> dict[int, list[Task]]:
    """What waits, by matter; one query."""
    rows = Task.objects.filter(matter__in=matters, state__in=LIVING).select_related("union", "claimed_by")
    found: dict[int, list[Task]] = {}
    for task in rows.order_by("pk"):
        found.setdefault(task.matter_id, []).append(task)
    return found


@never_cache
@require_safe
def matters(request: Request) -> HttpResponse:
    """My matters: open ones with who has them and by when, then those that have ended."""
    person = request.actor.person_id
    opened = list(_of(person).filter(state=State.OPEN)) if person else []
    living, moment = _living(opened), now()
    closed = _of(person).exclude(state=State.OPEN)[:CLOSED_SHOWN] if person else []
    context = {
        "open": [_item(one, living.get(one.pk, []), moment) for one in opened],
        "closed": [_item(one, [], moment) for one in closed],
    }
    return render(request, "matters/my_matters.html", context)


def _item(matter: Matter, living: list[Task], moment: Any) -> Item:
    return Item(
        procedure_title(matter.procedure),
        url=reverse("my:matter", args=[matter.pk]),
        text=_where(living) or matter.number,
        side=_by_when(living),
        icon="clipboard-list",
        state=state_shown(matter, living, moment),
    )


def _where(living: list[Task]) -> str:
    return "；".join(_("you") if task.for_applicant else str(task.union) for task in living)


def _by_when(living: list[Task]) -> str:
    days = [task.due for task in living if task.due]
    if not days:
        return ""
    return _("by %(day)s") % {"day": date_format(min(days).astimezone(SHANGHAI), "MONTH_DAY_FORMAT")}


def _has_open(person: int) -> bool:
    """By hand: everybody's first page asks this, and mostly nothing is open."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM matters_matter WHERE person_id = %s AND state = 1)", [person])
        return bool(cursor.fetchone()[0])


def my_matters_block(actor: Actor) -> Block | None:
    """The first page's card: my open matters, who has each, by when."""
    if not actor.person_id or not _has_open(actor.person_id):
        return None
    rows = list(_of(actor.person_id).filter(state=State.OPEN)[:ON_FIRST_PAGE])
    living, moment = _living(rows), now()
    lines = tuple(
        BlockLine(
            procedure_title(one.procedure),
            f"{phase_title(one)} · {_where(living.get(one.pk, []))}",
            _by_when(living.get(one.pk, [])),
            reverse("my:matter", args=[one.pk]),
            "clipboard-list",
            late=any(task.is_late(moment) for task in living.get(one.pk, [])),
        )
        for one in rows
    )
    more = {"url": reverse("my:matters"), "more": _("All my matters")}
    return Block(Slot.MATTERS, _("My open matters"), lines, icon="clipboard-list", **more)


@never_cache
@require_safe
def matter(request: Request, matter_id: int) -> HttpResponse:
    """One of my matters."""
    found, living = load_own(request, matter_id)
    return _page(request, found, living)


def _page(
    request: Request,
    found: Matter,
    living: list[Task],
    *,
    bound: dict[int, tuple[OutcomeForm, TaskForm | None]] | None = None,
    write: WriteForm | None = None,
    status: int = 200,
) -> HttpResponse:
    drawing = specs_for(found).drawing
    mine = [task for task in living if task.for_applicant]
    context = {
        "matter": found,
        "procedure": procedure_title(found.procedure),
        "state": state_shown(found, living, now()),
        "doing": [_doing(request.actor, found, task, bound or {}) for task in mine],
        "waits": [(step_title(found, task.key), has_it(task), task.due) for task in living if task not in mine],
        "steps": steps_of(found, inside=False),
        "picture": picture(found.procedure, drawing, passed=found.passed, now=now_at(living)),
        "notes": _notes(found),
        "write": (write or WriteForm()) if found.is_open else None,
        "can_withdraw": can_withdraw(found, living),
        "panels": panels_of(request, found, living, Place.PORTAL),
    }
    return render(request, "matters/my_matter.html", context, status=status)


def _doing(
    actor: Actor, matter: Matter, task: Task, bound: dict[int, tuple[OutcomeForm, TaskForm | None]]
) -> dict[str, Any]:
    """What a step of mine asks, with what I have typed before."""
    node = node_of(matter, task)
    outcome, form = bound.get(task.pk) or (OutcomeForm(task, node), task_form(task, node))
    draft, fitted = step_draft(actor, task, form, outcome)
    title = step_title(matter, task.key)
    return {"task": task, "title": title, "outcome": outcome, "form": form, "draft": draft, "fitted": fitted}


def _notes(matter: Matter) -> list[tuple[str, str, Any]]:
    """What was written to and fro, the newest first: from whom, what, when."""
    rows = Note.objects.filter(matter=matter, kind=Note.Kind.APPLICANT).order_by("-pk")
    return [(_("You") if note.by_applicant else str(matter.union), note.text.reveal(), note.written) for note in rows]


@never_cache
@require_POST
def complete(request: Request, matter_id: int, task_id: int) -> HttpResponse:
    """Does what was asked of me."""
    found, living = load_own(request, matter_id)
    task = next((one for one in living if one.pk == task_id), None)
    if task is None:
        raise Http404
    node = node_of(found, task)
    outcome, form = OutcomeForm(task, node, request.POST), task_form(task, node, request.POST, request.FILES)
    if not outcome.is_valid():
        return _page(request, found, living, bound={task.pk: (outcome, form)}, status=422)
    try:
        complete_task(request.actor, task, outcome.chosen(), data=request.POST, files=request.FILES)
    except Unfilled as error:
        return _page(request, found, living, bound={task.pk: (outcome, error.form)}, status=422)
    except NotPossible as error:
        messages.error(request, str(error))
    else:
        drop_step_draft(request.actor, task)
        messages.success(request, _("Thank you. It goes on."))
    return redirect("my:matter", found.pk)


@never_cache
@require_POST
def write(request: Request, matter_id: int) -> HttpResponse:
    """Writes to whoever has it."""
    found, living = load_own(request, matter_id)
    form = WriteForm(request.POST)
    if not form.is_valid():
        return _page(request, found, living, write=form, status=422)
    try:
        write_to_union(request.actor, found, form.cleaned_data["text"])
    except NotPossible as error:
        form.add_error("text", str(error))
        return _page(request, found, living, write=form, status=422)
    messages.success(request, _("Your message was sent."))
    return redirect("my:matter", found.pk)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: Request, matter_id: int) -> HttpResponse:
    """Asks once more, then withdraws."""
    found, _living_tasks = load_own(request, matter_id)
    if request.method == "POST":
        try:
            withdraw_matter(request.actor, found)
        except NotPossible as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("You have withdrawn it."))
        return redirect("my:matter", found.pk)
    context = {"matter": found, "procedure": procedure_title(found.procedure)}
    return render(request, "matters/withdraw.html", context)
