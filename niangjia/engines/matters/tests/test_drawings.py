"""Drawings: read, held against what is declared, walked, run. None of it needs the database."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from niangjia.engines.matters.bpmn.checking import known_by, problems_of
from niangjia.engines.matters.bpmn.conditions import BadCondition, answer
from niangjia.engines.matters.bpmn.drawing import BadDrawing, read_drawing
from niangjia.engines.matters.bpmn.running import Run, Specs, read_specs
from niangjia.engines.matters.bpmn.walking import walk
from niangjia.engines.matters.checks import problems
from niangjia.engines.matters.procedures import Procedure, all_procedures, at
from niangjia.engines.people.unions.models import Level

from .samples import GRANT, LETTER


def _changed(procedure: Procedure, folder: Path, old: str, new: str) -> Procedure:
    """The procedure with its first file changed."""
    text = procedure.files[0].read_text(encoding="utf-8")
    assert old in text
    file = folder / procedure.files[0].name
    file.write_text(text.replace(old, new), encoding="utf-8")
    return replace(procedure, files=(file, *procedure.files[1:]))


@pytest.mark.parametrize("key", sorted(all_procedures()))
def test_every_procedure_fits_and_all_its_paths_end(key: str) -> None:
    procedure = all_procedures()[key]
    assert list(problems(procedure)) == []
    assert walk(read_specs(procedure.texts())).problems == []


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('name="form" value="sample.check"', 'name="form" value="no.such"', "check: unknown form 'no.such'"),
        ("<extensionElements>", "<timer/><extensionElements>", "is not of the subset"),
        ('serviceTaskOperator id="sample.issue"', 'serviceTaskOperator id="none"', "issue: unknown action 'none'"),
        ('name="limit" value="sample.check"', 'name="limit" value="x"', "check: unknown limit 'x'"),
        ('name="paper" value="sample.decision"', 'name="paper" value="x"', "decide: unknown paper 'x'"),
        ('<lane id="lane_county" name="county">', '<lane id="l" name="mars">', "decide: unknown role 'mars'"),
        ('value="hearing"', 'value="nowhere"', "hear: unknown state 'nowhere'"),
        ('value="agree object"', 'value="agree shrug"', "hear: unknown outcome 'shrug'"),
        ("len(units) &gt; 0", "len(unit) &gt; 0", "asks: unknown variable 'unit'"),
        ("len(units) &gt; 0", "__import__('os') &gt; ", "asks: condition"),
        (' default="back"', "", "checked: one of the ways is the usual one (default)"),
        ('<parallelGateway id="joined"/>', '<inclusiveGateway id="joined"/>', "inclusiveGateway joined is not"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_said(old: str, new: str, problem: str, tmp_path: Path) -> None:
    found = list(problems(_changed(GRANT, tmp_path, old, new)))
    assert any(problem in one for one in found), found


def test_dead_ends_and_twins_are_found(tmp_path: Path) -> None:
    dead = _changed(GRANT, tmp_path, 'sourceRef="issue" targetRef="granted"', 'sourceRef="tell" targetRef="granted"')
    found = list(problems(dead))
    assert "issue: a dead end" in found
    assert "tell: several ways leave it: draw a gateway" in found
    nowhere = read_drawing({"x": GRANT.texts()["grant.bpmn"].replace('targetRef="granted"', 'targetRef="gone"')})
    assert any("leads from or to nothing" in one for one in problems_of(GRANT, nowhere))


def test_walking_finds_what_waits_for_ever(tmp_path: Path) -> None:
    """A join to which only one of its ways ever leads: it fits, and nobody would come past it."""
    stuck = _changed(GRANT, tmp_path, '<exclusiveGateway id="ready"/>', '<parallelGateway id="ready"/>')
    assert list(problems(stuck)) == []
    found = walk(read_specs(stuck.texts())).problems
    assert any("nothing waits, and no end was reached" in one for one in found)
    assert any("nothing ever goes from fork to visit" in one for one in found)


def test_a_ring_without_an_end_is_found(tmp_path: Path) -> None:
    ring = _changed(LETTER, tmp_path, 'outcome == "answer"', 'outcome != "never"')
    found = walk(read_specs(ring.texts())).problems
    assert any("no end can be reached from" in one for one in found)
    assert "nothing ever goes from answered to finished" in found


def test_keys_that_others_keep_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    from niangjia.engines.matters.bpmn import checking

    monkeypatch.setattr(checking, "_knowers", {"paper": [], "limit": []})
    known_by("paper", lambda: {"other.paper"})
    assert "unknown paper 'sample.decision'" in list(problems(GRANT))


def test_declarations_are_looked_at_too() -> None:
    wrong = replace(
        GRANT,
        lanes={**GRANT.lanes, "county": at(Level.CITY, "sample:nobody")},
        variables={**GRANT.variables, "Amount": float},
    )
    found = list(problems(wrong))
    assert "lane county: unknown permission 'sample:nobody'" in found
    assert any("variable Amount" in one for one in found)


def test_broken_files_are_named(tmp_path: Path) -> None:
    file = tmp_path / "x.bpmn"
    file.write_text("<definitions", encoding="utf-8")
    assert "x.bpmn" in next(problems(replace(GRANT, files=(file,))))
    with pytest.raises(BadDrawing):
        read_drawing({"y.bpmn": "<definitions/>"})


def test_conditions_read_variables_and_nothing_else() -> None:
    assert answer('outcome == "pass" and len(units) > 1', {"outcome": "pass", "units": [1, 2]}) is True
    for bad in ("__import__('os')", "units.__class__", "unknown > 1", "1 +"):
        with pytest.raises(BadCondition):
            answer(bad, {"units": []})


def _after(specs: Specs, *steps: tuple[str, str], **variables: object) -> Run:
    """The drawing after these steps, packed and taken up again for each as the rows do it."""
    run = Run(specs, dict(variables), lambda _step, _action: None)
    run.begin()
    for key, outcome in steps:
        packed, passed = run.packed(), run.passed
        run = Run(specs, {**run.variables, "outcome": outcome}, lambda _step, _action: {"paid": True}, passed)
        run.restore(packed)
        run.complete(next(one.token for one in run.waiting() if one.key == key))
    return run


def test_what_is_stored_stays_small_however_often_it_is_sent_back() -> None:
    specs = read_specs(GRANT.texts())
    once = _after(specs, ("check", "to_applicant"), ("correct", "handed_in"), units=[])
    often = _after(specs, *[("check", "to_applicant"), ("correct", "handed_in")] * 20, units=[])
    assert len(once.packed()) == len(often.packed()) < 100


def test_steps_at_the_same_time_are_joined_whatever_their_order() -> None:
    specs = read_specs(GRANT.texts())
    for first, second in (("visit", "tell"), ("tell", "visit")):
        run = _after(specs, ("check", "pass"), (first, "seen"), units=[])
        assert [one.key for one in run.waiting()] == [second]
        run = _after(specs, ("check", "pass"), (first, "seen"), (second, "told"), units=[])
        assert [one.key for one in run.waiting()] == ["decide"]


def test_a_called_process_comes_back_as_often_as_it_is_called() -> None:
    specs = read_specs(LETTER.texts())
    answering = [("read", "answer"), ("draft", "drafted"), ("approve", "redraft"), ("draft", "drafted")]
    run = _after(specs, *answering, ("approve", "approved"), *answering, ("approve", "approved"), ("read", "close"))
    assert (run.over, run.ended) == (True, "finished")
    assert len(run.passed) == len(specs.drawing.flows)
