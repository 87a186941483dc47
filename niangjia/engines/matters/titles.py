"""What things of a matter are called, in the language of the moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import pgettext

from .core.models import REVOKED, State
from .core.versions import specs_by
from .procedures import UnknownProcedure, procedure_of

if TYPE_CHECKING:
    from .bpmn.drawing import Node
    from .core.models import Matter


def procedure_title(key: str) -> str:
    """The procedure's title; its key where nobody declares it any more."""
    try:
        return str(procedure_of(key).title)
    except UnknownProcedure:
        return key


def node_title(procedure: str, node: Node | None, key: str = "") -> str:
    """A step's title: the one declared, else that of the drawing."""
    try:
        declared = procedure_of(procedure).steps.get(node.id if node else key)
    except UnknownProcedure:
        declared = None
    return str(declared or (node.name if node else "") or key)


def step_title(matter: Matter, key: str) -> str:
    """The title of a step of the matter's own version."""
    return step_title_in(matter.version_id, matter.procedure, key)


def step_title_in(version_id: int, procedure: str, key: str) -> str:
    """The same, for who has no whole matter at hand."""
    return node_title(procedure, specs_by(version_id, procedure).drawing.nodes.get(key), key)


def outcome_title(procedure: str, outcome: str) -> str:
    try:
        return str(procedure_of(procedure).outcomes.get(outcome) or pgettext("outcome", "done"))
    except UnknownProcedure:
        return outcome


def phase_title(matter: Matter) -> str:
    """Where the matter stands, as its procedure calls it."""
    if matter.state == State.WITHDRAWN:
        return str(State.WITHDRAWN.label)
    try:
        phase = procedure_of(matter.procedure).states.get(matter.phase)
    except UnknownProcedure:
        phase = None
    if phase is None and matter.phase == REVOKED:
        return pgettext("matter", "revoked")
    return str(phase.title if phase else State(matter.state).label)
