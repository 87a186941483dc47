from __future__ import annotations

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from niangjia.foundation.access.forms import shared_field
from niangjia.foundation.identity import Phone, PhoneKind, examine_phone

SIX = re.compile(r"[0-9]{6}")


class PhoneForm(forms.Form):
    """The telephone that gets the code. `cleaned_data["phone"]` is in E.164."""

    phone = forms.CharField(
        label=_("Mobile phone number"),
        max_length=32,
        widget=forms.TextInput({"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
    )
    shared = shared_field()

    def clean_phone(self) -> str:
        found = examine_phone(self.cleaned_data["phone"])
        if not isinstance(found, Phone) or found.kind is not PhoneKind.MOBILE:
            raise ValidationError(_("Write the eleven digits of a mobile phone, such as 138 0013 8000."))
        return found.number


class CodeForm(forms.Form):
    """The six digits that were sent."""

    code = forms.CharField(
        label=_("Code from the text message"),
        max_length=12,
        widget=forms.TextInput({"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": ""}),
    )

    def clean_code(self) -> str:
        code = re.sub(r"\s", "", self.cleaned_data["code"])
        if not SIX.fullmatch(code):
            raise ValidationError(_("The code has six digits."))
        return code
