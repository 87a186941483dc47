"""Where the outcome of a step leads, told from the drawing alone: for matters that do not travel any more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .conditions import BadCondition, answer
from .drawing import CALL, END, EXCLUSIVE, PARALLEL, SERVICE, USER

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .drawing import Drawing, Flow, Node


@dataclass(frozen=True)
class Led:
    """The state in which it ends, "" where the drawing names none, and what the platform does on the way there."""

    state: str
    actions: tuple[str, ...]


def straight_end(drawing: Drawing, step: str, variables: Mapping[str, Any]) -> Led | None:
    """The end that follows a step for these variables; None where another step comes first, or ways fork or join.

    What actions on the way would set is not known: a gateway behind one reads what is there.
    """
    at: Node | None = drawing.nodes[step]
    if drawing.nodes[step].each or runs_beside(drawing, step):
        return None
    state, actions = drawing.nodes[step].properties.get("state", ""), []
    for _step in range(len(drawing.nodes) + 1):  # a ring has no end
        at = _next(drawing, at, variables) if at is not None else None
        if at is None or at.kind in {USER, CALL, PARALLEL}:
            return None
        state = at.properties.get("state", state)
        if at.kind == SERVICE:
            actions.append(at.action)
        if at.kind == END and at.process == drawing.main:
            return Led(state, tuple(actions))
    return None


def runs_beside(drawing: Drawing, step: str) -> bool:
    """Whether others run beside the step: it stands on some of the ways behind a fork, and not on all of them."""
    node = drawing.nodes[step]
    while True:
        forks = (one for one in drawing.of(node.process).values() if one.kind == PARALLEL)
        if any(0 < sum(ways) < len(ways) for ways in (_ways_to(drawing, fork, node.id) for fork in forks)):
            return True
        callers = [one for one in drawing.nodes.values() if one.kind == CALL and one.calls == node.process]
        if node.process == drawing.main or len(callers) != 1:
            return False
        node = callers[0]


def _ways_to(drawing: Drawing, fork: Node, step: str) -> list[bool]:
    """For each way behind a fork: whether it leads to the step before it comes to the fork again."""
    return [_leads(drawing, flow.target, step, {fork.id}) for flow in drawing.leaving[fork.id]]


def _leads(drawing: Drawing, start: str, step: str, barred: set[str]) -> bool:
    seen, ahead = set(barred), [start]
    while ahead:
        at = ahead.pop()
        if at == step:
            return True
        if at not in seen:
            seen.add(at)
            ahead += [flow.target for flow in drawing.leaving[at]]
    return False


def _next(drawing: Drawing, node: Node, variables: Mapping[str, Any]) -> Node | None:
    """The node behind one; behind the end of a process that is called, what stands behind the call."""
    if node.kind == END:
        callers = [one for one in drawing.nodes.values() if one.kind == CALL and one.calls == node.process]
        return _next(drawing, callers[0], variables) if len(callers) == 1 else None
    flow = _way(node, drawing.leaving[node.id], variables)
    return drawing.nodes.get(flow.target) if flow else None


def _way(node: Node, leaving: list[Flow], variables: Mapping[str, Any]) -> Flow | None:
    if node.kind != EXCLUSIVE or len(leaving) < 2:
        return leaving[0] if len(leaving) == 1 else None
    try:
        open_ways = [flow for flow in leaving if flow.condition and answer(flow.condition, variables)]
    except BadCondition:
        return None
    return next(iter([*open_ways, *(flow for flow in leaving if flow.id == node.default)]), None)
