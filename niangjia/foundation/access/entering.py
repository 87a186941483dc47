"""The one door: whatever proved who somebody is leads through here into a session."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth import login, logout
from django.shortcuts import redirect, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

from niangjia.foundation.clock import now

from . import hooks
from .actor import actor_of
from .devices.keeping import note_device
from .devices.models import Device
from .middleware import set_actor
from .models import Account
from .permissions import ENTER_DESK
from .phones.proof import ASKED, PROVEN
from .second.again import MUST_SET_UP, note_checked
from .second.factor import is_set_up

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

WAITING = "waiting"
BACKEND = "django.contrib.auth.backends.ModelBackend"
WAIT = timedelta(minutes=10)  # as long the second factor may take
MEMBERS_STAY = timedelta(days=30)  # on a device of their own
EVERYTHING, WHAT_IS_KEPT = '"cache", "cookies", "storage"', '"cache", "storage"'


def enter(
    request: HttpRequest, account: Account, *, way: Device.Way, shared: bool = False, then: str = ""
) -> HttpResponse:
    """Sign the account in, after its second factor if it has one, and lead on to `then` or where it arrives."""
    if is_set_up(account):
        request.session[WAITING] = {
            "account": account.pk, "way": way, "shared": shared, "then": then, "at": now().timestamp()
        }  # fmt: skip
        return redirect("access:second_factor")
    return begin(request, account, way=way, shared=shared, then=then)


def waiting(request: HttpRequest) -> Account | None:
    """The account that has proven everything but its second factor, not long ago."""
    given = request.session.get(WAITING) or {}
    if given.get("at", 0) + WAIT.total_seconds() < now().timestamp():
        return None
    return Account.objects.filter(pk=given["account"], is_active=True).first()


def begin_waiting(request: HttpRequest, account: Account) -> HttpResponse:
    """The second factor was right: sign in whoever waited."""
    given = request.session.pop(WAITING)
    return begin(
        request, account, way=Device.Way(given["way"]), shared=given["shared"], then=given["then"], second=True
    )


def begin(
    request: HttpRequest, account: Account, *, way: Device.Way, shared: bool, then: str = "", second: bool = False
) -> HttpResponse:
    """Begin the session. The account has proven all that it must."""
    if request.user.is_authenticated:
        logout(request)
    login(request, account, backend=BACKEND)
    for name in (ASKED, PROVEN, WAITING):  # what was asked and proven on the way in opens nothing any more
        request.session.pop(name, None)
    note_device(request, account, way=way, shared=shared)
    note_checked(request, given=second)
    if not second and settings.HOUSE.asks_second_factor and hooks.needs_second_factor(account):
        request.session[MUST_SET_UP] = True
    actor = actor_of(account)
    if not shared and not actor.may(ENTER_DESK):
        request.session.set_expiry(int(MEMBERS_STAY.total_seconds()))
    hooks.note(actor, "signed_in", account.pk, way=str(way), shared=shared)
    set_actor(request)
    return redirect(then if is_ours(request, then) else resolve_url(settings.LOGIN_REDIRECT_URL))


def leave(request: HttpRequest) -> HttpResponse:
    """End the session; the browser forgets what it kept of us. On a shared computer that is everything."""
    shared, device = request.session.get("shared"), request.session.get("device")
    if request.user.is_authenticated:
        hooks.note(actor_of(request.user), "signed_out", request.user.pk)
        if device:
            Device.objects.filter(pk=str(device)).delete()
    logout(request)
    set_actor(request)
    then = request.POST.get("next", "")
    response = redirect(then if is_ours(request, then) else settings.LOGOUT_REDIRECT_URL)
    response["Clear-Site-Data"] = EVERYTHING if shared else WHAT_IS_KEPT
    return response


def is_ours(request: HttpRequest, url: str) -> bool:
    """Whether it is an address of this house, so that nobody is led elsewhere."""
    return bool(url) and url_has_allowed_host_and_scheme(
        url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
