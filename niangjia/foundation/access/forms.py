"""The forms of signing in with a password, and what all of them share."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from niangjia.foundation.limits import Limit

from .address import client_address
from .models import Account

# Wrong passwords, counted for a name and for an address; a town hall's staff share one address.
PER_NAME = Limit("sign_in.name", most=8, per=timedelta(minutes=15))
PER_ADDRESS = Limit("sign_in.address", most=60, per=timedelta(minutes=15))


SHARED = _("This is a shared computer: keep nothing here, and lock when I am away")


def shared_field() -> forms.BooleanField:
    """The tick of whoever signs in where others sit, too."""
    return forms.BooleanField(label=SHARED, required=False, widget=forms.CheckboxInput({"data-shared": ""}))


class SignInForm(AuthenticationForm):
    """Name and password; after too many misses it asks for patience instead of looking at the password."""

    shared = shared_field()

    error_messages = {
        "invalid_login": _("The name or the password is wrong. Passwords tell capital letters apart."),
        "inactive": _("This account is closed. Ask the system administrator."),
        "too_many": _("Too many wrong tries. Wait a quarter of an hour, or ask the system administrator."),
    }

    def clean(self) -> dict[str, Any]:
        """A try is counted for its name before it is looked at, so that many at once get no more than the limit."""
        name = counted_as(str(self.cleaned_data.get("username", "")))
        address = client_address(self.request) if self.request else ""
        if not PER_NAME.count(name) or PER_ADDRESS.reached(address):
            raise ValidationError(self.error_messages["too_many"], code="too_many")
        try:
            given = super().clean()
        except ValidationError:
            PER_ADDRESS.count(address)  # by its misses alone: many share one
            raise
        PER_NAME.forget(name)
        return given


def counted_as(username: str) -> str:
    """For what wrong passwords are counted: the account itself, in whatever way its name was typed, else the name."""
    found = Account.objects.filter(username__iexact=username.strip()).values_list("pk", flat=True).first()
    return f"account {found}" if found else username.casefold()


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
