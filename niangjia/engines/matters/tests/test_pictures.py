"""Pictures: the file's own places where it has them, rows of ours where not; the passed path and the present lit."""

from __future__ import annotations

from itertools import pairwise

from lxml import etree

from niangjia.engines.matters.bpmn.drawing import Box, Drawing, read_drawing
from niangjia.engines.matters.pictures.layout import Layout, Point, layout
from niangjia.engines.matters.pictures.svg import broken, picture

from .samples import GRANT, LETTER

DRAWN = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"
  xmlns:di="http://www.omg.org/spec/DD/20100524/DI"><process id="p"><startEvent id="a"/><endEvent id="b"/>
  <sequenceFlow id="f" sourceRef="a" targetRef="b"/></process><bpmndi:BPMNDiagram><bpmndi:BPMNPlane bpmnElement="p">
  <bpmndi:BPMNShape bpmnElement="a"><dc:Bounds x="100" y="50" width="36" height="36"/></bpmndi:BPMNShape>
  <bpmndi:BPMNShape bpmnElement="b"><dc:Bounds x="200" y="50" width="36" height="36"/></bpmndi:BPMNShape>
  <bpmndi:BPMNEdge bpmnElement="f"><di:waypoint x="136" y="68"/><di:waypoint x="200" y="68"/></bpmndi:BPMNEdge>
  </bpmndi:BPMNPlane></bpmndi:BPMNDiagram></definitions>"""


def _grant() -> tuple[Drawing, Layout]:
    drawing = read_drawing(GRANT.texts())
    return drawing, layout(drawing, drawing.main)


def _crosses(one: Point, other: Point, box: Box) -> bool:
    """Whether a straight piece of a way runs through a box."""
    (left, right), (top, low) = sorted((one[0], other[0])), sorted((one[1], other[1]))
    return left < box.x + box.width and right > box.x and top < box.y + box.height and low > box.y


def test_nothing_stands_on_anything_else_and_all_fits() -> None:
    _drawing, laid = _grant()
    boxes = list(laid.boxes.values())
    for at, one in enumerate(boxes):
        assert one.x >= 0
        assert one.x + one.width <= laid.width
        assert one.y + one.height <= laid.height
        for other in boxes[at + 1 :]:
            beside = one.x + one.width <= other.x or other.x + other.width <= one.x
            assert beside or one.y + one.height <= other.y or other.y + other.height <= one.y


def test_flows_lead_from_node_to_node_and_through_none() -> None:
    drawing, laid = _grant()
    assert laid.ways.keys() == set(range(len(drawing.flows)))
    for number, points in laid.ways.items():
        flow = drawing.flows[number]
        inside = [
            key
            for key, box in laid.boxes.items()
            if key not in {flow.source, flow.target}
            and any(_crosses(one, other, box) for one, other in pairwise(points))
        ]
        assert inside == [], (flow.id, inside)


def test_it_fits_a_phone_in_width_as_far_as_the_branches_allow() -> None:
    _drawing, laid = _grant()
    assert laid.width < 480


def test_the_files_own_places_are_kept() -> None:
    drawing = read_drawing({"x": DRAWN})
    laid = layout(drawing, "p")
    assert (laid.boxes["b"].x - laid.boxes["a"].x, laid.boxes["a"].y) == (100, 16)
    assert len(laid.ways[0]) == 2


def test_the_path_and_the_present_are_lit_and_said() -> None:
    drawing = read_drawing(GRANT.texts())
    svg = str(picture(GRANT.key, drawing, passed={0, 1, 2}, now={"correct"}))
    root = etree.fromstring(svg)
    lit = [group for group in root.iter("g") if "flow-now" in group.get("class", "")]
    assert ["".join(group.itertext()) for group in lit] == ["补正材料申请人"]
    assert svg.count("flow-way flow-passed") == 3
    assert "补正材料" in root.get("aria-label", "").rpartition("。")[0]


def test_a_called_process_is_a_picture_of_its_own_and_its_caller_lit() -> None:
    drawing = read_drawing(LETTER.texts())
    svg = str(picture(LETTER.key, drawing, now={"draft"}))
    assert svg.count("<svg") == 2
    assert "flow-call flow-now" in svg


def test_titles_are_broken_where_a_box_ends() -> None:
    assert broken("核对材料") == ["核对材料"]
    assert broken("核对申请材料是否齐全有效") == ["核对申请材料是否", "齐全有效"]
    assert broken("甲" * 30)[-1].endswith("…")
    assert len(broken("甲" * 30)) == 2
