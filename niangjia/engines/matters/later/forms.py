from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from niangjia.engines.matters.acts.tasks import checklist_of, node_of
from niangjia.engines.matters.pages.forms import OutcomeForm, task_form
from niangjia.engines.matters.titles import outcome_title, step_title

from .entering import Paper
from .standing import possible_outcomes, was_beside

if TYPE_CHECKING:
    from collections.abc import Sequence

    from niangjia.engines.matters.core.models import Task

DAY = forms.DateInput(attrs={"type": "date"})
LONG = forms.Textarea(attrs={"rows": 3})


class PaperForm(forms.Form):
    """A step that was done on paper: what a click asks for (its form, how it ended, why), and when, the scan.

    `ending` and `step` are shown above its own fields, which are called "paper-…" so that no service's field is in
    their way. What is wrong with the step's form is found when it is done (`Unfilled`), and shown there.
    """

    day = forms.DateField(label=gettext_lazy("Date of the paper"), widget=DAY)
    number = forms.CharField(label=gettext_lazy("Number of the paper"), max_length=64, required=False)
    decided_by = forms.CharField(label=gettext_lazy("Who decided"), max_length=64, required=False)
    scan = forms.FileField(label=gettext_lazy("Scan or photograph"))

    def __init__(self, task: Task, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, auto_id=f"id_{task.pk}_%s", prefix="paper")
        node, ids = node_of(task.matter, task), f"id_{task.pk}_on_paper_%s"
        self.ending = OutcomeForm(task, node, data, auto_id=ids)
        self.step = task_form(task, node, data, files, auto_id=ids)
        if points := checklist_of(task.matter, task):
            self.fields["ticked"] = forms.TypedMultipleChoiceField(
                label=_("Checklist"),
                choices=list(enumerate(points)),
                coerce=int,
                required=False,
                initial=task.checked,
                widget=forms.CheckboxSelectMultiple,
            )

    def is_valid(self) -> bool:
        """Whether its own fields and the ending are; how it ended is known to the step's form from then on."""
        ends = self.ending.is_valid()
        if self.step is not None:
            self.step.outcome = self.ending.chosen() if ends else ""
        return super().is_valid() and ends

    def points(self) -> list[int] | None:
        """The points that were seen to; None for a step without a checklist."""
        return list(self.cleaned_data["ticked"]) if "ticked" in self.fields else None

    def paper(self) -> Paper:
        given = self.cleaned_data
        file = given["scan"]
        return Paper(given["day"], file.read(), file.name, given["number"], given["decided_by"])


class CorrectionForm(forms.Form):
    """Which step was wrong, and what is right; nothing means that it is revoked."""

    reason = forms.CharField(
        label=gettext_lazy("Why?"),
        max_length=500,
        widget=LONG,
        help_text=gettext_lazy("For whoever approves it; kept sealed."),
    )
    told = forms.CharField(
        label=gettext_lazy("What the applicant reads"),
        max_length=500,
        widget=LONG,
        required=False,
        help_text=gettext_lazy("Needed where the right outcome is a refusal: say why."),
    )

    def __init__(self, tasks: Sequence[Task], data: Any = None) -> None:
        super().__init__(data, auto_id="id_correction_%s")
        self.tasks = {str(task.pk): task for task in tasks}
        steps = [(key, step_title(task.matter, task.key)) for key, task in self.tasks.items()]
        self.fields["task"] = forms.ChoiceField(label=_("Which step?"), choices=steps)
        keys = dict.fromkeys(key for task in tasks for key in possible_outcomes(task))
        titles = [(key, outcome_title(task.procedure, key)) for task in tasks[:1] for key in keys]
        self.fields["after"] = forms.ChoiceField(
            label=_("What is right?"), choices=[("", _("Nothing: revoke it")), *titles], required=False
        )
        if beside := dict.fromkeys(step_title(task.matter, task.key) for task in tasks if was_beside(task)):
            self.fields["after"].help_text = _(
                "Steps that ran beside others are not corrected alone, only revoked with the whole matter: %(steps)s."
            ) % {"steps": "、".join(beside)}
        self.order_fields(["task", "after", "told", "reason"])
