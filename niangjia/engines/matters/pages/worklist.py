"""The worklist: what waits, narrowed and sorted; its saved views; and the same as a workbook."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from niangjia.engines.matters.bpmn.drawing import BadDrawing
from niangjia.engines.matters.core.versions import drawing_of
from niangjia.engines.matters.permissions import WORK
from niangjia.engines.matters.procedures import Where, all_procedures
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.matters.titles import node_title, procedure_title, step_title_in
from niangjia.engines.matters.worklist.asking import FREE, TAKEN, USUAL, Asked
from niangjia.engines.matters.worklist.exporting import export_tasks
from niangjia.engines.matters.worklist.reading import COUNTED, View, counts_of, names_of, procedures_shown
from niangjia.engines.matters.worklist.saving import keep_view, may_remove, remove_view, sharing_unions, views_of
from niangjia.foundation.access.guards import needs
from niangjia.foundation.clock import now, today
from niangjia.foundation.web.pieces import State, Tone
from niangjia.foundation.web.tables import Column, Kind, page_of

from .telling import who_has

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from niangjia.engines.matters.core.models import Task
    from niangjia.engines.matters.worklist.models import TaskView
    from niangjia.engines.people.models import Union
    from niangjia.foundation.access.request import Request

PER_PAGE = 20
AHEAD = 5  # pages behind the one that is shown, as far as a long list is counted
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
COLUMNS = [
    Column(gettext_lazy("Step"), "title", link="url"),
    Column(gettext_lazy("Service"), "procedure"),
    Column(gettext_lazy("Applicant"), "applicant"),
    Column(gettext_lazy("Number"), "number"),
    Column(gettext_lazy("Who has it"), "who"),
    Column(gettext_lazy("Since"), "opened", Kind.DAY, sort="opened"),
    Column(gettext_lazy("Due"), "due", Kind.DAY, sort="due"),
    Column(gettext_lazy("State"), "state", Kind.STATE),
]


class Read(NamedTuple):
    """What a line is made of; the rest of task, matter, union and account stays where it is."""

    matter_id: int
    procedure: str
    key: str
    for_applicant: bool
    opened: datetime
    due: datetime | None
    version_id: int
    number: str
    person_id: int | None
    union: str
    short_name: str
    claimed_by: str | None


READ = (
    *("matter_id", "procedure", "key", "for_applicant", "opened", "due"),
    *("matter__version_id", "matter__number", "matter__person_id"),
    *("union__name", "union__short_name", "claimed_by__name"),
)


@dataclass(frozen=True)
class Line:
    """A task in the worklist."""

    title: str
    url: str
    procedure: str
    applicant: str
    number: str
    who: str
    opened: Any
    due: Any
    state: State | None


@dataclass(frozen=True)
class Tab:
    """A view of the worklist, or one that was kept under a name, and how many it has if that is known."""

    title: Any
    query: str
    count: int | None
    current: bool
    more: bool = False  # there are that many and perhaps more


class Counted:
    """A list whose length may be known already: then one page of it is read. Else it is read some pages ahead of the
    one that is shown, in one question: who looks at the first page does not wait for the fiftieth.
    """

    ordered = True

    def __init__(self, rows: QuerySet[Task], known: int | None, page: str) -> None:
        self.rows, self.known = rows.values_list(*READ), known
        self.upto = (AHEAD + (int(page) if page.isdecimal() and len(page) < 4 else 1)) * PER_PAGE

    @cached_property
    def ahead(self) -> list[Any]:
        return list(self.rows[: self.upto])

    def __len__(self) -> int:
        return len(self.ahead) if self.known is None else self.known

    def __getitem__(self, asked: slice) -> list[Read]:
        return [Read(*row) for row in (self.rows if self.known is not None else self.ahead)[asked]]


class NarrowForm(forms.Form):
    """What the list is narrowed to: a service, one of its steps, whether somebody has taken it over."""

    service = forms.ChoiceField(label=gettext_lazy("Service"), required=False)
    step = forms.ChoiceField(label=gettext_lazy("Step"), required=False)
    held = forms.ChoiceField(
        label=gettext_lazy("Taken over"),
        required=False,
        choices=[
            ("", gettext_lazy("Taken over or not")),
            (FREE, gettext_lazy("Nobody has it")),
            (TAKEN, gettext_lazy("Somebody has it")),
        ],
    )

    def __init__(self, asked: Asked) -> None:
        super().__init__({"service": asked.service, "step": asked.step, "held": asked.held})
        self._choices("service", [("", _("All services")), *procedures_shown()])
        if steps := _steps_of(asked.service):
            self._choices("step", [("", _("All steps")), *steps])
        else:
            del self.fields["step"]

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]


def _steps_of(service: str) -> list[tuple[str, str]]:
    """The steps that staff do in a service, as it is drawn today."""
    found = all_procedures().get(service)
    try:
        steps = drawing_of(found).steps if found else {}
    except BadDrawing:
        return []
    staff = {name for name, lane in found.lanes.items() if lane.where is not Where.APPLICANT} if found else set()
    return [(key, node_title(service, node)) for key, node in steps.items() if node.lane in staff]


class NameForm(forms.Form):
    """A name for what is shown."""

    name = forms.CharField(label=gettext_lazy("Name of the view"), max_length=20)

    def __init__(self, unions: list[Union], data: Any = None) -> None:
        super().__init__(data)
        self.unions = {str(one.pk): one for one in unions}
        if unions:
            staff = [(key, _("The staff of %(union)s") % {"union": one.name}) for key, one in self.unions.items()]
            self.fields["union"] = forms.ChoiceField(
                label=_("For whom?"), choices=[("", _("Only me")), *staff], required=False
            )

    def chosen(self) -> Union | None:
        """For whose staff, None for oneself."""
        return self.unions.get(self.cleaned_data.get("union", ""))


@needs(WORK)
@require_http_methods(["GET", "HEAD", "POST"])
def worklist(request: Request) -> HttpResponse:
    """What waits: mine, my union's, what is late, all that I see; narrowed and sorted as asked. A POST keeps what is
    asked as a view.
    """
    if request.method != "POST":
        return _page(request)
    asked, form = Asked.of(request.GET), NameForm(sharing_unions(request.actor), request.POST)
    if form.is_valid():
        try:
            keep_view(request.actor, form.cleaned_data["name"], asked, form.chosen())
        except NotPossible as error:
            form.add_error("name", str(error))
        else:
            messages.success(request, _("The view was kept; it stands above the list."))
            return redirect(f"{reverse('matters:worklist')}?{asked.query()}")
    return _page(request, form, 422)


def _page(request: Request, name: NameForm | None = None, status: int = 200) -> HttpResponse:
    asked, counts = Asked.of(request.GET), counts_of(request.actor)
    known = counts.get(asked.view) if asked.is_whole and not _is_cut(counts, asked.view) else None
    counted: Any = Counted(asked.rows(request.actor), known, request.GET.get("page", ""))
    page: Any = page_of(request.GET, counted, PER_PAGE)
    page.object_list = _lines(page.object_list)
    saved = list(views_of(request.actor))
    kept = next((view for view in saved if Asked.of(view.asked) == asked), None)
    keeps = not kept and (not asked.is_whole or asked.sort != USUAL)
    context = {
        "page": page,
        "columns": COLUMNS,
        "sort": asked.sort,
        "form": NarrowForm(asked),
        "tabs": [*_tabs(asked, counts, kept), *_saved_tabs(saved, kept)],
        "query": asked.query(),
        "kept": kept if kept and may_remove(request.actor, kept) else None,
        "name": name or (NameForm(sharing_unions(request.actor)) if keeps else None),
    }
    return render(request, "matters/worklist.html", context, status=status)


def _tabs(asked: Asked, counts: dict[View, int], kept: TaskView | None) -> list[Tab]:
    return [
        Tab(one.label, f"view={one}", counts.get(one), one is asked.view and not kept, _is_cut(counts, one))
        for one in View
    ]


def _is_cut(counts: dict[View, int], view: View) -> bool:
    """Whether the view was counted no further."""
    return view in counts and counts[view] == COUNTED[view]


def _saved_tabs(saved: list[TaskView], kept: TaskView | None) -> list[Tab]:
    return [Tab(view.name, Asked.of(view.asked).query(), None, view == kept) for view in saved]


def _lines(rows: list[Read]) -> list[Line]:
    names, moment = names_of(row.person_id for row in rows), now()
    late = State(_("overdue"), Tone.BAD)
    return [
        _line(row, names.get(row.person_id or 0, ""), late if row.due and row.due < moment else None) for row in rows
    ]


def _line(row: Read, applicant: str, state: State | None) -> Line:
    return Line(
        step_title_in(row.version_id, row.procedure, row.key),
        _address().replace("/0/", f"/{row.matter_id}/"),
        procedure_title(row.procedure),
        applicant,
        row.number,
        who_has(row.short_name or row.union, row.claimed_by or "", for_applicant=row.for_applicant),
        row.opened,
        row.due,
        state,
    )


@cache
def _address() -> str:
    """Of a matter's page, with 0 for the id: working out an address takes long, and a page has dozens."""
    return reverse("matters:matter", args=[0])


@needs(WORK)
@require_POST
def remove(request: Request, view_id: Any) -> HttpResponse:
    """Removes one of the views that one sees: one's own, or of a union for which one keeps them."""
    remove_view(request.actor, get_object_or_404(views_of(request.actor), pk=view_id))
    messages.success(request, _("The view was removed."))
    return redirect("matters:worklist")


@needs(WORK)
@require_POST
def export(request: Request) -> HttpResponse:
    """What the address asks for, as a workbook."""
    content = export_tasks(request.actor, Asked.of(request.GET))
    answer = HttpResponse(content, content_type=XLSX, headers={"Cache-Control": "no-store"})
    name = _("Tasks %(day)s") % {"day": f"{today():%Y%m%d}"}
    answer["Content-Disposition"] = content_disposition_header(True, f"{name}.xlsx") or "attachment"
    return answer
