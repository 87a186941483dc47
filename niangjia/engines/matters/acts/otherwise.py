"""A step that ends otherwise than by a click: by a meeting's minutes, or by a paper that is entered later.

The verb is the same (`complete_task`); who follows it asks here what day counts, and whether a paper is at hand. What
follows a step, or its correction, asks here which step that is.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING

from niangjia.foundation.clock import today

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from niangjia.engines.matters.core.models import Task


@dataclass(frozen=True)
class Ending:
    """Which step, and the day on which it was decided. `paper` where it was done on paper, with the number there."""

    task: int
    matter: int
    day: date
    paper: bool = False
    number: str = ""


_ending: ContextVar[Ending | None] = ContextVar("ending", default=None)
_followed: ContextVar[Task | None] = ContextVar("followed", default=None)


@contextmanager
def ends_otherwise(task: Task, day: date, *, paper: bool = False, number: str = "") -> Iterator[None]:
    """Let a step end so for as long as the block runs."""
    token = _ending.set(Ending(task.pk, task.matter_id, day, paper, number))
    try:
        yield
    finally:
        _ending.reset(token)


def ends_without_click(task: Task) -> bool:
    """Whether a meeting or a paper ends this step right now."""
    found = _ending.get()
    return found is not None and found.task == task.pk


def paper_at_hand(matter_id: int) -> Ending | None:
    """The paper by which a step of that matter is being entered right now; None where none is."""
    found = _ending.get()
    return found if found is not None and found.paper and found.matter == matter_id else None


@contextmanager
def follows(task: Task) -> Iterator[None]:
    """Let what happens in the block be what follows that step, or its correction."""
    token = _followed.set(task)
    try:
        yield
    finally:
        _followed.reset(token)


def step_followed(matter_id: int) -> Task | None:
    """The step of that matter that what happens right now follows from; None where it follows from none."""
    found = _followed.get()
    return found if found is not None and found.matter_id == matter_id else None


def day_of_ending(matter_id: int) -> date:
    """The day that counts for what ends in that matter right now: today, or when the meeting or the paper was."""
    found = _ending.get()
    return found.day if found is not None and found.matter == matter_id else today()
