"""What happens when an outside sign-in says who somebody is: nothing of the library's own accounts is used."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from niangjia.foundation.access import hooks
from niangjia.foundation.access.actor import actor_of
from niangjia.foundation.access.devices.keeping import KEY, OUTSIDE_SHARED, unlock
from niangjia.foundation.access.devices.models import Device
from niangjia.foundation.access.entering import enter, is_ours
from niangjia.foundation.access.phones.marks import keyed

from .models import OutsideIdentity

if TYPE_CHECKING:
    from allauth.socialaccount.models import SocialLogin
    from django.http import HttpRequest, HttpResponse

    from niangjia.foundation.access.models import Account


class OutsideAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """For SOCIALACCOUNT_ADAPTER. Whoever is signed in connects; whoever is not, and is known, signs in."""

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> NoReturn:
        """Answer here, always: what comes after it in the library makes accounts by itself."""
        provider = str(sociallogin.account.provider)
        mark = keyed(f"access.outside.{provider}", str(sociallogin.account.uid))
        then = str(sociallogin.state.get("next") or "")
        if not request.user.is_authenticated:
            answer = _sign_in(request, mark, then)
        elif getattr(request, "locked", False):
            answer = _unlock(request, request.user, mark, then)
        else:
            answer = _connect(request, request.user, provider, mark)
        raise ImmediateHttpResponse(answer)

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False


def _unlock(request: HttpRequest, account: Account, mark: bytes, then: str) -> HttpResponse:
    """Unlock a shared computer for whoever locked it; somebody else's sign-in changes nothing there."""
    if not OutsideIdentity.objects.filter(mark=mark, account=account).exists():
        messages.error(request, _("That is not the sign-in of whoever works here."))
        return redirect("access:locked")
    unlock(str(request.session[KEY]))
    hooks.note(actor_of(account), "unlocked", account.pk)
    return redirect(then if is_ours(request, then) else "access:arrive")


def _connect(request: HttpRequest, account: Account, provider: str, mark: bytes) -> HttpResponse:
    taken = OutsideIdentity.objects.filter(mark=mark).exclude(account=account).exists()
    if taken:
        messages.error(request, _("That sign-in belongs to another account already."))
    else:
        OutsideIdentity.objects.update_or_create(account=account, provider=provider, defaults={"mark": mark})
        hooks.note(actor_of(account), "outside_connected", account.pk, provider=provider)
        messages.success(request, _("Connected: from now on you can sign in that way, too."))
    return redirect("access:security")


def _sign_in(request: HttpRequest, mark: bytes, then: str) -> HttpResponse:
    found = OutsideIdentity.objects.select_related("account").filter(mark=mark, account__is_active=True).first()
    if found:
        shared = bool(request.session.pop(OUTSIDE_SHARED, False))
        return enter(request, found.account, way=Device.Way.OUTSIDE, shared=shared, then=then)
    messages.error(
        request,
        _("We do not know that sign-in yet. Sign in with your telephone once, and connect it afterwards."),
    )
    return redirect("access:sign_in")
