from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class UnlockForm(forms.Form):
    """Either of what proves that the same person is there again."""

    password = forms.CharField(
        label=_("Password"), required=False, strip=False, widget=forms.PasswordInput({"autocomplete": "off"})
    )
    code = forms.CharField(
        label=_("Code from the text message"),
        required=False,
        max_length=12,
        widget=forms.TextInput({"autocomplete": "off", "inputmode": "numeric"}),
    )

    def ask_for(self, *, password: bool, code: bool) -> None:
        """Only one way is open: then its field must be filled in."""
        self.fields["password"].required = password and not code
        self.fields["code"].required = code and not password
