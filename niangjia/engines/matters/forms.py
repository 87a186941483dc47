"""What a step asks of whoever does it. Services subclass `TaskForm` and register it by the name that drawings say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from .procedures import procedure_of
from .refusals import NotPossible

if TYPE_CHECKING:
    from collections.abc import Mapping

    from niangjia.foundation.access.actor import Actor

    from .core.models import Task


class TaskForm(forms.Form):
    """A step's fields. Those named like declared variables become them; `apply` writes what is the service's.

    `outcome` is how the step is to end, when the form is judged; a field that only some outcomes need asks for it.
    """

    outcome: str = ""

    def __init__(self, task: Task, data: Any = None, files: Any = None, **more: Any) -> None:
        self.task = task
        super().__init__(data, files, **more)

    def variables(self) -> Mapping[str, Any]:
        """The declared variables that the fields set."""
        declared = procedure_of(self.task.procedure).variables
        given = self.cleaned_data.items()
        return {name: value for name, value in given if name in declared and value is not None}

    def apply(self, actor: Actor) -> None:
        """Write the service's own rows; inside the transaction in which the step is completed, before it."""


class Shown(forms.HiddenInput):
    """A mark of what the page shows now, whatever came back with an earlier one: so a change is noticed."""

    def __init__(self, mark: str) -> None:
        super().__init__({"value": mark})

    def format_value(self, value: Any) -> None:
        return None


class Unfilled(NotPossible):
    """The step's form has errors; `form` says which, at its fields."""

    def __init__(self, form: TaskForm) -> None:
        first = next(iter(form.errors.values()))[0]
        super().__init__(str(first), next(iter(form.errors)))
        self.form = form
