"""A drawing as nodes and flows: what is checked, drawn as a picture and told as a list. Running it: running.py."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
SPIFF = "{http://spiffworkflow.org/bpmn/schema/1.0/core}"
DIAGRAM = "{http://www.omg.org/spec/BPMN/20100524/DI}"
BOUNDS = "{http://www.omg.org/spec/DD/20100524/DC}Bounds"
WAYPOINT = "{http://www.omg.org/spec/DD/20100524/DI}waypoint"

START, END, USER, SERVICE = "startEvent", "endEvent", "userTask", "serviceTask"
EXCLUSIVE, PARALLEL, CALL = "exclusiveGateway", "parallelGateway", "callActivity"
NODES = (START, END, USER, SERVICE, EXCLUSIVE, PARALLEL, CALL)
# What may stand in a process beside nodes and flows.
BESIDE = ("laneSet", "documentation", "extensionElements", "textAnnotation", "association")


class BadDrawing(Exception):
    """A file is no BPMN, or lacks what every drawing has; the message says which and what."""


@dataclass(frozen=True)
class Box:
    """Where something stands in the file's own picture, in its units."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Node:
    """A node of the drawing. `each` is the variable that lists for whom a step is done many times at once.

    `properties` are what the drawing says of it: form, limit, state, outcomes, returns, reasons, paper, checklist,
    withdraw, transfer. `action` is a service task's, `calls` the process of a call activity.
    """

    id: str
    kind: str
    name: str
    lane: str
    process: str
    properties: Mapping[str, str]
    action: str = ""
    calls: str = ""
    each: str = ""
    default: str = ""
    box: Box | None = None

    def words(self, name: str) -> tuple[str, ...]:
        """A property that lists keys, set apart by spaces."""
        return tuple(self.properties.get(name, "").split())

    def says(self, name: str) -> bool:
        return self.properties.get(name) == "yes"

    @property
    def is_step(self) -> bool:
        """Whether somebody or something acts in it."""
        return self.kind in {USER, SERVICE}


@dataclass(frozen=True)
class Flow:
    """An arrow. `points` are the way that the file draws it."""

    id: str
    source: str
    target: str
    condition: str = ""
    name: str = ""
    points: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True)
class Drawing:
    """All processes of a procedure's files. `main` is the one that begins; `strange` what is not of the subset."""

    main: str
    nodes: dict[str, Node] = field(default_factory=dict)
    flows: list[Flow] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)

    @cached_property
    def leaving(self) -> dict[str, list[Flow]]:
        """The flows that leave each node."""
        found: dict[str, list[Flow]] = {key: [] for key in self.nodes}
        for flow in self.flows:
            found.setdefault(flow.source, []).append(flow)
        return found

    @cached_property
    def arriving(self) -> dict[str, list[Flow]]:
        found: dict[str, list[Flow]] = {key: [] for key in self.nodes}
        for flow in self.flows:
            found.setdefault(flow.target, []).append(flow)
        return found

    @cached_property
    def between(self) -> dict[tuple[str, str], int]:
        """The number of the flow between two nodes."""
        return {(flow.source, flow.target): number for number, flow in enumerate(self.flows)}

    @cached_property
    def steps(self) -> dict[str, Node]:
        """The steps that people do."""
        return {key: node for key, node in self.nodes.items() if node.kind == USER}

    def of(self, process: str) -> dict[str, Node]:
        """The nodes of one process."""
        return {key: node for key, node in self.nodes.items() if node.process == process}

    def processes(self) -> list[str]:
        """In the order of the files, each once."""
        return list(dict.fromkeys(node.process for node in self.nodes.values()))


def read_drawing(texts: Mapping[str, str]) -> Drawing:
    """Read the files of a procedure. Raises BadDrawing."""
    roots = [_root(name, text) for name, text in texts.items()]
    processes = [process for root in roots for process in root.iter(f"{BPMN}process")]
    if not processes:
        raise BadDrawing("no process in " + ", ".join(texts))
    drawing = Drawing(processes[0].get("id", ""))
    for root in roots:
        boxes, ways = _picture(root)
        for process in root.iter(f"{BPMN}process"):
            _read_process(drawing, process, boxes, ways)
    return drawing


def _root(name: str, text: str) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        return etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as error:
        raise BadDrawing(f"{name}: {error}") from error


def _picture(root: Any) -> tuple[dict[str, Box], dict[str, tuple[tuple[float, float], ...]]]:
    """The boxes of nodes and the ways of flows, where the file draws them."""
    boxes, ways = {}, {}
    for shape in root.iter(f"{DIAGRAM}BPMNShape", "{http://www.omg.org/spec/BPMN/20100524/DI}BPMNShape"):
        if (bounds := shape.find(BOUNDS)) is not None:
            numbers = (float(bounds.get(name, "0")) for name in ("x", "y", "width", "height"))
            boxes[shape.get("bpmnElement")] = Box(*numbers)
    for edge in root.iter(f"{DIAGRAM}BPMNEdge"):
        points = (((float(p.get("x", "0"))), float(p.get("y", "0"))) for p in edge.iter(WAYPOINT))
        ways[edge.get("bpmnElement")] = tuple(points)
    return boxes, ways


def _read_process(
    drawing: Drawing, process: Any, boxes: Mapping[str, Box], ways: Mapping[str, tuple[tuple[float, float], ...]]
) -> None:
    lanes = {
        (ref.text or "").strip(): lane.get("name") or lane.get("id", "")
        for lane in process.iter(f"{BPMN}lane")
        for ref in lane.iter(f"{BPMN}flowNodeRef")
    }
    key = process.get("id", "")
    for element in process:
        if not isinstance(element.tag, str):  # a comment
            continue
        kind = element.tag.removeprefix(BPMN)
        if kind == "sequenceFlow":
            drawing.flows.append(_flow(element, ways))
        elif kind in NODES:
            _add(drawing, _node(element, kind, key, lanes, boxes))
        elif kind not in BESIDE:
            drawing.strange.append(f"{key}: {kind} {element.get('id', '')}".strip())


def _add(drawing: Drawing, node: Node) -> None:
    if node.id in drawing.nodes:
        drawing.strange.append(f"{node.process}: the id {node.id} is there twice")
    drawing.nodes[node.id] = node


def _flow(element: Any, ways: Mapping[str, tuple[tuple[float, float], ...]]) -> Flow:
    condition = element.find(f"{BPMN}conditionExpression")
    key = element.get("id", "")
    return Flow(
        key,
        element.get("sourceRef", ""),
        element.get("targetRef", ""),
        ("" if condition is None else condition.text or "").strip(),
        element.get("name", ""),
        ways.get(key, ()),
    )


def _node(element: Any, kind: str, process: str, lanes: Mapping[str, str], boxes: Mapping[str, Box]) -> Node:
    key = element.get("id", "")
    loop = element.find(f"{BPMN}multiInstanceLoopCharacteristics/{BPMN}loopDataInputRef")
    operator = element.find(f"{BPMN}extensionElements/{SPIFF}serviceTaskOperator")
    return Node(
        key,
        kind if _plain(element) else f"{kind} with {', '.join(_strange(element))}",
        element.get("name", ""),
        lanes.get(key, ""),
        process,
        dict(_properties(element)),
        "" if operator is None else operator.get("id", ""),
        element.get("calledElement", ""),
        "" if loop is None else (loop.text or "").strip(),
        element.get("default", ""),
        boxes.get(key),
    )


INSIDE = ("incoming", "outgoing", "documentation", "extensionElements", "multiInstanceLoopCharacteristics")
EXTENSIONS = ("properties", "serviceTaskOperator")


def _strange(element: Any) -> list[str]:
    """What stands inside a node and is not of the subset: timers, scripts, loops of other kinds."""
    found = [str(part.tag).removeprefix(BPMN) for part in element if str(part.tag).removeprefix(BPMN) not in INSIDE]
    for extensions in element.iter(f"{BPMN}extensionElements"):
        names = [str(part.tag).removeprefix(SPIFF) for part in extensions]
        found += [name for name in names if name not in EXTENSIONS]
    return [name for name in found if "Comment" not in name]


def _plain(element: Any) -> bool:
    return not _strange(element)


def _properties(element: Any) -> Iterator[tuple[str, str]]:
    for part in element.iter(f"{SPIFF}property"):
        yield part.get("name", ""), part.get("value", "")
