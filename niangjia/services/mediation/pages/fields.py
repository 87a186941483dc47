"""Forms on the pages of a dispute."""

from __future__ import annotations

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

LONG = 2000


def _text(label: object, rows: int = 3) -> forms.CharField:
    return forms.CharField(label=label, max_length=LONG, widget=forms.Textarea({"rows": rows}))  # type: ignore[arg-type]


class PlanForm(forms.Form):
    """When and where both sides come together."""

    held = forms.DateTimeField(label=_("When"), widget=forms.DateTimeInput({"type": "datetime-local"}))
    place = forms.CharField(label=_("Where"), max_length=100)


class RecordForm(forms.Form):
    """What was said."""

    present = forms.CharField(label=_("Who was present"), max_length=300)
    worker = _text(_("What the worker said"))
    employer = _text(_("What the employer said"))
    result = _text(_("What came of it"))


class PaidForm(forms.Form):
    """What was paid, and when."""

    paid = forms.DecimalField(
        label=_("Yuan paid"), max_digits=12, decimal_places=2, min_value=Decimal("0.01"), localize=False
    )
    day = forms.DateField(label=_("Paid on"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))


class ReceivedForm(forms.Form):
    """Who at the employer's took a paper, and when."""

    received_by = forms.CharField(label=_("Who received it?"), max_length=64)
    day = forms.DateField(label=_("Day of receipt"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))


class WhyForm(forms.Form):
    """Why somebody keeps out."""

    why = forms.CharField(label=_("Why?"), max_length=500)
