"""Before the house serves: every drawing is of the subset, and names nothing that is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.checks import CheckMessage, Error, register
from SpiffWorkflow.bpmn.parser.ValidationException import ValidationException

from niangjia.foundation.database.checks import PRODUCTION

from .bpmn.checking import problems_of
from .bpmn.drawing import BadDrawing, read_drawing
from .bpmn.running import read_specs
from .procedures import all_procedures

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .procedures import Procedure


@register(PRODUCTION)
def procedures_fit(**kwargs: Any) -> list[CheckMessage]:
    """One error for each thing that is wrong with a procedure."""
    return [
        Error(f"{key}: {problem}", id="matters.E001")
        for key, procedure in all_procedures().items()
        for problem in problems(procedure)
    ]


def problems(procedure: Procedure) -> Iterator[str]:
    """What is wrong with a procedure as its files are now, one sentence each. How it runs: bpmn/walking.py."""
    try:
        texts = procedure.texts()
        found = list(problems_of(procedure, read_drawing(texts)))
        if not found:
            read_specs(texts)
    except (BadDrawing, OSError, ValidationException) as error:
        yield str(error)
    else:
        yield from found
