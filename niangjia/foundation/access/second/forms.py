from __future__ import annotations

import re

from django import forms
from django.utils.translation import gettext_lazy as _


class SecondForm(forms.Form):
    """A code of the app, or a recovery code."""

    code = forms.CharField(
        label=_("Code of the authenticator app"),
        help_text=_("Six digits. If the phone is lost, one of your recovery codes."),
        max_length=24,
        widget=forms.TextInput({"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": ""}),
    )

    def clean_code(self) -> str:
        return re.sub(r"[\s-]", "", self.cleaned_data["code"])


class AnewForm(SecondForm):
    """A code of the new app, and one of the factor that is there already."""

    present = forms.CharField(
        label=_("Code that you have signed in with until now"),
        help_text=_(
            "Of the former app, or one of your recovery codes. All lost? The security administrator can help."
        ),
        max_length=24,
        widget=forms.TextInput({"autocomplete": "off"}),
    )

    def clean_present(self) -> str:
        return re.sub(r"[\s-]", "", self.cleaned_data["present"])


class ResetForm(forms.Form):
    """Whose second factor is taken away, and why."""

    username = forms.CharField(label=_("Sign-in name of the account"), max_length=64)
    reason = forms.CharField(
        label=_("Reason"), help_text=_("How you made sure who asks. It goes into the journal."), max_length=200
    )
