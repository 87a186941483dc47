"""The desk's pages for many at once, and for text modules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.db.models import Count, Min
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from niangjia.engines.matters.acts.notes import keep_text, remove_text
from niangjia.engines.matters.acts.tasks import node_of
from niangjia.engines.matters.core.models import Batch, BatchRow, Task, TextModule
from niangjia.engines.matters.permissions import TEXTS, WORK
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.matters.titles import outcome_title, procedure_title, step_title
from niangjia.engines.matters.worklist.batches import JOB, LARGEST, start_batch
from niangjia.engines.matters.worklist.reading import View, names_of, tasks_in
from niangjia.engines.people.models import Union
from niangjia.foundation.access.guards import needs
from niangjia.foundation.jobs.models import Job
from niangjia.foundation.web.pieces import Item, State, Tone

from .forms import TextForm

if TYPE_CHECKING:
    from django.http import HttpResponse

    from niangjia.foundation.access.request import Request

MOST = LARGEST  # tasks to choose from
LONGEST_ID = 19  # digits


@needs(WORK)
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: Request) -> HttpResponse:
    """First the step, then which of its tasks, and how they all end."""
    key, step = str(request.GET.get("service", "")), str(request.GET.get("step", ""))
    if not (key and step):
        return render(request, "matters/batch_steps.html", {"steps": _steps(request)})
    found = list(tasks_in(request.actor, View.UNION, procedure=key, step=step)[: MOST + 1])
    rows = found[:MOST]
    if not rows:
        messages.info(request, _("Nothing of this step waits for you any more."))
        return redirect("matters:batch_new")
    node = node_of(rows[0].matter, rows[0])
    # What wants a reason is written one by one.
    plain = [one for one in node.words("outcomes") if one not in node.words("reasons")]
    outcomes = [(one, outcome_title(key, one)) for one in plain]
    chosen, outcome = set(request.POST.getlist("task")), str(request.POST.get("outcome", ""))
    if everything := "all" in request.POST:
        chosen = {str(task.pk) for task in rows if task.pk <= _last_seen(request)}
    refused = _start(request, rows, chosen, outcome, outcomes) if request.method == "POST" else ""
    if isinstance(refused, Batch):
        return redirect("matters:batch", refused.pk)
    names = names_of(task.matter.person_id for task in rows)
    context = {
        "lines": [(task, names.get(task.matter.person_id or 0, ""), str(task.pk) in chosen) for task in rows],
        "title": step_title(rows[0].matter, step),
        "procedure": procedure_title(key),
        "outcomes": outcomes,
        "outcome": outcome,
        "refused": refused,
        "everything": everything,
        "newest": max(task.pk for task in rows),
        "more": len(found) > MOST,
    }
    return render(request, "matters/batch_new.html", context, status=422 if refused else 200)


def _last_seen(request: Request) -> int:
    """The newest task that stood on the page: what came since is not meant by "all"."""
    newest = str(request.POST.get("newest", ""))
    return int(newest) if newest.isascii() and newest.isdecimal() and len(newest) < LONGEST_ID else 0


def _start(
    request: Request, rows: list[Task], chosen: set[str], outcome: str, outcomes: list[tuple[str, str]]
) -> Batch | str:
    """The batch, or why there is none."""
    if outcomes and outcome not in dict(outcomes):
        return _("Choose how the step ended.")
    try:
        return start_batch(request.actor, [task for task in rows if str(task.pk) in chosen], outcome)
    except NotPossible as error:
        return str(error)


def _steps(request: Request) -> list[Item]:
    """The steps of which tasks wait that can end together, and how many."""
    waiting = tasks_in(request.actor, View.UNION, ordered=()).values_list("procedure", "key")
    counted = waiting.annotate(count=Count("pk"), first=Min("pk")).order_by("procedure", "key")
    rows = Task.objects.select_related("matter").defer("matter__engine")
    examples = rows.in_bulk([first for *_step, first in counted])
    return [
        Item(
            step_title(examples[first].matter, step),
            url=f"{reverse('matters:batch_new')}?service={key}&step={step}",
            text=procedure_title(key),
            side=_("%(count)s tasks") % {"count": count},
            icon="clipboard-list",
        )
        for key, step, count, first in counted
        if _together(examples[first])
    ]


def _together(task: Task) -> bool:
    """Whether tasks of its step can end together: not where each has a form, nor where a meeting decides."""
    node = node_of(task.matter, task)
    return not (node.properties.get("form") or node.properties.get("meeting"))


RESULTS = {
    BatchRow.Result.WAITING: Tone.WAIT,
    BatchRow.Result.DONE: Tone.GOOD,
    BatchRow.Result.REFUSED: Tone.BAD,
}


@needs(WORK)
@require_safe
def batch(request: Request, batch_id: int) -> HttpResponse:
    """What became of each task of one's own batch."""
    found = Batch.objects.filter(pk=batch_id, account=request.actor.account_id).first()
    if found is None:
        raise Http404
    rows = list(found.rows.select_related("task__matter").defer("task__matter__engine").order_by("-result", "pk"))
    names = names_of(row.task.matter.person_id for row in rows)
    counts = {result: sum(row.result == result for row in rows) for result in BatchRow.Result}
    context = {
        "title": step_title(rows[0].task.matter, rows[0].task.key) if rows else "",
        "outcome": outcome_title(rows[0].task.procedure, found.outcome) if rows and found.outcome else "",
        "lines": [_result(row, names) for row in rows],
        "done": counts[BatchRow.Result.DONE],
        "refused": counts[BatchRow.Result.REFUSED],
        "waiting": counts[BatchRow.Result.WAITING],
        "job": Job.objects.of(request.actor).filter(kind=JOB, ids={"batch": found.pk}).first(),
    }
    return render(request, "matters/batch.html", context)


def _result(row: BatchRow, names: dict[int, str]) -> Item:
    matter, result = row.task.matter, BatchRow.Result(row.result)
    who = names.get(matter.person_id or 0, "")
    return Item(
        f"{matter.number} · {who}" if who else matter.number,
        url=reverse("matters:matter", args=[matter.pk]),
        text=row.sentence,
        state=State(result.label, RESULTS[result]),
    )


@needs(TEXTS)
@require_http_methods(["GET", "HEAD", "POST"])
def texts(request: Request) -> HttpResponse:
    """The text modules of one's unions, and a new one."""
    own = Union.objects.filter(place__in=[start for start, _end in request.actor.reach(TEXTS).ranges])
    unions = list(own.order_by("place"))
    form = TextForm(unions, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        keep_text(request.actor, form.chosen(), given["title"], given["text"])
        messages.success(request, _("The text module was kept."))
        return redirect("matters:texts")
    rows = TextModule.objects.filter(union__in=unions).select_related("union").order_by("title")
    return render(request, "matters/texts.html", {"form": form, "rows": rows}, status=422 if form.is_bound else 200)


@needs(TEXTS)
@require_POST
def remove(request: Request, text_id: int) -> HttpResponse:
    """Removes a text module."""
    found = get_object_or_404(TextModule.objects.select_related("union"), pk=text_id)
    if found.union.place not in request.actor.reach():
        raise Http404
    remove_text(request.actor, found)
    messages.success(request, _("The text module was removed."))
    return redirect("matters:texts")
