"""Unlocking a shared computer: by the password, or by a code to the account's telephone."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.utils.translation import gettext as _

from niangjia.foundation.access import hooks
from niangjia.foundation.access.actor import actor_of
from niangjia.foundation.access.address import client_address
from niangjia.foundation.access.forms import PER_NAME, counted_as
from niangjia.foundation.access.phones.accounts import number_of
from niangjia.foundation.access.phones.coding import CodeOver, WrongCode, take_code
from niangjia.foundation.access.phones.limiting import TooMany
from niangjia.foundation.access.phones.proof import asked

from .keeping import KEY, unlock

if TYPE_CHECKING:
    from django.http import HttpRequest

    from niangjia.foundation.access.models import Account

    from .forms import UnlockForm


def unlocked(request: HttpRequest, form: UnlockForm) -> bool:
    """Whether what was typed unlocks; if not, the form says why."""
    account = cast("Account", request.user)
    code, password = form.cleaned_data["code"], form.cleaned_data["password"]
    right = _by_code(request, form, code) if code else _by_password(account, form, password)
    if right:
        unlock(str(request.session[KEY]))
        hooks.note(actor_of(account), "unlocked", account.pk)
    return right


def _by_password(account: Account, form: UnlockForm, password: str) -> bool:
    name = counted_as(account.username)
    if not PER_NAME.count(name):
        form.add_error("password", _("Too many wrong tries. Wait a quarter of an hour, or sign out."))
        return False
    if not account.has_usable_password() or not account.check_password(password):
        form.add_error("password", _("That is not your password."))
        return False
    PER_NAME.forget(name)
    return True


def _by_code(request: HttpRequest, form: UnlockForm, code: str) -> bool:
    row = asked(request)
    try:
        if row is None:
            raise CodeOver
        number = take_code(row, code.strip(), client_address(request))
        if number != number_of(cast("Account", request.user)):  # asked in this browser, for another telephone
            raise CodeOver
    except (WrongCode, TooMany) as error:
        form.add_error("code", str(error))
    except CodeOver:
        form.add_error("code", _("This code is over: ask for a new one."))
    else:
        return True
    return False
