"""Signing in by a code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from niangjia.foundation.access import hooks
from niangjia.foundation.access.address import client_address
from niangjia.foundation.access.devices.models import Device
from niangjia.foundation.access.entering import enter
from niangjia.foundation.access.guards import open_to_all
from niangjia.foundation.identity import mask_phone

from .accounts import nobodys_account
from .coding import CodeOver, WrongCode, send_code, take_code
from .forms import CodeForm, PhoneForm
from .limiting import TooMany
from .models import PhoneCode
from .proof import asked, note_asked, note_proven, proof_of, use_up

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

METHODS = ["GET", "HEAD", "POST"]


@open_to_all
@never_cache
@sensitive_post_parameters()
@transaction.non_atomic_requests  # sending may take seconds, and what was counted stays counted
@require_http_methods(METHODS)
def sign_in(request: HttpRequest) -> HttpResponse:
    """Asks for a telephone and sends it a code. What is answered does not depend on who has that number."""
    if request.user.is_authenticated:
        return redirect(settings.LOGIN_REDIRECT_URL)
    then = request.POST.get("next") or request.GET.get("next") or ""
    form = PhoneForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _sent(request, form, then):
        return redirect("access:enter_code")
    context = {"form": form, "next": then}
    return render(request, "access/sign_in.html", context, status=422 if form.is_bound else 200)


def _sent(request: HttpRequest, form: PhoneForm, then: str) -> bool:
    try:
        sent = send_code(form.cleaned_data["phone"], client_address(request))
    except TooMany as error:
        form.add_error("phone", str(error))
        return False
    if not sent.arrived:
        form.add_error("phone", _("The text message could not be sent. Wait a minute and try again."))
        return False
    note_asked(request, sent.row.pk, shared=form.cleaned_data["shared"], then=then)
    return True


@open_to_all
@never_cache
@sensitive_post_parameters()
@transaction.non_atomic_requests
@require_http_methods(METHODS)
def enter_code(request: HttpRequest) -> HttpResponse:
    """Asks for the code that was sent for this browser."""
    code_id = asked(request)
    row = PhoneCode.objects.filter(pk=code_id).first() if code_id else None
    if row is None or request.user.is_authenticated:
        return redirect("access:sign_in")
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _taken(request, form, row):
        note_proven(request)
        return redirect(hooks.after_phone())
    context = {"form": form, "phone": mask_phone(row.number.reveal()), "shown_at": hooks.codes_shown_at()}
    return render(request, "access/enter_code.html", context, status=422 if form.is_bound else 200)


def _taken(request: HttpRequest, form: CodeForm, row: PhoneCode) -> bool:
    try:
        take_code(row.pk, form.cleaned_data["code"], client_address(request))
    except (WrongCode, TooMany) as error:
        form.add_error("code", str(error))
    except CodeOver:
        form.add_error(
            "code", _("This code is over: it is too old, was used, or was missed three times. Ask for a new one.")
        )
    else:
        return True
    return False


@open_to_all
@never_cache
@require_POST
def go_on(request: HttpRequest) -> HttpResponse:
    """Signs in whoever is in no register: an account that has nothing but the telephone."""
    proof = proof_of(request)
    if proof is None:
        return redirect("access:sign_in")
    account = nobodys_account(proof.number)
    use_up(request)
    return enter(request, account, way=Device.Way.PHONE, shared=proof.shared, then=proof.then)
