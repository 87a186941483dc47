"""How a matter went and stands, as the steps of a timeline: for staff with all that happened, else in short."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from niangjia.engines.matters.core.models import REVOKED, Event, Matter, State, Task, TaskState
from niangjia.engines.matters.later.models import Correction
from niangjia.engines.matters.titles import outcome_title, phase_title, step_title
from niangjia.foundation.web.pieces import State as Shown
from niangjia.foundation.web.pieces import Step, StepState, Tone

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

Kind = Event.Kind
# What tasks themselves do not tell.
BESIDE = (Kind.HANDED_OVER, Kind.TRANSFERRED, Kind.WITHDRAWN, Kind.MOVED, Kind.ACTED)


def steps_of(matter: Matter, *, inside: bool) -> list[Step]:
    """The timeline, from the beginning; `inside` tells names and what went on between steps. Three queries."""
    tasks = Task.objects.filter(matter=matter).select_related("union", "claimed_by", "done_by").order_by("pk")
    told: list[tuple[datetime, Step]] = [(matter.opened, Step(_("Opened"), StepState.DONE, when=matter.opened))]
    told += [(task.done or _last(task), _task(matter, task, inside=inside)) for task in tasks if _tells(task)]
    events = Event.objects.filter(matter=matter, kind__in=BESIDE).select_related("account").order_by("pk")
    told += [(event.at, _event(matter, event)) for event in events if inside or event.kind != Kind.HANDED_OVER]
    if matter.closed:
        corrections = _corrections(matter, inside=inside)
        title = str(State(matter.state).label) if corrections else phase_title(matter)
        told += [(matter.closed, Step(title, StepState.DONE, when=matter.closed)), *corrections]
    return [step for _when, step in sorted(told, key=lambda one: one[0])]


def _tells(task: Task) -> bool:
    """A step that was withdrawn with its matter tells nothing of its own."""
    return task.state != TaskState.WITHDRAWN


def _last(task: Task) -> datetime:
    """What waits stands at the end."""
    return task.opened.replace(year=9000) if task.is_living else task.opened


def _task(matter: Matter, task: Task, *, inside: bool) -> Step:
    title = step_title(matter, task.key)
    if task.is_living:
        return Step(title, StepState.NOW, who=has_it(task), due=task.due)
    who = task.done_by.name if inside and task.done_by else str(task.union)
    state = StepState.STOPPED if task.state == TaskState.SENT_BACK else StepState.DONE
    return Step(title, state, who=who, when=task.done, text=outcome_title(matter.procedure, task.outcome))


def has_it(task: Task) -> str:
    """Who has a task that waits."""
    claimed_by = task.claimed_by.name if task.claimed_by else ""
    return who_has(str(task.union), claimed_by, for_applicant=task.for_applicant)


def who_has(union: str, claimed_by: str, *, for_applicant: bool) -> str:
    """The same, for who has no whole task at hand; names, `claimed_by` may be empty."""
    if for_applicant:
        return _("the applicant")
    waiting = claimed_by or _("in the queue")
    return f"{union} · {waiting}"


def _corrections(matter: Matter, *, inside: bool) -> list[tuple[datetime, Step]]:
    """What was corrected after the end: which step, to what."""
    rows = matter.corrections.filter(state=Correction.State.APPROVED).select_related("task__union", "decided_by")
    return [(one.decided or one.asked, _correction(matter, one, inside=inside)) for one in rows.order_by("pk")]


def _correction(matter: Matter, one: Correction, *, inside: bool) -> Step:
    who = one.decided_by.name if inside and one.decided_by else str(one.task.union)
    what = outcome_title(matter.procedure, one.after) if one.after else _("revoked")
    text = f"{step_title(matter, one.task.key)} → {what}"
    return Step(_("Corrected afterwards"), StepState.DONE, who=who, when=one.decided, text=text)


def _event(matter: Matter, event: Event) -> Step:
    title = step_title(matter, event.step) if event.kind == Kind.ACTED else Kind(event.kind).label
    who = event.account.name if event.account and event.kind != Kind.ACTED else ""
    return Step(title, StepState.DONE, who=who, when=event.at)


def now_at(living: Iterable[Task]) -> list[str]:
    """The steps where it stands."""
    return [task.key for task in living]


def state_shown(matter: Matter, living: Sequence[Task], moment: datetime) -> Shown:
    """Where it stands, as a word."""
    if matter.is_open:
        late = any(task.is_late(moment) for task in living)
        return Shown(phase_title(matter), Tone.BAD if late else Tone.NOW)
    good = matter.state == State.DONE and matter.phase != REVOKED
    return Shown(phase_title(matter), Tone.GOOD if good else Tone.PLAIN)
