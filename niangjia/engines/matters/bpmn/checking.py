"""Holds a drawing against what its procedure declares: nothing unknown, nothing that leads nowhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from niangjia.engines.matters.procedures import Right, Where, known_actions, known_forms
from niangjia.foundation.access.registry import UnknownPermission, known

from .conditions import BadCondition, names_in
from .drawing import CALL, END, EXCLUSIVE, NODES, PARALLEL, SERVICE, START, USER

if TYPE_CHECKING:
    from niangjia.engines.matters.procedures import Lane, Procedure

    from .drawing import Drawing, Node

KEY = re.compile(r"[a-z][a-z0-9_]{0,38}")
TYPES = (bool, int, str, list)
PROPERTIES = {
    USER: {
        "form", "limit", "state", "outcomes", "returns", "reasons", "paper", "checklist", "unlisted", "withdraw",
        "transfer", "meeting", "notice",
    },
    SERVICE: {"state", "paper"},
    END: {"state"},
}  # fmt: skip

# Who knows of keys that other engines and folders keep. Without one, what the procedure declares counts.
_knowers: dict[str, list[Callable[[], set[str]]]] = {"paper": [], "limit": []}


def known_by(kind: str, keys: Callable[[], set[str]]) -> None:
    """Register who knows the keys of "paper" or "limit", so that drawings can't name others."""
    _knowers[kind].append(keys)


def problems_of(procedure: Procedure, drawing: Drawing) -> Iterator[str]:
    """What is wrong, one sentence each, for whoever draws."""
    yield from (f"{found} is not of the subset" for found in drawing.strange)
    yield from _declared(procedure)
    for process in drawing.processes():
        yield from _process(drawing, process)
    for node in drawing.nodes.values():
        if node.kind not in NODES:
            yield f"{node.id}: {node.kind} is not of the subset"
            continue
        yield from (f"{node.id}: {problem}" for problem in _node(procedure, drawing, node))
    ids = drawing.nodes.keys()
    for flow in drawing.flows:
        if flow.source not in ids or flow.target not in ids:
            yield f"flow {flow.id} leads from or to nothing"


def variables_of(procedure: Procedure, drawing: Drawing) -> set[str]:
    """What conditions may read: declared variables, and what the steps gave."""
    given = {f"{key}_outcome" for key in drawing.steps} | {f"{key}_outcomes" for key in drawing.steps}
    return {*procedure.variables, "outcome", *given}


def _declared(procedure: Procedure) -> Iterator[str]:
    for name, lane in procedure.lanes.items():
        yield from _lane(name, lane)
    for code in (procedure.enter, procedure.see):
        yield from _permission("procedure", code) if code else ()
    for name, kind in procedure.variables.items():
        if kind not in TYPES or not KEY.fullmatch(name):
            yield f"variable {name}: bool, int, str or list, with a name in small letters"
    for key, phase in procedure.states.items():
        for right, lanes in phase.rights.items():
            if right not in set(Right) or not set(lanes) <= procedure.lanes.keys():
                yield f"state {key}: unknown right or lane in {right}"
    yield from _unknown("paper", procedure.papers)
    yield from _limits(procedure)


def _lane(name: str, lane: Lane) -> Iterator[str]:
    if lane.where is not Where.APPLICANT:
        yield from _permission(f"lane {name}", lane.permission)
    if lane.where is Where.LEVEL and lane.level is None:
        yield f"lane {name}: no level"
    if (lane.where is Where.CHOSEN) != (lane.choose is not None):
        yield f"lane {name}: a chosen one says how, and no other does"


def _limits(procedure: Procedure) -> Iterator[str]:
    if procedure.extended_by and procedure.extended_by.where in {Where.APPLICANT, Where.EACH}:
        yield "extended_by: a role of staff in one union"
    yield from _unknown("limit", procedure.limits)


def _permission(where: str, code: str) -> Iterator[str]:
    try:
        known(code)
    except UnknownPermission:
        yield f"{where}: unknown permission {code!r}"


def _unknown(kind: str, keys: tuple[str, ...]) -> Iterator[str]:
    knowers = _knowers[kind]
    if knowers:
        there = set().union(*(keys_of() for keys_of in knowers))
        yield from (f"unknown {kind} {key!r}" for key in keys if key not in there)


def _process(drawing: Drawing, process: str) -> Iterator[str]:
    kinds = [node.kind for node in drawing.of(process).values()]
    if kinds.count(START) != 1:
        yield f"{process}: a process has one start"
    if END not in kinds:
        yield f"{process}: no end"


def _node(procedure: Procedure, drawing: Drawing, node: Node) -> Iterator[str]:
    allowed = PROPERTIES.get(node.kind, set())
    yield from (f"unknown property {name!r}" for name in node.properties if name not in allowed)
    if (state := node.properties.get("state")) and state not in procedure.states:
        yield f"unknown state {state!r}"
    if (paper := node.properties.get("paper")) and paper not in procedure.papers:
        yield f"unknown paper {paper!r}"
    yield from _ways(drawing, node)
    if node.kind == USER:
        yield from _step(procedure, node)
    elif node.kind == SERVICE and node.action not in known_actions():
        yield f"unknown action {node.action!r}"
    elif node.kind == CALL and node.calls not in drawing.processes():
        yield f"unknown process {node.calls!r}"
    elif node.kind == EXCLUSIVE:
        yield from _gateway(procedure, drawing, node)


def _ways(drawing: Drawing, node: Node) -> Iterator[str]:
    leaving, arriving = drawing.leaving[node.id], drawing.arriving[node.id]
    if node.kind == END and leaving:
        yield "an end that goes on"
    if node.kind != END and not leaving:
        yield "a dead end"
    if node.kind != START and not arriving:
        yield "nothing leads to it"
    if node.kind not in {EXCLUSIVE, PARALLEL} and len(leaving) > 1:
        yield "several ways leave it: draw a gateway"
    if node.kind != EXCLUSIVE and any(flow.condition for flow in leaving):
        yield "conditions stand behind exclusive gateways only"


def _role(procedure: Procedure, node: Node) -> Iterator[str]:
    lane = procedure.lanes.get(node.lane)
    if lane is None:
        yield f"unknown role {node.lane!r}"
    else:
        yield from _many(procedure, node, lane)


def _step(procedure: Procedure, node: Node) -> Iterator[str]:
    if not KEY.fullmatch(node.id):
        yield "the id of a step is a key in small letters"
    yield from _role(procedure, node)
    if not node.properties.get("state"):
        yield "a step says which state it means"
    there = {"limit": procedure.limits, "checklist": procedure.checklists, "form": known_forms()}
    for name, declared in there.items():
        if (key := node.properties.get(name)) and key not in declared:
            yield f"unknown {name} {key!r}"
    for key in (*node.words("outcomes"), *node.words("returns")):
        if key not in procedure.outcomes:
            yield f"unknown outcome {key!r}"
    for name in ("reasons", "unlisted"):
        yield from (f"{key!r} in {name} is none of the outcomes" for key in _without_outcome(node, name))
    if node.properties.get("notice") and not _ends_otherwise(node):
        yield "a step that waits for a public notice needs another outcome or a way back: an objection may be upheld"
    if node.properties.get("meeting"):
        asked = [name for name in ("form", "checklist") if node.properties.get(name)]
        yield from (
            f"a meeting decides it and fills in nothing: its {name} belongs to a step before" for name in asked
        )


def _ends_otherwise(node: Node) -> bool:
    outcomes = node.words("outcomes")
    return bool(outcomes) and len(outcomes) + len(node.words("returns")) > 1


def _without_outcome(node: Node, name: str) -> list[str]:
    return [key for key in node.words(name) if key not in node.words("outcomes")]


def _many(procedure: Procedure, node: Node, lane: Lane) -> Iterator[str]:
    if (lane.where is Where.EACH) != bool(node.each):
        yield "a lane of each unit goes with a step done many times, and only with it"
    if node.each and procedure.variables.get(node.each) is not list:
        yield f"{node.each!r} is no variable that lists"


def _gateway(procedure: Procedure, drawing: Drawing, node: Node) -> Iterator[str]:
    leaving = drawing.leaving[node.id]
    if len(leaving) < 2:
        return
    if node.default not in {flow.id for flow in leaving}:
        yield "one of the ways is the usual one (default)"
    for flow in leaving:
        if bool(flow.condition) == (flow.id == node.default):
            yield f"flow {flow.id}: every way but the usual one has a condition"
        if flow.condition:
            yield from _condition(flow.condition, variables_of(procedure, drawing))


def _condition(expression: str, variables: set[str]) -> Iterator[str]:
    try:
        yield from (f"unknown variable {name!r}" for name in sorted(names_in(expression) - variables))
    except BadCondition as error:
        yield f"condition {error}"
