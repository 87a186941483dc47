"""Where things of a process stand in its picture: as the file draws them, or in rows, which fits a phone.

Our own layout puts each node one row below the last that leads to it. Flows that pass rows get a place in each of
them, so that they run beside nodes and not through them; what leads back up runs along a side.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from statistics import fmean
from typing import TYPE_CHECKING

from niangjia.engines.matters.bpmn.drawing import END, EXCLUSIVE, PARALLEL, START, Box

if TYPE_CHECKING:
    from collections.abc import Mapping

    from niangjia.engines.matters.bpmn.drawing import Drawing, Flow, Node

Point = tuple[float, float]
SIZES = {START: (32, 32), END: (32, 32), EXCLUSIVE: (36, 36), PARALLEL: (36, 36)}
STEP = (128, 60)
THROUGH = 20  # the width of a place that a flow runs through
ACROSS, DOWN, MARGIN, BACK, LETTER = 28, 44, 16, 14, 11


@dataclass
class Layout:
    """Boxes of nodes and ways of flows (by their number in the drawing), and how large it all is."""

    width: float
    height: float
    boxes: dict[str, Box]
    ways: dict[int, list[Point]] = field(default_factory=dict)


def layout(drawing: Drawing, process: str) -> Layout:
    """The layout of one process."""
    nodes = drawing.of(process)
    flows = {n: flow for n, flow in enumerate(drawing.flows) if flow.source in nodes and flow.target in nodes}
    if nodes and all(node.box for node in nodes.values()) and all(flow.points for flow in flows.values()):
        return _as_drawn(nodes, flows)
    return _Rows(nodes, flows).laid()


def _as_drawn(nodes: Mapping[str, Node], flows: Mapping[int, Flow]) -> Layout:
    boxes = {key: node.box for key, node in nodes.items() if node.box}
    points = [point for flow in flows.values() for point in flow.points]
    left = min(*(box.x for box in boxes.values()), *(x for x, _y in points)) - MARGIN
    top = min(*(box.y for box in boxes.values()), *(y for _x, y in points)) - MARGIN
    right = max(*(box.x + box.width for box in boxes.values()), *(x for x, _y in points))
    low = max(*(box.y + box.height for box in boxes.values()), *(y for _x, y in points))
    moved = {key: Box(box.x - left, box.y - top, box.width, box.height) for key, box in boxes.items()}
    ways = {number: [(x - left, y - top) for x, y in flow.points] for number, flow in flows.items()}
    # Names stand below small signs.
    return Layout(right - left + MARGIN, low - top + 2 * MARGIN, moved, ways)


class _Rows:
    """Rows of nodes and of places that flows run through; a place is a pair of a flow's number and a row."""

    def __init__(self, nodes: Mapping[str, Node], flows: Mapping[int, Flow]) -> None:
        self.nodes, self.flows = nodes, flows
        self.back = self._leading_back()
        self.row = self._rows()
        self.rows: list[list[str]] = [[] for _ in range(max(self.row.values(), default=0) + 1)]
        self.chains: dict[int, list[str]] = {}
        self.tops: dict[str, float] = {}  # of the row in which each stands

    def laid(self) -> Layout:
        for key, row in self.row.items():
            self.rows[row].append(key)
        for number in self.flows.keys() - self.back:
            self._chain(number)
        self._order()
        return self._placed()

    def _leading_back(self) -> set[int]:
        """The flows that lead to a node through which one came."""
        back: set[int] = set()
        seen: set[str] = set()
        leaving: dict[str, list[int]] = {key: [] for key in self.nodes}
        for number, flow in self.flows.items():
            leaving[flow.source].append(number)

        def visit(key: str, above: frozenset[str]) -> None:
            seen.add(key)
            for number in leaving[key]:
                target = self.flows[number].target
                if target in above or target == key:
                    back.add(number)
                elif target not in seen:
                    visit(target, above | {key})

        for key, node in self.nodes.items():
            if node.kind == START:
                visit(key, frozenset())
        for key in self.nodes:
            if key not in seen:
                visit(key, frozenset())
        return back

    def _rows(self) -> dict[str, int]:
        """Each node one row below the last that leads to it."""
        row = dict.fromkeys(self.nodes, 0)
        forward = [self.flows[number] for number in self.flows.keys() - self.back]
        for _round in self.nodes:
            changed = False
            for flow in forward:
                if row[flow.target] < row[flow.source] + 1:
                    row[flow.target], changed = row[flow.source] + 1, True
            if not changed:
                break
        return row

    def _chain(self, number: int) -> None:
        """The places of a flow, from its source to its target."""
        flow = self.flows[number]
        between = [f"{number}@{row}" for row in range(self.row[flow.source] + 1, self.row[flow.target])]
        for place in between:
            self.rows[int(place.partition("@")[2])].append(place)
        self.chains[number] = [flow.source, *between, flow.target]

    def _order(self) -> None:
        """Let each stand below the middle of what leads to it, then above what it leads to; twice."""
        pairs = [pair for chain in self.chains.values() for pair in pairwise(chain)]
        above: dict[str, list[str]] = {}
        below: dict[str, list[str]] = {}
        for one, other in pairs:
            above.setdefault(other, []).append(one)
            below.setdefault(one, []).append(other)
        for neighbours, rows in ((above, self.rows), (below, self.rows[::-1])) * 2:
            at = {key: float(place) for row in self.rows for place, key in enumerate(row)}
            for row in rows:
                middle = {key: fmean(at[one] for one in neighbours.get(key, [key])) for key in row}
                row.sort(key=middle.__getitem__)
                at.update({key: float(place) for place, key in enumerate(row)})

    def _size(self, key: str) -> tuple[float, float]:
        return SIZES.get(self.nodes[key].kind, STEP) if key in self.nodes else (THROUGH, 0)

    def _named(self, key: str) -> float:
        """The room that a name takes which stands beside a small sign."""
        node = self.nodes.get(key)
        return LETTER * len(node.name) if node and node.kind in {START, EXCLUSIVE, PARALLEL} else 0

    def _placed(self) -> Layout:
        widths = [
            sum(self._size(key)[0] for key in row) + sum(ACROSS + self._named(key) for key in row[:-1])
            for row in self.rows
        ]
        left = {number for number in self.back if self._on_the_left(number)}
        inner, y, begin = max(widths, default=0.0), float(MARGIN), MARGIN + len(left) * BACK
        boxes: dict[str, Box] = {}
        for row, width in zip(self.rows, widths, strict=True):
            height, x = max(self._size(key)[1] for key in row), begin + (inner - width) / 2
            self.tops.update(dict.fromkeys(row, y))
            for key in row:
                wide, high = self._size(key)
                boxes[key] = Box(x, y + (height - high) / 2, wide, high)
                x += wide + ACROSS + self._named(key)
            y += height + DOWN
        ways = {number: self._way(chain, boxes) for number, chain in self.chains.items()}
        for lane, number in enumerate(sorted(left), 1):
            ways[number] = self._way_back(number, boxes, begin - lane * BACK)
        right = begin + inner
        for lane, number in enumerate(sorted(self.back - left), 1):
            ways[number] = self._way_back(number, boxes, right + lane * BACK)
        own = {key: boxes[key] for key in self.nodes}
        lanes = len(self.back - left)
        return Layout(right + lanes * BACK + MARGIN, y - DOWN + MARGIN + 14, own, ways)

    def _ends(self, number: int) -> tuple[str, str]:
        return self.flows[number].source, self.flows[number].target

    def _on_the_left(self, number: int) -> bool:
        """Whether a way back is free on the left and not on the right."""
        ends = self._ends(number)
        last = all(self.rows[self.row[key]][-1] == key for key in ends)
        return not last and all(self.rows[self.row[key]][0] == key for key in ends)

    def _way(self, chain: list[str], boxes: Mapping[str, Box]) -> list[Point]:
        """Down from the middle of the source, straight through its places, to the top of the target."""
        first, last = boxes[chain[0]], boxes[chain[-1]]
        x = first.x + first.width / 2
        points = [(x, first.y + first.height)]
        for key in chain[1:]:
            middle = boxes[key].x + boxes[key].width / 2
            if middle != x:
                bend = self.tops[key] - DOWN / 2
                points += [(x, bend), (middle, bend)]
            x = middle
        return [*points, (x, last.y)]

    def _way_back(self, number: int, boxes: Mapping[str, Box], lane: float) -> list[Point]:
        """Out at the side, up along the lane and in at the side; below or above neighbours that stand between."""
        source, target = (boxes[key] for key in self._ends(number))
        out = self._beside(self._ends(number)[0], source, lane, source.y + source.height + DOWN / 3)
        into = self._beside(self._ends(number)[1], target, lane, target.y - DOWN / 3)
        return [*out, *reversed(into)]

    def _beside(self, key: str, box: Box, lane: float, around: float) -> list[Point]:
        """From a node to the lane: straight, or around at that height."""
        right, middle = lane > box.x, box.y + box.height / 2
        row = self.rows[self.row[key]]
        if row[-1 if right else 0] == key:
            return [(box.x + box.width if right else box.x, middle), (lane, middle)]
        x = box.x + box.width / 2
        edge = box.y if around < box.y else box.y + box.height
        return [(x, edge), (x, around), (lane, around)]
