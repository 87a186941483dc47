"""Forms with which a place sets its figures and its calendar."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from niangjia.foundation.clock import today

from .defaults import Sure, areas
from .units import DAY_UNITS, BadValue, Unit, parse

if TYPE_CHECKING:
    from .defaults import Parameter

LONG, SHORT = 300, 64
FIRST_YEAR, LAST_YEAR = 2000, 2100  # of the calendar that the desk shows
WITHIN = [MinValueValidator(date(FIRST_YEAR, 1, 1)), MaxValueValidator(date(LAST_YEAR, 12, 31))]


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **more)


def _basis() -> forms.CharField:
    return forms.CharField(label=_("Basis"), max_length=LONG, help_text=_("Document, number, article."))


class FiltersForm(forms.Form):
    """Which parameters the list shows."""

    words = forms.CharField(label=_("Search words"), required=False, widget=forms.SearchInput)
    area = forms.ChoiceField(
        label=_("Subject area"), required=False, choices=lambda: [("", _("All")), *areas().items()]
    )
    sure = forms.ChoiceField(label=_("How sure"), required=False, choices=[("", _("All")), *Sure.choices])


class ParameterForm(forms.Form):
    """An own figure for the whole city; a figure in days may be set in either kind of days."""

    value = forms.CharField(label=_("Figure"), max_length=24)
    unit = forms.ChoiceField(label=_("Counted in"), choices=[(unit.value, unit.label) for unit in DAY_UNITS])
    valid_from = _day(_("Holds from"), help_text=_("It decides about events from this day on."))
    valid_to = _day(
        _("Holds until"),
        required=False,
        help_text=_("Without an end it holds until a later figure begins."),
    )
    basis = _basis()

    def __init__(self, parameter: Parameter, data: Any = None) -> None:
        super().__init__(data, initial={"valid_from": today(), "unit": parameter.unit.value})
        self._unit = parameter.unit
        if not parameter.unit.in_days:
            del self.fields["unit"]
            self.fields["value"].help_text = str(parameter.unit.label)

    def clean(self) -> dict[str, Any]:
        """`value` comes out typed."""
        cleaned = self.cleaned_data
        unit = Unit(cleaned.pop("unit", self._unit))
        if "value" in cleaned:
            try:
                cleaned["value"] = parse(cleaned["value"], unit)
            except BadValue as error:
                self.add_error("value", str(error))
        return cleaned


class WithdrawForm(forms.Form):
    """Why a figure is taken back."""

    reason = forms.CharField(label=_("Reason"), max_length=LONG)


class DaysForm(forms.Form):
    """Days of the city's own calendar."""

    KINDS = [
        ("free", pgettext_lazy("day of a calendar", "free")),
        ("worked", pgettext_lazy("day of a calendar", "worked")),
        ("state", _("as the state arranged it")),
    ]
    MEANS = {"free": False, "worked": True, "state": None}

    first = _day(_("First day"), validators=WITHIN)
    last = _day(_("Last day"), required=False, help_text=_("For several days in a row."))
    kind = forms.ChoiceField(label=_("These days are"), choices=KINDS, widget=forms.RadioSelect)
    name = forms.CharField(
        label=_("Name of the day"), max_length=SHORT, required=False, help_text=_("Such as a local festival.")
    )
    basis = _basis()

    def days(self) -> dict[str, Any]:
        """What `actions.set_days` takes."""
        given = self.cleaned_data
        first: date = given["first"]
        return {
            "first": first,
            "last": given["last"] or first,
            "is_workday": self.MEANS[given["kind"]],
            "name": given["name"],
            "basis": given["basis"],
        }


class YearForm(forms.Form):
    """On what it rests that a year's special days have all been entered."""

    basis = _basis()
