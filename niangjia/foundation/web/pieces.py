"""What fragments show: small plain objects that a view fills in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.utils.functional import _StrPromise

    Words = str | _StrPromise


class Tone(StrEnum):
    """What a state means to the reader. `honour` is for honours only."""

    PLAIN = "plain"
    NOW = "now"
    GOOD = "good"
    WAIT = "wait"
    BAD = "bad"
    HONOUR = "honour"

    @property
    def icon(self) -> str:
        return TONE_ICONS[self]


TONE_ICONS = {
    Tone.PLAIN: "minus",
    Tone.NOW: "clock",
    Tone.GOOD: "circle-check",
    Tone.WAIT: "hourglass",
    Tone.BAD: "alert-circle",
    Tone.HONOUR: "award",
}


@dataclass(frozen=True)
class State:
    """A word about where something stands, e.g. State("逾期", Tone.BAD)."""

    text: Words
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True)
class Item:
    """A line of a list. `side` stands at the right (an amount, a day); with `url` the whole line is a link."""

    title: Words
    url: str = ""
    text: Words = ""
    side: Words = ""
    icon: str = ""
    state: State | None = None


class StepState(StrEnum):
    """Where a step of a timeline stands."""

    DONE = "done"
    NOW = "now"
    LATER = "later"
    STOPPED = "stopped"

    @property
    def icon(self) -> str:
        return STEP_ICONS[self]


STEP_ICONS = {
    StepState.DONE: "check",
    StepState.NOW: "clock",
    StepState.LATER: "dots",
    StepState.STOPPED: "x",
}


@dataclass(frozen=True)
class Step:
    """A step of a timeline: who did or has it, when it happened, by when it is due."""

    title: Words
    state: StepState
    who: Words = ""
    when: date | datetime | None = None
    due: date | datetime | None = None
    text: Words = ""


class JobState(StrEnum):
    """Where a long job stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Progress:
    """How far a long job is. `done` of `total` in the same unit; a `total` of 0 means that nobody knows yet.

    `poll_url` answers with this fragment again; `cancel_url` takes a POST; `result_url` is offered when done.
    """

    title: Words
    state: JobState
    done: int = 0
    total: int = 0
    text: Words = ""
    poll_url: str = ""
    cancel_url: str = ""
    result_url: str = ""

    @property
    def ended(self) -> bool:
        return self.state not in {JobState.WAITING, JobState.RUNNING}

    @property
    def percent(self) -> int:
        """Of 100, rounded down, so that 100 means done."""
        return min(100, 100 * self.done // self.total) if self.total else 0
