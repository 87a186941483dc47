from __future__ import annotations

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from niangjia.foundation.access.phones.forms import PhoneForm
from niangjia.foundation.identity import normalise

SIX = re.compile(r"[0-9]{5}[0-9X]")


class SixForm(forms.Form):
    """The last six of a document's number; an X counts."""

    six = forms.CharField(
        label=_("Last six of your ID"),
        help_text=_("Of the resident ID or the document that your union has; an X counts."),
        max_length=12,
        widget=forms.TextInput({"autocomplete": "off", "autofocus": "", "autocapitalize": "characters"}),
    )

    def clean_six(self) -> str:
        six = normalise(self.cleaned_data["six"])
        if not SIX.fullmatch(six) and not re.fullmatch(r"[0-9A-Z]{6}", six):
            raise ValidationError(_("Write the last six signs, such as 01234X."))
        return six


class DocumentForm(forms.Form):
    """Name and whole number, for who comes with a telephone that the register does not know."""

    name = forms.CharField(label=_("Name"), max_length=64, widget=forms.TextInput({"autocomplete": "off"}))
    number = forms.CharField(
        label=_("Number of your ID"),
        max_length=32,
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters"}),
    )


class VouchForm(PhoneForm):
    """The telephone of who stands there."""

    shared = None  # type: ignore[assignment]
