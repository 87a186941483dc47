"""A procedure's picture as SVG with classes, for pages: `static/matters/matters.css` gives it its colours."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import gettext

from niangjia.engines.matters.bpmn.drawing import CALL, END, EXCLUSIVE, PARALLEL, SERVICE, START, USER
from niangjia.engines.matters.procedures import UnknownProcedure, procedure_of
from niangjia.engines.matters.titles import node_title

from .layout import layout

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.utils.safestring import SafeString

    from niangjia.engines.matters.bpmn.drawing import Box, Drawing, Node

WIDE, LINES, LEADING = 16, 2, 16  # half-width signs of a line, lines, units between them


@dataclass(frozen=True)
class Shape:
    """A node as the template draws it. `lines` are its words, each with the height at which it stands."""

    kind: str
    box: Box
    tone: str
    lines: list[tuple[float, str]]
    below: str = ""

    @property
    def x(self) -> float:
        """The middle."""
        return self.box.x + self.box.width / 2

    @property
    def y(self) -> float:
        return self.box.y + self.box.height / 2

    @property
    def half(self) -> float:
        return self.box.width / 2

    @property
    def label(self) -> tuple[float, float]:
        """Where a name stands: below an end, beside what goes on, so that no way runs through it."""
        if self.kind == "end":
            return self.x, self.box.y + self.box.height + 13
        return self.box.x + self.box.width + 3, self.y - 6

    @property
    def diamond(self) -> str:
        return (
            f"{self.x},{self.box.y} {self.x + self.half},{self.y} {self.x},{self.y + self.half} {self.box.x},{self.y}"
        )


@dataclass(frozen=True)
class Arrow:
    """A flow; `name` stands at (x, y)."""

    path: str
    tone: str
    name: str
    x: float
    y: float


@dataclass
class Picture:
    """One process. `text` says it in words, for whoever does not see it."""

    width: float
    height: float
    title: str
    text: str
    shapes: list[Shape] = field(default_factory=list)
    arrows: list[Arrow] = field(default_factory=list)


def picture(
    procedure: str, drawing: Drawing, *, passed: Collection[int] = (), now: Collection[str] = ()
) -> SafeString:
    """The picture of all processes, one below the other. `passed` are numbers of flows, `now` the present steps."""
    found = [_process(procedure, drawing, key, set(passed), set(now)) for key in drawing.processes()]
    # The template escapes every word; nothing in it comes from people.
    return mark_safe(render_to_string("matters/picture.svg", {"pictures": found}))  # noqa: S308


def _process(procedure: str, drawing: Drawing, process: str, passed: set[int], now: set[str]) -> Picture:
    laid = layout(drawing, process)
    nodes = drawing.of(process)
    reached = {drawing.flows[n].source for n in passed} | {drawing.flows[n].target for n in passed}
    calling = {drawing.steps[key].process for key in now if key in drawing.steps}
    lit = now | {key for key, node in drawing.nodes.items() if node.kind == CALL and node.calls in calling}
    title = "" if process == drawing.main else _called(procedure, drawing, process)
    found = Picture(laid.width, laid.height, title, _told(procedure, nodes, now))
    for number, points in laid.ways.items():
        flow = drawing.flows[number]
        found.arrows.append(_arrow(points, "passed" if number in passed else "plain", flow.name))
    found.arrows.sort(key=lambda arrow: arrow.tone == "passed")
    for key, node in nodes.items():
        tone = "now" if key in lit else "passed" if key in reached else "plain"
        found.shapes.append(_shape(procedure, node, laid.boxes[key], tone))
    return found


def _called(procedure: str, drawing: Drawing, process: str) -> str:
    names = [node_title(procedure, node) for node in drawing.nodes.values() if node.calls == process]
    return next(iter(names), process)


def _told(procedure: str, nodes: dict[str, Node], now: set[str]) -> str:
    steps = [node_title(procedure, node) for node in nodes.values() if node.kind in {USER, SERVICE, CALL}]
    told = gettext("Steps: %(steps)s.") % {"steps": "、".join(steps)}
    here = [node_title(procedure, nodes[key]) for key in nodes if key in now]
    lit = gettext("Now: %(steps)s.") % {"steps": "、".join(here)}
    return f"{told} {lit}" if here else told


def _arrow(points: list[tuple[float, float]], tone: str, name: str) -> Arrow:
    path = "M" + " L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    # A name stands where its flow has left the gateway and not yet met others.
    (x, y), (then_x, then_y) = points[0], points[1] if len(points) > 1 else points[0]
    if len(points) > 2 and points[2][1] == then_y:
        x, y = (then_x + points[2][0]) / 2, then_y
    else:
        x, y = (x + then_x) / 2, (y + then_y) / 2
    return Arrow(path, tone, name, x, y - 4)


def _shape(procedure: str, node: Node, box: Box, tone: str) -> Shape:
    title = node_title(procedure, node)
    small = {START: "start", END: "end", EXCLUSIVE: "choice", PARALLEL: "both"}
    if node.kind in small:
        return Shape(small[node.kind], box, tone, [], title)
    role = _role(procedure, node) if node.kind == USER else ""
    lines = [*broken(title)]
    start = box.y + box.height / 2 - LEADING * (len(lines) + bool(role) - 1) / 2 + 4
    placed = [(start + LEADING * at, line) for at, line in enumerate(lines)]
    if role:
        placed.append((start + LEADING * len(lines), role))
    kind = "call" if node.kind == CALL else "service" if node.kind == SERVICE else "step"
    return Shape(kind if not node.each else "many", box, tone, placed)


def _role(procedure: str, node: Node) -> str:
    """Who does it, as the lane is called."""
    try:
        lane = procedure_of(procedure).lanes.get(node.lane)
    except UnknownProcedure:
        lane = None
    return str(lane.title) if lane and lane.title else ""


def broken(title: str) -> list[str]:
    """A title in lines that fit a box; a Chinese sign is as wide as two Latin ones."""
    lines, width = [""], 0
    for sign in title:
        wide = 2 if east_asian_width(sign) in "WF" else 1
        if width + wide > WIDE:
            lines, width = [*lines, ""], 0
        lines[-1] += sign
        width += wide
    if len(lines) > LINES:
        lines = [*lines[: LINES - 1], lines[LINES - 1][:-1] + "…"]
    return [line.strip() for line in lines]
