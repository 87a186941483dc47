"""What is noted of accounts, each with the sentence that a person reads; the journal registers to keep it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "signed_in": _("Signed in"),
    "signed_out": _("Signed out"),
    "signed_out_everywhere": _("Signed out everywhere"),
    "device_ended": _("Signed out on another device"),
    "password_changed": _("Changed the own password"),
    "unlocked": _("Unlocked a shared computer"),
    "second_factor_set_up": _("Set up a second factor"),
    "second_factor_reset": _("Reset the second factor of an account: %(reason)s"),
    "outside_connected": _("Connected an outside sign-in"),
    "closed": _("Closed the own account"),
}
