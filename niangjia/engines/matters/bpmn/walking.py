"""Walks every path of a drawing with the engine itself: every outcome of every step, every way at every gateway."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from SpiffWorkflow import TaskState

from .conditions import BadCondition, names_in
from .running import LIVING, Run, Specs, Stuck

if TYPE_CHECKING:
    from collections.abc import Iterator

Place = tuple[tuple[str, int | None], ...]  # the marks that live: their names, and their places among many
DONE = "done"  # what a step gives that names no outcomes
MANY = (0, 2)  # how many a step done many times may be for
MOST = 4000  # places; a drawing with more is too tangled for people, too


@dataclass
class Walk:
    """What was found: places and the ways between them, flows that were gone along, what is wrong."""

    passed: set[int] = field(default_factory=set)
    problems: list[str] = field(default_factory=list)
    ways: dict[Place, set[Place]] = field(default_factory=dict)
    ends: set[Place] = field(default_factory=set)
    waiting: deque[tuple[Place, bytes]] = field(default_factory=deque)

    @property
    def places(self) -> int:
        return len(self.ways)


class _Chooser(Run):
    """Answers what depends on data as it was told, and counts what it was asked."""

    choices: tuple[Any, ...] = ()
    asked: list[tuple[Any, ...]]

    def decide(self, name: str, expression: str) -> Any:
        if names_in(expression) <= {"outcome"}:
            return super().decide(name, expression)
        options = MANY if expression.startswith("len(") and name in self.specs.drawing.steps else (False, True)
        at = len(self.asked)
        self.asked.append(options)
        return self.choices[at] if at < len(self.choices) else options[0]


def walk(specs: Specs) -> Walk:
    """Walk it all. Problems are sentences for whoever draws."""
    found = Walk()
    for run in _tries(specs, None, "", "", found):
        _arrive(run, (), found)
    while found.waiting and found.places <= MOST:
        place, packed = found.waiting.popleft()
        for token, key in _steps(specs, packed):
            for outcome in outcomes_of(specs, key):
                for run in _tries(specs, packed, token, outcome, found):
                    _arrive(run, place, found)
    found.problems = list(dict.fromkeys([*found.problems, *_unfinished(found), *_never(specs, found)]))
    return found


def outcomes_of(specs: Specs, key: str) -> tuple[str, ...]:
    """What somebody may answer in a step, sending back included."""
    node = specs.drawing.steps[key]
    return (*(node.words("outcomes") or (DONE,)), *node.words("returns"))


def _steps(specs: Specs, packed: bytes) -> list[tuple[str, str]]:
    run = Run(specs, {}, lambda _name, _action: None)
    run.restore(packed)
    return [(one.token, one.key) for one in run.waiting()]


def _tries(specs: Specs, packed: bytes | None, token: str, outcome: str, found: Walk) -> Iterator[_Chooser]:
    """The step with every combination of answers that it asks for."""
    open_choices: list[tuple[Any, ...]] = [()]
    while open_choices:
        choices = open_choices.pop()
        run = _Chooser(specs, {"outcome": outcome}, lambda _name, _action: None)
        run.choices, run.asked = choices, []
        try:
            if packed is None:
                run.begin()
            else:
                run.restore(packed)
                run.complete(token)
        except (Stuck, BadCondition) as error:
            step = next((key for one, key in _steps(specs, packed) if one == token), "") if packed else ""
            found.problems.append(f"after {step or 'the start'} with {outcome or 'nothing'}: {error}")
        else:
            yield run
        finally:
            # Each answer that was the usual one so far is given otherwise once.
            for at in range(len(choices), len(run.asked)):
                before = (*choices, *(options[0] for options in run.asked[len(choices) : at]))
                open_choices.extend((*before, other) for other in run.asked[at][1:])


def _arrive(run: _Chooser, before: Place, found: Walk) -> None:
    found.passed |= run.passed
    here = _place(run)
    found.ways.setdefault(before, set()).add(here)
    if here in found.ways:
        return
    found.ways[here] = set()
    if run.over:
        found.ends.add(here)
    else:
        found.waiting.append((here, run.packed()))


def _place(run: _Chooser) -> Place:
    if run.over:
        return (("end", None),)
    marks = [
        (mark.task_spec.name, mark.internal_data.get("key_or_index"))
        for workflow in (run.workflow, *run.workflow.subprocesses.values())
        for mark in workflow.tasks.values()
        if mark.has_state(LIVING) and not (workflow.completed and mark.has_state(TaskState.WAITING))
    ]
    return tuple(sorted(marks, key=str))


def _unfinished(found: Walk) -> Iterator[str]:
    """The places from which no way leads to an end."""
    if found.places > MOST:
        yield f"more than {MOST} places"
        return
    backwards: dict[Place, set[Place]] = {}
    for place, following in found.ways.items():
        for after in following:
            backwards.setdefault(after, set()).add(place)
    reached, waiting = set(found.ends), deque(found.ends)
    while waiting:
        for place in backwards.get(waiting.popleft(), set()) - reached:
            reached.add(place)
            waiting.append(place)
    for place in found.ways.keys() - reached:
        yield "no end can be reached from " + (", ".join(name for name, _index in place) or "the start")


def _never(specs: Specs, found: Walk) -> Iterator[str]:
    for number, flow in enumerate(specs.drawing.flows):
        if number not in found.passed:
            yield f"nothing ever goes from {flow.source} to {flow.target}"
