"""A list as pages show it: where it stands, its steps, its line among others, and a bar for what is going on."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from niangjia.engines.people.roster.models import Roster
from niangjia.engines.people.roster.reading.reasons import REASONS
from niangjia.engines.people.roster.staging.reasons import sentence
from niangjia.foundation.clock import SHANGHAI
from niangjia.foundation.jobs.models import LIVE, Job
from niangjia.foundation.jobs.models import State as JobIs
from niangjia.foundation.web.pieces import Item, JobState, Progress, State, Step, StepState, Tone

if TYPE_CHECKING:
    from datetime import datetime

States = Roster.State
WORKING = (States.CHECKING, States.COMMITTING, States.UNDOING)
AFTER = (States.COMMITTING, States.COMMITTED, States.UNDOING, States.UNDONE)
TONES = {
    States.UPLOADED: Tone.WAIT,
    States.CHECKING: Tone.NOW,
    States.CHECKED: Tone.WAIT,
    States.COMMITTING: Tone.NOW,
    States.COMMITTED: Tone.GOOD,
    States.UNDOING: Tone.NOW,
    States.UNREADABLE: Tone.BAD,
}
STEPS = (
    gettext_lazy("Upload"),
    gettext_lazy("Match the columns"),
    gettext_lazy("Check"),
    gettext_lazy("Preview"),
    gettext_lazy("Commit"),
)
AT_STEP = {States.UPLOADED: 1, States.CHECKING: 2, States.CHECKED: 3, States.COMMITTING: 4, States.COMMITTED: 5}
WORDS = {
    States.CHECKING: gettext_lazy("The list is being checked"),
    States.COMMITTING: gettext_lazy("The list is being committed"),
    States.UNDOING: gettext_lazy("The list is being undone"),
}


def state_of(roster: Roster) -> State:
    """Where the list stands, as a word with a colour."""
    state = States(roster.state)
    return State(state.label, TONES.get(state, Tone.PLAIN))


def steps_of(roster: Roster, at: int | None = None) -> list[Step]:
    """The way of a list with the present step lit; none for one that goes no further."""
    now = AT_STEP.get(States(roster.state)) if at is None else at
    if now is None:
        return []
    compared = roster.purpose == Roster.Purpose.EMPLOYER
    titles = (*STEPS[:3], gettext_lazy("Compare")) if compared else STEPS
    return [Step(title, _step_state(number, now)) for number, title in enumerate(titles)]


def _step_state(number: int, now: int) -> StepState:
    if number == now:
        return StepState.NOW
    return StepState.DONE if number < now else StepState.LATER


def moment(when: datetime) -> str:
    """A moment as the staff's clock has it."""
    return date_format(when.astimezone(SHANGHAI), "Y-m-d H:i")


def item_of(roster: Roster) -> Item:
    """The list as a line among others."""
    parts = [roster.union.name, moment(roster.made), roster.account.name if roster.account else ""]
    if roster.purpose == Roster.Purpose.EMPLOYER:
        parts.insert(0, str(Roster.Purpose.EMPLOYER.label))
    rows = _("%(count)s rows") % {"count": f"{roster.rows:,}"} if roster.rows else ""
    return Item(
        roster.file_name, reverse("people:roster", args=[roster.pk]), " · ".join(part for part in parts if part),
        _percent(roster) or rows, "file-text", state_of(roster),
    )  # fmt: skip


def _percent(roster: Roster) -> str:
    if roster.state not in WORKING:
        return ""
    bar = progress_of(roster)
    return f"{bar.percent}%" if bar.total else ""


def jobs_of(roster: Roster) -> list[Job]:
    """What is going on with the list."""
    return list(Job.objects.filter(pk__in=[UUID(job) for job in roster.jobs]))


def progress_of(roster: Roster) -> Progress:
    """All that is going on with the list as one bar. It asks again by itself until it is over."""
    jobs = jobs_of(roster)
    broken = [job for job in jobs if job.state in (JobIs.FAILED, JobIs.CANCELLED)]
    waiting = [job.reason for job in jobs if job.state == JobIs.WAITING and job.reason]
    going = any(job.state in LIVE for job in jobs)
    state = JobState.RUNNING if going or not broken else JobState(broken[0].state)
    return Progress(
        title=str(WORDS[States(roster.state)]),
        state=state,
        done=sum(job.done for job in jobs),
        total=sum(job.total or 0 for job in jobs),
        text=" ".join({job.reason for job in broken if job.reason} or set(waiting)),
        poll_url=reverse("people:roster_progress", args=[roster.pk]),
    )


def why(roster: Roster) -> str:
    """The sentence of what ended the list, or kept it from going on; "" for nothing."""
    if not roster.reason or roster.reason == "stopped":
        return ""
    return str(REASONS.get(roster.reason) or sentence(roster.reason))
