"""The second factor of a session that goes on for days: who got more power after signing in is asked, too."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.contrib.auth import logout
from django.urls import reverse

from niangjia.foundation.access import hooks
from niangjia.foundation.access.actor import actor_of
from niangjia.foundation.access.devices.keeping import KEY, SHARED
from niangjia.foundation.access.devices.models import Device
from niangjia.foundation.access.permissions import ENTER_DESK
from niangjia.foundation.clock import today

from .factor import is_set_up

if TYPE_CHECKING:
    from django.http import HttpRequest

    from niangjia.foundation.access.models import Account

CHECKED, GIVEN, MUST_SET_UP = "second_checked", "second_given", "must_set_up"


def note_checked(request: HttpRequest, *, given: bool) -> None:
    """Today this session need not be looked at again; `given`: its second factor was right."""
    request.session[CHECKED] = today().isoformat()
    if given:
        request.session[GIVEN] = True


def asked_again(request: HttpRequest) -> str:
    """Look at a session once a day: the address of the second step where it is due, else "".

    Sessions of staff end with the browser from then on; whoever must set up a factor does so before anything else.
    """
    session = request.session
    if not session.get(KEY) or session.get(CHECKED) == today().isoformat():
        return ""
    account = cast("Account", request.user)
    note_checked(request, given=False)
    if not actor_of(account).may(ENTER_DESK):
        return ""
    session.set_expiry(0)
    if is_set_up(account):
        return "" if session.get(GIVEN) else _second_step(request, account)
    if settings.HOUSE.asks_second_factor and hooks.needs_second_factor(account):
        session[MUST_SET_UP] = True
    return ""


def _second_step(request: HttpRequest, account: Account) -> str:
    from niangjia.foundation.access.entering import enter  # it notes what is asked here

    device = Device.objects.filter(pk=str(request.session[KEY])).first()
    shared = bool(request.session.get(SHARED))
    then = request.get_full_path() if request.method == "GET" and not request.headers.get("HX-Request") else ""
    if device:
        device.delete()
    logout(request)
    enter(request, account, way=Device.Way(device.way) if device else Device.Way.PASSWORD, shared=shared, then=then)
    return reverse("access:second_factor")
