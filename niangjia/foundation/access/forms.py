"""The sign-in form."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from niangjia.foundation.limits import Limit

from .address import client_address

# Wrong passwords, counted for a name and for an address; a town hall's staff share one address.
PER_NAME = Limit("sign_in.name", most=8, per=timedelta(minutes=15))
PER_ADDRESS = Limit("sign_in.address", most=60, per=timedelta(minutes=15))


class SignInForm(AuthenticationForm):
    """Name and password; after too many misses it asks for patience instead of looking at the password."""

    error_messages = {
        "invalid_login": _("The name or the password is wrong. Passwords tell capital letters apart."),
        "inactive": _("This account is closed. Ask the system administrator."),
        "too_many": _("Too many wrong tries. Wait a quarter of an hour, or ask the system administrator."),
    }

    def clean(self) -> dict[str, Any]:
        limits = self._limits()
        if any(limit.reached(subject) for limit, subject in limits):
            raise ValidationError(self.error_messages["too_many"], code="too_many")
        try:
            return super().clean()
        except ValidationError:
            for limit, subject in limits:
                limit.count(subject)
            raise

    def _limits(self) -> list[tuple[Limit, str]]:
        name = str(self.cleaned_data.get("username", "")).casefold()
        address = client_address(self.request) if self.request else ""
        return [(PER_NAME, name), (PER_ADDRESS, address)]


class NewPasswordForm(PasswordChangeForm):
    """The present password once, another one twice. The action saves, never the form."""

    error_messages = {
        "password_incorrect": _("The present password is wrong."),
        "password_mismatch": _("The two new passwords differ."),
        "the_same": _("Choose another password than the present one."),
    }

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["old_password"].label = _("Present password")
        self.fields["new_password1"].label = _("New password")
        self.fields["new_password1"].help_text = _("Ten signs at least, not digits alone, nothing common.")
        self.fields["new_password2"].label = _("New password once more")
        self.fields["new_password2"].help_text = ""

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("new_password1") and given.get("new_password1") == given.get("old_password"):
            self.add_error("new_password1", self.error_messages["the_same"])
        return given
