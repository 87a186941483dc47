"""Before the house serves: every procedure of a service says what undoing it means, of steps that there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.checks import CheckMessage, Error, register

from niangjia.engines.matters.bpmn.drawing import BadDrawing, read_drawing
from niangjia.engines.matters.procedures import all_procedures
from niangjia.foundation.database.checks import PRODUCTION

from .undoing import said_for, undoing_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from niangjia.engines.matters.procedures import Procedure


@register(PRODUCTION)
def undoings_said(**kwargs: Any) -> list[CheckMessage]:
    """One error for each procedure of which it is not said, and for each step or outcome that there is not."""
    missing = sorted(all_procedures().keys() - said_for())
    hint = "Register one with niangjia.engines.matters.later.undoing.register_undoing."
    said = [found for key, found in all_procedures().items() if key in said_for()]
    return [
        *(Error(f"{key}: nobody says what undoing it means", hint=hint, id="matters.E010") for key in missing),
        *(Error(problem, id="matters.E011") for procedure in said for problem in _slips(procedure)),
    ]


def _slips(procedure: Procedure) -> Iterator[str]:
    try:
        steps = read_drawing(procedure.texts()).steps
    except (BadDrawing, OSError):
        return  # said by matters.E001
    there = {f"{key}/{outcome}" for key, node in steps.items() for outcome in node.words("outcomes")}
    undoing = undoing_of(procedure.key)
    for key in sorted({*undoing.redo, *undoing.phases} - there - {""}):
        yield f"{procedure.key}: undoing names {key!r}, which is no step with an outcome (step/outcome)"
