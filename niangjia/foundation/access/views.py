"""Signing in and out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.views import LoginView, LogoutView
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from .forms import SignInForm
from .guards import open_to_all
from .permissions import ENTER_DESK

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from .request import Request


@method_decorator(open_to_all, name="dispatch")
class SignIn(LoginView):
    """Name and password."""

    authentication_form = SignInForm
    template_name = "access/sign_in.html"
    redirect_authenticated_user = True


@method_decorator(open_to_all, name="dispatch")
class SignOut(LogoutView):
    """Ends the session; by POST only, so that no link of others can sign anybody out."""

    http_method_names = ["post", "options"]


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
