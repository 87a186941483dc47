"""A matter's drawing set in motion by SpiffWorkflow: begin, complete a step, see where it stands, pack it up.

Specs are read once per process and content. What is stored is not the library's own form, which repeats the whole
drawing, but the marks of what lives: one for most matters, some dozens of bytes. Variables are kept by the matter.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

import msgspec
from SpiffWorkflow import TaskState
from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine
from SpiffWorkflow.bpmn.specs.mixins.multiinstance_task import MultiInstanceTask
from SpiffWorkflow.bpmn.specs.mixins.subworkflow_task import SubWorkflowTask
from SpiffWorkflow.bpmn.util.subworkflow import BpmnSubWorkflow
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.spiff.parser.process import SpiffBpmnParser
from SpiffWorkflow.task import Task as Mark

from .conditions import answer
from .drawing import END, Drawing, read_drawing

if TYPE_CHECKING:
    from collections.abc import Iterator

# What a service task does: its action's name in, the variables that it sets out.
Act = Callable[[str, str], Mapping[str, Any] | None]
LIVING = TaskState.WAITING | TaskState.READY | TaskState.STARTED


class Stuck(Exception):
    """The drawing can't go on: nothing waits and it has not ended, or a mark is not where it was said to be."""


@dataclass(frozen=True)
class Waiting:
    """A step that waits for somebody; `index` is its place among the many of a step done many times at once."""

    token: str
    key: str
    index: int | None


@dataclass(frozen=True)
class Specs:
    """A procedure's files, read: the drawing, and the library's specs by process."""

    drawing: Drawing
    main: Any
    others: Mapping[str, Any]


_specs: dict[str, Specs] = {}
_reading = threading.Lock()


def specs_of(digest: str, texts: Callable[[], Mapping[str, str]]) -> Specs:
    """The specs of these files, read once for each content. Raises BadDrawing, or ValidationException."""
    found = _specs.get(digest)
    if found is None:
        with _reading:
            found = _specs.get(digest) or _specs.setdefault(digest, read_specs(texts()))
    return found


def read_specs(texts: Mapping[str, str]) -> Specs:
    """Read the files now."""
    drawing, parser = read_drawing(texts), SpiffBpmnParser()
    for name, text in texts.items():
        parser.add_bpmn_str(text.encode(), name)
    main = parser.get_spec(drawing.main)
    others = parser.get_subprocess_specs(drawing.main)
    for spec in (main, *others.values()):
        _make_many(spec)
    return Specs(drawing, main, others)


def _make_many(spec: Any) -> None:
    """Let steps that are done many times count by index, and be joined from the start and once.

    The library would join them when the first is made, which two threads may do at the same time.
    """
    for step in spec.task_specs.values():
        if isinstance(step, MultiInstanceTask):
            if step.data_input is not None:
                step.cardinality, step.data_input, step.input_item = f"len({step.data_input.bpmn_id})", None, None
            spec.task_specs[step.task_spec].completed_event.connect(step.merge_child)


class _Engine(PythonScriptEngine):  # type: ignore[misc]  # the library has no types
    """Answers conditions from the matter's variables and hands actions over; it never runs scripts."""

    def __init__(self, run: Run) -> None:
        super().__init__()
        self.run = run

    def evaluate(self, task: Any, expression: str, external_context: Any = None) -> Any:
        return self.run.decide(task.task_spec.name, expression)

    def execute(self, task: Any, script: str, external_context: Any = None) -> Any:
        raise Stuck("drawings have no scripts")

    def call_service(self, task: Any, **given: Any) -> str:
        self.run.perform(task.task_spec.name, given["operation_name"])
        return "null"


@dataclass
class Run:
    """One matter's drawing in motion. `variables` change with it; `passed` are the numbers of flows gone along.

    `ended` is the end that was reached, "" while it goes on. What an action raises, `begin` and `complete` raise.
    """

    specs: Specs
    variables: dict[str, Any]
    act: Act
    passed: set[int] = field(default_factory=set)
    ended: str = ""
    workflow: Any = None

    def begin(self) -> None:
        """Set out."""
        self.workflow = BpmnWorkflow(self.specs.main, dict(self.specs.others), script_engine=_Engine(self))
        self._go_on()

    def complete(self, token: str) -> None:
        """Go on from a step that is done. Raises Stuck for a mark that does not wait."""
        mark = self._mark(token)
        if mark is None or not mark.has_state(TaskState.READY):
            raise Stuck(f"{token} does not wait")
        mark.run()
        self._go_on()

    def waiting(self) -> list[Waiting]:
        """The steps that wait for somebody, in the order in which they came up."""
        return [
            Waiting(mark.id.hex, mark.task_spec.bpmn_id, _index(mark))
            for workflow in self._workflows()
            for mark in workflow.tasks.values()
            if mark.has_state(TaskState.READY) and mark.task_spec.manual
        ]

    def decide(self, name: str, expression: str) -> Any:
        """The answer to a condition."""
        return answer(expression, self.variables)

    def perform(self, name: str, action: str) -> None:
        """Do what a service task says."""
        self.variables.update(self.act(name, action) or {})

    def _go_on(self) -> None:
        self.workflow.do_engine_steps(did_complete_task=self._note)
        for workflow in self._workflows():
            for mark in workflow.tasks.values():
                self._note_way(mark)
        if not self.over and not self.waiting():
            raise Stuck("nothing waits, and no end was reached")

    def _note(self, mark: Any) -> None:
        self._note_way(mark)
        node = self.specs.drawing.nodes.get(mark.task_spec.name)
        if node is not None and node.kind == END and node.process == self.specs.drawing.main:
            self.ended = node.id

    def _note_way(self, mark: Any) -> None:
        """Keep by which flow it came to a mark."""
        if mark.parent is not None and mark.state >= TaskState.WAITING:
            flow = self.specs.drawing.between.get((mark.parent.task_spec.name, mark.task_spec.name))
            if flow is not None:
                self.passed.add(flow)

    def _mark(self, token: str) -> Any:
        key = UUID(token)
        return next((found.tasks[key] for found in self._workflows() if key in found.tasks), None)

    def _workflows(self) -> Iterator[Any]:
        yield self.workflow
        yield from self.workflow.subprocesses.values()

    @property
    def over(self) -> bool:
        """Whether the whole drawing has come to its end."""
        return bool(self.workflow.completed)

    def packed(self) -> bytes:
        """Where it stands, for `restore`."""
        called = [one for one in self.workflow.subprocesses.values() if not one.completed]
        called.sort(key=lambda one: one.depth)
        return _pack([_kept(self.workflow, None), *(_kept(one, one.parent_task_id.bytes) for one in called)])

    def restore(self, packed: bytes) -> None:
        """Stand where it stood."""
        workflow, *called = _unpack(packed)
        others = dict(self.specs.others)
        self.workflow = BpmnWorkflow(self.specs.main, others, script_engine=_Engine(self), deserializing=True)
        _fill(self.workflow, workflow.marks)
        for one in called:
            self._restore_called(one)
        for found in self._workflows():
            _foresee(found)

    def _restore_called(self, one: _Packed) -> None:
        """What a call activity began."""
        key = UUID(bytes=one.parent)
        caller = self._mark(key.hex)
        if caller is None or not isinstance(caller.task_spec, SubWorkflowTask):
            raise Stuck(f"{key.hex} calls nothing")
        workflow = BpmnSubWorkflow(self.specs.others[caller.task_spec.spec], key, self.workflow, deserializing=True)
        _fill(workflow, one.marks)
        self.workflow.subprocesses[key] = workflow
        workflow.completed_event.connect(caller.task_spec._on_subworkflow_completed, caller)


def _index(mark: Any) -> int | None:
    found = mark.internal_data.get("key_or_index", mark.internal_data.get("item"))
    return None if found is None else int(found)


class _Kept(msgspec.Struct, array_like=True, omit_defaults=True):
    """A mark: its id, the number of its parent in the list (-1 for the root), the name of its spec, its state."""

    id: bytes
    parent: int
    spec: str
    state: int
    triggered: bool = False
    inner: dict[str, Any] = {}


class _Packed(msgspec.Struct, array_like=True):
    """A process and its marks; `parent` is the mark that called it, empty for the main one."""

    parent: bytes
    marks: list[_Kept]


_encoder, _decoder = msgspec.msgpack.Encoder(), msgspec.msgpack.Decoder(list[_Packed])


def stands_at(packed: bytes) -> tuple[set[str], bool]:
    """The names of what lives, or lived and still counts, in a packed run; and whether it stands at several steps."""
    called = _unpack(packed)
    several = any(sum(bool(mark.state & LIVING) for mark in one.marks) > 1 for one in called)
    return {mark.spec.removesuffix(" [child]") for one in called for mark in one.marks[1:]}, several


def _pack(packed: list[_Packed]) -> bytes:
    return _encoder.encode(packed)


def _unpack(packed: bytes) -> list[_Packed]:
    return _decoder.decode(packed)


def _kept(workflow: Any, parent: bytes | None) -> _Packed:
    """What must be known to go on. With one living mark that is this mark: what lies behind decides nothing any more.

    With several, all that happened stays: a join looks at the ways by which others came to it.
    """
    marks = [mark for mark in workflow.tasks.values() if mark.state >= TaskState.WAITING]
    living = [mark for mark in marks if mark.has_state(LIVING)]
    if len(living) == 1:
        marks = [workflow.task_tree, *living]
        parents = {living[0].id: 0}
    else:
        number = {mark.id: at for at, mark in enumerate(marks)}
        parents = {mark.id: number[mark.parent.id] for mark in marks if mark.parent is not None}
    kept = [
        _Kept(
            mark.id.bytes,
            parents.get(mark.id, -1),
            mark.task_spec.name,
            mark.state,
            mark.triggered,
            mark.internal_data,
        )
        for mark in marks
    ]
    return _Packed(parent or b"", kept)


def _fill(workflow: Any, marks: list[_Kept]) -> None:
    made: list[Any] = []
    for kept in marks:
        parent = made[kept.parent] if kept.parent >= 0 else None
        spec = workflow.spec.task_specs[kept.spec]
        mark = Mark(workflow, spec, parent, state=kept.state, id=UUID(bytes=kept.id))
        mark.triggered, mark.internal_data = kept.triggered, dict(kept.inner)
        made.append(mark)
    workflow.task_tree = made[0]


def _foresee(workflow: Any) -> None:
    """Put back what the library expects to come after each mark that lives."""
    for mark in [mark for mark in workflow.tasks.values() if mark.has_state(LIVING)]:
        mark.task_spec._predict(mark, mask=TaskState.NOT_FINISHED_MASK)
