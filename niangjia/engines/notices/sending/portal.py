"""A member's messages and choices; the demo's page of text messages; the SMS provider's reports."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from niangjia.engines.notices.channels.pad import PadText
from niangjia.engines.notices.channels.signing import is_signed
from niangjia.engines.notices.kinds import Channel, UnknownKind, known
from niangjia.engines.notices.refusals import NotPossible
from niangjia.engines.people.consents.purposes import MESSAGES
from niangjia.engines.people.loading import own_record
from niangjia.foundation.access.guards import open_to_all
from niangjia.foundation.clock import now
from niangjia.foundation.web.pieces import Item, State, Tone

from . import reading, reports
from .addresses import keep_address, remove_address
from .choices import choices_of, choose_channel, choose_kind
from .days import day_of
from .forms import EmailForm
from .models import Address
from .rendering import rendered

if TYPE_CHECKING:
    from django.http import HttpRequest

    from niangjia.engines.people.models import Person
    from niangjia.foundation.access.request import Request

    from .choices import Choices
    from .models import Message

LARGEST = 256 * 1024  # bytes of a report


@never_cache
@require_safe
def inbox(request: Request) -> HttpResponse:
    """My messages, unread first. Who has no record of the register has none."""
    person = request.actor.person_id
    rows = reading.inbox(person) if person else []
    context = {
        "unread": [_item(row) for row in rows if row.read is None],
        "read": [_item(row) for row in rows if row.read is not None],
        "has_record": bool(person),
    }
    return render(request, "notices/inbox.html", context)


def _item(row: Message) -> Item:
    legal = State(_("legal notice"), Tone.NOW) if is_legal(row.notice.kind) else None
    text = f"{row.notice.union or _('the platform')} · {day_of(row.created)}"
    icon = "bell" if row.read is None else "check"
    return Item(rendered(row.notice).title, url=f"{row.notice_id}/", text=text, icon=icon, state=legal)


def is_legal(kind: str) -> bool:
    """Whether the law demands messages of that kind."""
    try:
        return known(kind).legal
    except UnknownKind:
        return False


@never_cache
@require_safe
def message(request: Request, notice_id: int) -> HttpResponse:
    """One message; opening it is reading it."""
    person = request.actor.person_id
    found = reading.own_message(person, notice_id) if person else None
    if found is None:
        raise Http404
    reading.mark_read(found)
    context = {"notice": found.notice, "words": rendered(found.notice), "legal": is_legal(found.notice.kind)}
    return render(request, "notices/message.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def choices(request: Request) -> HttpResponse:
    """By which channels I want which messages."""
    person = own_record(request)
    form = EmailForm(request.POST if request.method == "POST" else None, initial={"email": _email_of(person)})
    if form.is_bound and form.is_valid() and _chosen(request, person, form):
        messages.success(request, _("Kept. It holds at once."))
        return redirect("messages:choices")
    shown = _offered(person)
    if form.is_bound:
        shown = shown.as_ticked(request.POST.getlist("wanted"))
    context = {"choices": shown, "form": form, "consent": MESSAGES}
    return render(request, "notices/choices.html", context, status=422 if form.is_bound else 200)


def _offered(person: Person) -> Choices:
    """What the form asks: of WeChat only where it is linked."""
    found = choices_of(person)
    linked = Address.objects.filter(person=person, channel=Channel.WECHAT).exists()
    return found if linked else found.without(Channel.WECHAT)


def _email_of(person: Person) -> str:
    row = Address.objects.filter(person=person, channel=Channel.EMAIL).first()
    return row.value.reveal() if row else ""


def _chosen(request: Request, person: Person, form: EmailForm) -> bool:
    ticked, before = set(request.POST.getlist("wanted")), _offered(person)
    try:
        _keep_email(request, person, form.cleaned_data["email"])
        for channel in before.channels:
            if channel is not Channel.EMAIL:  # the address says it
                choose_channel(request.actor, person, channel, wanted=f"{int(channel)}" in ticked)
        for option in before.options:
            if not option.fixed and option.wanted != (option.name in ticked):
                choose_kind(request.actor, person, option.kind.key, option.channel, wanted=option.name in ticked)
    except NotPossible as error:
        form.add_error("email" if error.field == "email" else None, str(error))
    return form.is_valid()


def _keep_email(request: Request, person: Person, email: str) -> None:
    if email and email != _email_of(person):
        keep_address(request.actor, person, Channel.EMAIL, email)
    elif not email:
        remove_address(request.actor, person, Channel.EMAIL)


@open_to_all
@never_cache
@require_safe
def demo_texts(request: HttpRequest) -> HttpResponse:
    """What would have gone to telephones, in a demo only. Raises Http404 in a real house."""
    if settings.HOUSE.production:
        raise Http404
    return render(request, "notices/demo_texts.html", {"texts": PadText.objects.order_by("-created")[:30]})


@open_to_all
@csrf_exempt
@require_POST
def sms_reports(request: HttpRequest) -> HttpResponse:
    """What became of text messages, told by the provider under its signature. Raises Http404 where there is none."""
    secret = settings.HOUSE.sms_secret.get_secret_value()
    if not secret:
        raise Http404
    if int(request.headers.get("Content-Length") or 0) > LARGEST or not _signed(request, secret):
        return JsonResponse({"code": "refused"}, status=401)
    try:
        found = json.loads(request.body)["reports"]
    except (ValueError, KeyError, TypeError):
        return JsonResponse({"code": "unreadable"}, status=400)
    taken = reports.take_reports(cast("list[object]", found)[: reports.MOST] if isinstance(found, list) else [])
    return JsonResponse({"code": "ok", "taken": taken})


def _signed(request: HttpRequest, secret: str) -> bool:
    given, moment = request.headers.get("X-Signature", ""), request.headers.get("X-Time", "")
    return is_signed(given, secret, request.path, moment, request.body, now=now().timestamp())
