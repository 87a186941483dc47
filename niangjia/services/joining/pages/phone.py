"""Proving a telephone on the page itself: a code is sent, and typed beside the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from niangjia.foundation.access.address import client_address
from niangjia.foundation.access.phones.coding import CodeOver, WrongCode, send_code, take_code
from niangjia.foundation.access.phones.forms import PhoneForm
from niangjia.foundation.access.phones.limiting import TooMany
from niangjia.foundation.access.phones.models import PhoneCode
from niangjia.foundation.access.phones.proof import asked, note_asked, note_proven
from niangjia.foundation.identity import mask_phone

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpRequest


def send(request: HttpRequest) -> tuple[str, str]:
    """Send a code to the telephone that was typed: (to whom, masked; "") or ("", why not)."""
    form = PhoneForm({"phone": request.POST.get("phone", "")})
    if not form.is_valid():
        return "", str(form.errors["phone"][0])
    number = form.cleaned_data["phone"]
    try:
        sent = send_code(number, client_address(request))
    except TooMany as error:
        return "", str(error)
    if not sent.arrived:
        return "", _("The text message could not be sent. Wait a minute and try again.")
    note_asked(request, sent.row.pk, shared=False, then="")
    return mask_phone(number), ""


def proven(request: HttpRequest, form: forms.Form) -> str | None:
    """The telephone that the typed code proves; None with the error at its field."""
    code_id = asked(request)
    row = PhoneCode.objects.filter(pk=code_id).first() if code_id else None
    if row is None or row.number.reveal() != form.cleaned_data.get("phone"):
        form.add_error("phone", _("Let a code be sent to this number first."))
        return None
    try:
        number = take_code(row.pk, form.cleaned_data["code"], client_address(request))
    except (WrongCode, TooMany) as error:
        form.add_error("code", str(error))
    except CodeOver:
        form.add_error("code", _("This code is over: ask for a new one."))
    else:
        note_proven(request)
        return number
    return None
