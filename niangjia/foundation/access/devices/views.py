"""Where one is signed in; what a shared computer asks; closing the account."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth import logout
from django.db import transaction
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from niangjia.foundation.access import hooks
from niangjia.foundation.access.actor import Refused
from niangjia.foundation.access.address import client_address
from niangjia.foundation.access.closing import close_own_account
from niangjia.foundation.access.entering import EVERYTHING, WHAT_IS_KEPT, is_ours
from niangjia.foundation.access.outside.connecting import ways_outside
from niangjia.foundation.access.phones.accounts import number_of
from niangjia.foundation.access.phones.coding import send_code
from niangjia.foundation.access.phones.limiting import TooMany
from niangjia.foundation.access.phones.proof import ASKED, note_asked
from niangjia.foundation.access.second.factor import is_set_up
from niangjia.foundation.identity import mask_phone

from . import keeping
from .forms import UnlockForm
from .keeping import KEY, SHARED
from .unlocking import unlocked

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from niangjia.foundation.access.models import Account
    from niangjia.foundation.access.request import Request

METHODS = ["GET", "HEAD", "POST"]


@never_cache
@require_safe
def security(request: Request) -> HttpResponse:
    """Where one is signed in, the second factor, outside sign-ins, and the ways out."""
    account = cast("Account", request.user)
    context = {
        "devices": keeping.devices_of(request.actor),
        "mine": request.session.get(KEY, ""),
        "phone": mask_phone(number_of(account)),
        "has_password": account.has_usable_password(),
        "second": is_set_up(account),
        "asked_of": hooks.needs_second_factor(account),
        "ways": ways_outside(account),
    }
    return render(request, "access/security.html", context)


@never_cache
@require_POST
def end_device(request: Request, device_id: UUID) -> HttpResponse:
    """Signs out on another device."""
    keeping.end_device(request.actor, device_id)
    messages.success(request, _("Signed out there."))
    return redirect("access:security")


@never_cache
@require_POST
def sign_out_everywhere(request: Request) -> HttpResponse:
    """Ends every session, this one too."""
    keeping.end_everywhere(request.actor, cast("Account", request.user))
    return _signed_out(request)


@never_cache
@require_http_methods(METHODS)
def close_account(request: Request) -> HttpResponse:
    """Asks, then closes the account for good."""
    problem = ""
    if request.method == "POST":
        try:
            close_own_account(request.actor, cast("Account", request.user))
            return _signed_out(request)
        except Refused as error:
            problem = str(error)
    return render(request, "access/close_account.html", {"problem": problem}, status=422 if problem else 200)


def _signed_out(request: Request) -> HttpResponse:
    logout(request)
    response = redirect("access:signed_out")
    response["Clear-Site-Data"] = EVERYTHING
    return response


@never_cache
@require_POST
def presence(request: Request) -> HttpResponse:
    """A page on a shared computer says: opened, in use, or closed. Answers with the seconds until it locks."""
    device, page = str(request.session.get(KEY, "")), request.POST.get("page", "")[:36]
    if not device or not request.session.get(SHARED):
        return JsonResponse({"left": None})
    says = {"opened": keeping.show_page, "used": keeping.use, "closed": keeping.leave_page}
    if act := says.get(request.POST.get("says", "")):
        act(device, page)
    return JsonResponse({"left": keeping.seconds_left(device)})


@never_cache
@sensitive_post_parameters()
@require_http_methods(METHODS)
def locked(request: Request) -> HttpResponse:
    """The page of a locked computer; asking for it locks. What was typed into forms is kept as drafts."""
    device = request.session.get(KEY)
    if not device or not request.session.get(SHARED):
        return redirect("access:arrive")
    then = request.POST.get("next") or request.GET.get("next") or ""
    then = then if is_ours(request, then) else "/"
    form = UnlockForm(request.POST if "unlock" in request.POST else None)
    account = cast("Account", request.user)
    form.ask_for(password=account.has_usable_password(), code=ASKED in request.session)
    if form.is_valid() and unlocked(request, form):
        return redirect(then)
    keeping.lock(str(device))
    response = render(
        request, "access/locked.html", _locked(request, form, then), status=422 if form.is_bound else 200
    )
    response["Clear-Site-Data"] = WHAT_IS_KEPT
    return response


def _locked(request: Request, form: UnlockForm, then: str) -> dict[str, object]:
    account = cast("Account", request.user)
    return {
        "form": form,
        "next": then,
        "phone": mask_phone(number_of(account)),
        "has_password": account.has_usable_password(),
        "sent": ASKED in request.session,
        "shown_at": hooks.codes_shown_at(),
        "ways": [way for way in ways_outside(account) if way.connected],
    }


@never_cache
@transaction.non_atomic_requests
@require_POST
def unlock_code(request: Request) -> HttpResponse:
    """Sends a code to the telephone of whoever locked the computer."""
    number, then = number_of(cast("Account", request.user)), request.POST.get("next", "")
    try:
        if number:
            sent = send_code(number, client_address(request))
            note_asked(request, sent.row.pk, shared=True, then=then)
    except TooMany as error:
        messages.warning(request, str(error))
    return redirect(f"{reverse('access:locked')}?{urlencode({'next': then})}")
