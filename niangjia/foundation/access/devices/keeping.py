"""Signed-in browsers: noted, listed, ended; and what a shared computer asks for."""

from __future__ import annotations

import re
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from django.contrib.auth import update_session_auth_hash
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from niangjia.foundation.access import hooks
from niangjia.foundation.access.actor import Actor, Refused
from niangjia.foundation.access.models import Account
from niangjia.foundation.clock import now

from .models import Device

if TYPE_CHECKING:
    from uuid import UUID

    from django.contrib.sessions.backends.base import SessionBase
    from django.http import HttpRequest

IDLE = timedelta(minutes=10)  # of a shared computer, then it locks
WARNED = timedelta(minutes=1)  # before that
LOCKED_FOR = timedelta(minutes=20)  # then it is over
AWAY = timedelta(seconds=20)  # without any open page, then it is over: the tab was closed
KEPT = timedelta(days=31)  # longer than any session
STEP = timedelta(minutes=10)  # how exactly an ordinary device's last use is known
NOBODYS = "00000000-0000-0000-0000-000000000000"
KEY, SHARED, SEEN, OUTSIDE_SHARED = "device", "shared", "seen", "outside_shared"

SYSTEMS = (("HarmonyOS", "HarmonyOS"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"))
DESKTOPS = (("Windows", "Windows"), ("Mac OS X", "macOS"), ("Linux", "Linux"))
BROWSERS = (("MicroMessenger", "微信"), ("DingTalk", "钉钉"), ("Edg/", "Edge"), ("Firefox/", "Firefox"))
ENGINES = (("Chrome/", "Chrome"), ("Safari/", "Safari"))


class Standing(StrEnum):
    """How it stands with a shared computer."""

    OPEN = "open"
    LOCKED = "locked"
    OVER = "over"


def browser_words(agent: str) -> str:
    """What a person calls it, such as "Chrome · Windows"; "" if nothing is known."""
    found = [_first(agent, BROWSERS + ENGINES), _first(agent, SYSTEMS + DESKTOPS)]
    return " · ".join(word for word in found if word)


def _first(agent: str, table: tuple[tuple[str, str], ...]) -> str:
    return next((word for sign, word in table if re.search(re.escape(sign), agent)), "")


def note_device(request: HttpRequest, account: Account, *, way: Device.Way, shared: bool) -> Device:
    """Note that the account is signed in in this session."""
    Device.objects.filter(account=account, seen__lt=now() - KEPT).delete()
    device = Device.objects.create(
        account=account,
        session_key=request.session.session_key or "",
        browser=browser_words(request.headers.get("User-Agent", "")),
        way=way,
        shared=shared,
    )
    request.session[KEY], request.session[SHARED] = str(device.pk), shared
    return device


def follow_session(request: HttpRequest) -> None:
    """After the session got another key, or ended others: let its row know, and end the rows of those."""
    mine = Device.objects.filter(pk=_own(request.session))
    mine.update(session_key=request.session.session_key or "")
    Device.objects.filter(account=request.user.pk).exclude(pk=_own(request.session)).delete()


def _own(session: SessionBase) -> str:
    """The row of the session; one that nobody has if it was not noted."""
    return str(session.get(KEY) or NOBODYS)


def touch(session: SessionBase) -> None:
    """Note now and then that an ordinary device is in use: most requests write nothing."""
    moment = now()
    if session.get(SEEN, 0) + STEP.total_seconds() > moment.timestamp():
        return
    session[SEEN] = moment.timestamp()
    Device.objects.filter(pk=_own(session)).update(seen=moment)


def standing(device_id: str) -> Standing:
    """How it stands with a shared computer at this moment."""
    device, moment = Device.objects.filter(pk=device_id).first(), now()
    if device is None or (device.left and device.left + AWAY < moment):
        return Standing.OVER
    idle_since = device.locked or device.seen + IDLE
    if idle_since > moment:
        return Standing.OPEN
    return Standing.OVER if idle_since + LOCKED_FOR < moment else Standing.LOCKED


def use(device_id: str, page: str = "") -> None:
    """Somebody is doing something on a shared computer, on that page."""
    named = {"page": page} if page else {}
    Device.objects.filter(pk=device_id, locked=None).update(seen=now(), left=None, **named)


def show_page(device_id: str, page: str) -> None:
    """A page opened on a shared computer; that alone is no use of it."""
    Device.objects.filter(pk=device_id).update(page=page, left=None)


def leave_page(device_id: str, page: str) -> None:
    """A page was closed; if another one had opened before, nothing follows."""
    Device.objects.filter(pk=device_id, page=page).update(left=now())


def seconds_left(device_id: str) -> int:
    """Until a shared computer locks; 0 if it is locked or over."""
    device = Device.objects.filter(pk=device_id, locked=None).first()
    return max(0, int((device.seen + IDLE - now()).total_seconds())) if device else 0


def lock(device_id: str) -> None:
    """Lock a shared computer now, if it is not yet."""
    Device.objects.filter(pk=device_id, locked=None).update(locked=now())


def unlock(device_id: str) -> None:
    """Its user said again who is there."""
    Device.objects.filter(pk=device_id).update(locked=None, seen=now(), left=None)


def devices_of(actor: Actor) -> list[Device]:
    """Where the actor is signed in, what was used last first; without sessions that ended by themselves."""
    rows = list(Device.objects.filter(account=actor.account_id).order_by("-seen"))
    keys = [row.session_key for row in rows]
    living = set(Session.objects.filter(pk__in=keys, expire_date__gt=now()).values_list("pk", flat=True))
    return [row for row in rows if row.session_key in living]


@transaction.atomic
def end_device(actor: Actor, device_id: UUID) -> None:
    """Sign out one's own account in another browser. Raises Refused for what is not one's own."""
    device = Device.objects.filter(pk=device_id, account=actor.account_id).first()
    if device is None:
        raise Refused(_("You are not signed in there."))
    _end([device])
    hooks.note(actor, "device_ended", device.account_id)


@transaction.atomic
def end_everywhere(actor: Actor, account: Account) -> None:
    """Sign the account out in every browser; tokens of the API stay. Raises Refused for another's account."""
    if actor.account_id != account.pk:
        raise Refused(_("You may sign out yourself only."))
    close_sessions(account)
    hooks.note(actor, "signed_out_everywhere", account.pk)


def close_sessions(account: Account) -> None:
    """Whatever sessions the account has, known or not, are of no use any more."""
    Account.objects.filter(pk=account.pk).update(epoch=F("epoch") + 1)
    account.refresh_from_db(fields=["epoch"])  # a session begun with it from here on is of use
    _end(list(Device.objects.filter(account=account)))


def end_others(request: HttpRequest, account: Account) -> None:
    """Whatever other sessions the account has, known or not, are over; this one goes on."""
    Account.objects.filter(pk=account.pk).update(epoch=F("epoch") + 1)
    account.refresh_from_db(fields=["epoch"])
    update_session_auth_hash(request, account)
    follow_session(request)


def _end(devices: list[Device]) -> None:
    Session.objects.filter(pk__in=[device.session_key for device in devices]).delete()
    Device.objects.filter(pk__in=[device.pk for device in devices]).delete()
