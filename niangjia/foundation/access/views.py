"""Signing in and out."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.views import LoginView
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from .actions import change_own_password
from .devices.keeping import follow_session
from .devices.models import Device
from .entering import enter, leave
from .forms import NewPasswordForm, SignInForm
from .guards import open_to_all
from .permissions import ENTER_DESK

if TYPE_CHECKING:
    from django.contrib.auth.forms import AuthenticationForm
    from django.http import HttpRequest, HttpResponse

    from .models import Account
    from .request import Request


@method_decorator(open_to_all, name="dispatch")
class SignInByPassword(LoginView):
    """Name and password."""

    authentication_form = SignInForm
    template_name = "access/sign_in_password.html"
    redirect_authenticated_user = True

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        shared = bool(form.cleaned_data["shared"])
        account = form.get_user()
        return enter(self.request, account, way=Device.Way.PASSWORD, shared=shared, then=self.get_redirect_url())


@open_to_all
@never_cache
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ends the session; by POST only, so that no link of others can sign anybody out."""
    return leave(request)


@open_to_all
@never_cache
@require_safe
def signed_out(request: HttpRequest) -> HttpResponse:
    """Says that one is signed out, and how to come back."""
    return render(request, "access/signed_out.html")


@require_safe
def arrive(request: Request) -> HttpResponse:
    """Where signing in leads: staff to the desk, everyone else to the portal."""
    return redirect("desk:home" if request.actor.may(ENTER_DESK) else "portal:home")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new_password(request: Request) -> HttpResponse:
    """Changing one's own password: asked of whoever has a first one, open to everybody with an account."""
    account = cast("Account", request.user)
    form = NewPasswordForm(account, request.POST if request.method == "POST" else None)
    if form.is_valid():
        change_own_password(request.actor, account, form.cleaned_data["new_password1"])
        update_session_auth_hash(request, account)  # signed in here, and nowhere else
        follow_session(request)
        messages.success(request, _("The password is changed."))
        return redirect("access:arrive")
    context = {"form": form, "first": account.first_password}
    return render(request, "access/new_password.html", context, status=422 if form.is_bound else 200)
