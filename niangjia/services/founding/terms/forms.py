from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from niangjia.engines.matters.forms import TaskForm
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.people.unions.models import Level

from .delaying import LONGEST, delay_of, figure, fit
from .reading import What

if TYPE_CHECKING:
    from niangjia.engines.matters.models import Task
    from niangjia.engines.people.models import Union
    from niangjia.foundation.access.actor import Actor

ANY = ("", _("all"))
WITHIN = (
    ("", _("as far as warnings go")),
    ("180", _("half a year")),
    ("30", _("30 days")),
    ("overdue", _("overdue")),
)


def _months() -> forms.IntegerField:
    return forms.IntegerField(label=_("By how many months?"), min_value=1, max_value=60)


def _why() -> forms.CharField:
    return forms.CharField(
        label=_("Why?"),
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("It stands in the request."),
    )


class ListForm(forms.Form):
    """What of the list is shown."""

    what = forms.ChoiceField(label=_("What is the matter"), required=False, choices=[ANY, *What.choices])
    within = forms.ChoiceField(label=_("Within"), required=False, choices=WITHIN)
    level = forms.ChoiceField(
        label=_("Level"),
        required=False,
        choices=[ANY, *((one.value, one.label) for one in Level if one <= Level.BASE)],
    )
    county = forms.ChoiceField(label=_("County"), required=False)

    def __init__(self, data: Any, counties: list[str]) -> None:
        super().__init__(data)
        self.fields["county"].choices = [ANY, *((name, name) for name in counties)]  # type: ignore[attr-defined]


class DelayForm(forms.Form):
    """How long an election is put off, and why."""

    months = _months()
    reason = _why()

    def __init__(self, union: Union, data: Any = None) -> None:
        super().__init__(data)
        self.union = union
        most = {"most": figure("founding.delay_months", union)}
        self.fields["months"].help_text = _("At most %(most)s, by the figure in force here.") % most

    def clean(self) -> dict[str, Any]:
        return fitted(self, self.union)


class DelayAgainForm(TaskForm):
    """The same for who signs, who may put it right before."""

    months = _months()
    reason = _why()

    def __init__(self, task: Task, data: Any = None, files: Any = None, **more: Any) -> None:
        self.row = delay_of(task.matter)
        initial = {"months": self.row.months, "reason": self.row.reason.reveal()}
        super().__init__(task, data, files, initial=initial, **more)

    def clean(self) -> dict[str, Any]:
        return fitted(self, self.row.union) if self.outcome == "submit" else self.cleaned_data

    def apply(self, actor: Actor) -> None:
        if self.outcome == "submit":
            self.row.months, self.row.reason = self.cleaned_data["months"], self.cleaned_data["reason"].strip()
            self.row.save(update_fields=["months", "reason"])


def fitted(form: forms.Form, union: Union) -> dict[str, Any]:
    """The cleaned data; what does not fit the figures is said at its field."""
    given = form.cleaned_data
    if "months" in given and "reason" in given:
        try:
            fit(union, given["months"], given["reason"])
        except NotPossible as error:
            form.add_error(error.field if error.field in form.fields else None, str(error))
    return given


class PartyForm(forms.Form):
    """The Party branch in the unit, and the last joint check."""

    name = forms.CharField(label=_("Name of the Party branch"), max_length=128)
    together_on = forms.DateField(
        label=_("Founded together on"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    checked = forms.DateField(
        label=_("Last checked together on"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    note = forms.CharField(
        label=_("What was checked"), required=False, max_length=LONGEST, widget=forms.Textarea({"rows": 3})
    )
