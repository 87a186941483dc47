"""What the desk's page of a matter shows to whoever looks: the steps that are theirs, with their forms."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.utils.translation import gettext

from niangjia.engines.matters.acts.matters import can_transfer
from niangjia.engines.matters.acts.notes import may_write
from niangjia.engines.matters.acts.tasks import checklist_of, node_of
from niangjia.engines.matters.core.models import Matter, Note, Task, TextModule
from niangjia.engines.matters.core.versions import specs_for
from niangjia.engines.matters.pictures.svg import picture
from niangjia.engines.matters.rights import is_held, may_act
from niangjia.engines.matters.titles import procedure_title, step_title
from niangjia.engines.matters.worklist.reading import names_of
from niangjia.engines.people.models import Union
from niangjia.foundation.clock import now
from niangjia.foundation.drafts.fitting import Fitted

from .colleagues import colleagues_of
from .drafts import step_draft
from .forms import HandOverForm, NoteForm, OutcomeForm, SendBackForm, TransferForm, task_form
from .panels import Place, panels_of
from .telling import has_it, now_at, state_shown, steps_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django import forms
    from django.http import HttpResponse

    from niangjia.engines.matters.forms import TaskForm
    from niangjia.engines.matters.refusals import NotPossible
    from niangjia.foundation.access.actor import Actor
    from niangjia.foundation.access.request import Request
    from niangjia.foundation.drafts.keeping import Kept


@dataclass
class Bound:
    """What was typed and is shown again, with what is wrong about it."""

    task_id: int
    outcome: OutcomeForm | None = None
    form: TaskForm | None = None
    back: SendBackForm | None = None
    over: HandOverForm | None = None
    transfer: TransferForm | None = None
    note: NoteForm | None = None

    @classmethod
    def completing(cls, task: Task, data: Any, files: Any) -> Bound:
        node = node_of(task.matter, task)
        return cls(task.pk, OutcomeForm(task, node, data), task_form(task, node, data, files))

    def takes(self, error: NotPossible) -> bool:
        """Whether one of its fields says what was refused."""
        shown: list[forms.Form | None] = [self.outcome, self.form, self.back, self.over]
        for form in shown:
            if form is not None and error.field in form.fields:
                if error.field not in form.errors:
                    form.add_error(error.field, str(error))
                return True
        return False


@dataclass
class Doing:
    """A step that waits, as the page shows it; the forms are there for whoever may act."""

    task: Task
    title: str
    who: str
    may_act: bool
    mine: bool
    taken: bool
    checklist: list[tuple[int, str, bool]] = field(default_factory=list)
    outcomes: list[tuple[str, str]] = field(default_factory=list)
    outcome: OutcomeForm | None = None
    form: TaskForm | None = None
    back: SendBackForm | None = None
    over: HandOverForm | None = None
    draft: Kept | None = None
    fitted: Fitted = field(default_factory=Fitted)


def matter_page(
    request: Request, matter: Matter, living: Sequence[Task], bound: Bound | None = None, status: int = 200
) -> HttpResponse:
    """The page of a matter that was loaded for the actor."""
    actor, drawing = request.actor, specs_for(matter).drawing
    kinds = [kind for kind in Note.Kind if may_write(actor, matter, kind, list(living))]
    typed = str(request.GET.get("text", ""))
    context = {
        "matter": matter,
        "procedure": procedure_title(matter.procedure),
        "applicant": names_of([matter.person_id]).get(matter.person_id or 0, ""),
        "state": state_shown(matter, living, now()),
        "doing": [_doing(actor, matter, task, bound) for task in living],
        "steps": steps_of(matter, inside=True),
        "picture": picture(matter.procedure, drawing, passed=matter.passed, now=now_at(living)),
        "notes": notes_for(actor, matter),
        "note_form": _note_form(kinds, bound, typed, actor, matter),
        "texts": texts_for(actor, matter),
        "transfer": _transfer(actor, matter, living, bound),
        "panels": panels_of(request, matter, living, Place.DESK),
    }
    return render(request, "matters/matter.html", context, status=status)


def _doing(actor: Actor, matter: Matter, task: Task, bound: Bound | None) -> Doing:
    title, acts = step_title(matter, task.key), may_act(actor, task, matter)
    mine = task.claimed_by_id is not None and task.claimed_by_id == actor.account_id
    taken = not mine and is_held(task, matter)
    shown = Doing(task, title, has_it(task), acts and not task.for_applicant, mine, taken)
    if shown.may_act:
        _with_forms(shown, matter, bound if bound and bound.task_id == task.pk else None)
        if not taken:
            _with_draft(actor, shown)
    return shown


def _with_forms(shown: Doing, matter: Matter, bound: Bound | None) -> None:
    task, node = shown.task, node_of(matter, shown.task)
    shown.checklist = [(at, point, at in task.checked) for at, point in enumerate(checklist_of(matter, task))]
    if others := colleagues_of(task):
        shown.over = (bound and bound.over) or HandOverForm(task, others)
    if not shown.taken:
        shown.outcome = (bound and bound.outcome) or OutcomeForm(task, node)
        shown.form = (bound and bound.form) or task_form(task, node)
        if node.words("returns"):
            shown.back = (bound and bound.back) or SendBackForm(task, node)


def _with_draft(actor: Actor, shown: Doing) -> None:
    """What was typed and ticked before, and not sent."""
    shown.draft, shown.fitted = step_draft(actor, shown.task, shown.form, shown.outcome)
    ticked = shown.draft.fields.get("point", []) if shown.draft else []
    shown.checklist = [(at, point, done or str(at) in ticked) for at, point, done in shown.checklist]


def _note_form(
    kinds: list[Note.Kind], bound: Bound | None, typed: str, actor: Actor, matter: Matter
) -> NoteForm | None:
    if bound and bound.note:
        return bound.note
    if not kinds:
        return None
    module = next((one for one in texts_for(actor, matter) if str(one.pk) == typed), None)
    return NoteForm(kinds, initial={"text": module.text} if module else None)


def _transfer(actor: Actor, matter: Matter, living: Sequence[Task], bound: Bound | None) -> TransferForm | None:
    if bound and bound.transfer:
        return bound.transfer
    if not can_transfer(matter, list(living)) or not any(may_act(actor, task, matter) for task in living):
        return None
    return TransferForm()


@dataclass(frozen=True)
class Written:
    """A note as it is read."""

    text: str
    kind: str
    who: str
    when: Any
    private: bool


def notes_for(actor: Actor, matter: Matter) -> list[Written]:
    """What staff read: all but other people's private notes. One query."""
    rows = Note.objects.filter(matter=matter).select_related("account").order_by("-pk")
    return [
        Written(note.text.reveal(), _kind(note), note.account.name if note.account else "", note.written, _own(note))
        for note in rows
        if not _own(note) or note.account_id == actor.account_id
    ]


def _own(note: Note) -> bool:
    return note.kind == Note.Kind.PRIVATE


def _kind(note: Note) -> str:
    return gettext("from the applicant") if note.by_applicant else str(Note.Kind(note.kind).label)


def texts_for(actor: Actor, matter: Matter) -> list[TextModule]:
    """The text modules of one's own unions for this procedure; one query."""
    own = [start for start, _end in actor.reach().ranges]
    unions = Union.objects.filter(place__in=own)
    rows = TextModule.objects.filter(union__in=unions, procedure__in=["", matter.procedure])
    return list(rows.order_by("title"))
