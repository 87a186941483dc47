"""Asking for the second factor, setting it up, and taking it away from who lost it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from niangjia.foundation.access.actor import Refused, actor_of
from niangjia.foundation.access.devices.keeping import end_others
from niangjia.foundation.access.entering import begin_waiting, waiting
from niangjia.foundation.access.guards import needs, open_to_all
from niangjia.foundation.access.models import Account
from niangjia.foundation.access.permissions import RESET_SECOND_FACTOR

from .again import MUST_SET_UP, note_checked
from .factor import NotPresent, WrongSecond, check_second, is_set_up, propose, reset_second, set_up
from .forms import AnewForm, ResetForm, SecondForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from niangjia.foundation.access.request import Request

METHODS = ["GET", "HEAD", "POST"]
PROPOSED = "second_proposed"


@open_to_all
@never_cache
@sensitive_post_parameters()
@require_http_methods(METHODS)
def second_factor(request: HttpRequest) -> HttpResponse:
    """The last step of signing in for who has set up a second factor."""
    account = waiting(request)
    if account is None:
        return redirect("access:sign_in")
    form = SecondForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _right(form, account):
        return begin_waiting(request, account)
    return render(request, "access/second_factor.html", {"form": form}, status=422 if form.is_bound else 200)


def _right(form: SecondForm, account: Account) -> bool:
    try:
        check_second(account, form.cleaned_data["code"])
    except WrongSecond as error:
        form.add_error("code", str(error))
        return False
    return True


@never_cache
@sensitive_post_parameters()
@sensitive_variables("codes", "proposal")
@require_http_methods(METHODS)
def set_up_second(request: Request) -> HttpResponse:
    """Shows a secret to scan; once the app's code is right, the recovery codes, this once."""
    account = cast("Account", request.user)
    proposal = propose(account, request.session.get(PROPOSED, "") if request.method == "POST" else "")
    request.session[PROPOSED] = proposal.sealed
    form = (AnewForm if is_set_up(account) else SecondForm)(request.POST if request.method == "POST" else None)
    form.fields["code"].help_text = _("The six digits that the app shows for 娘家 now.")
    if form.is_valid() and (codes := _set_up(request, account, form, proposal.sealed)):
        return render(request, "access/recovery_codes.html", {"codes": codes})
    context = {"form": form, "proposal": proposal, "must": request.session.get(MUST_SET_UP, False)}
    return render(request, "access/set_up_second.html", context, status=422 if form.is_bound else 200)


def _set_up(request: Request, account: Account, form: SecondForm, sealed: str) -> list[str]:
    try:
        typed = form.cleaned_data
        codes = set_up(actor_of(account), account, sealed, typed["code"], typed.get("present", ""))
    except NotPresent as error:
        form.add_error("present", str(error))
        return []
    except WrongSecond as error:
        form.add_error("code", str(error))
        return []
    for name in (PROPOSED, MUST_SET_UP):
        request.session.pop(name, None)
    end_others(request, account)
    note_checked(request, given=True)
    return codes


@needs(RESET_SECOND_FACTOR)
@never_cache
@require_http_methods(METHODS)
def reset_factor(request: Request) -> HttpResponse:
    """The security administrator takes the second factor away from somebody who lost it."""
    form = ResetForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _reset(request, form):
        messages.success(request, _("The second factor is taken away. The next sign-in sets it up anew."))
        return redirect("access:reset_factor")
    return render(request, "access/reset_factor.html", {"form": form}, status=422 if form.is_bound else 200)


def _reset(request: Request, form: ResetForm) -> bool:
    account = Account.objects.filter(username__iexact=form.cleaned_data["username"].strip()).first()
    if account is None:
        form.add_error("username", _("There is no account of that name."))
        return False
    try:
        reset_second(request.actor, account, form.cleaned_data["reason"])
    except Refused as error:
        form.add_error("username", str(error))
        return False
    return True
