from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from niangjia.foundation.access.guards import open_to_all
from niangjia.foundation.access.permissions import ENTER_DESK
from niangjia.foundation.web.pieces import Item

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from niangjia.foundation.access.models import Account
    from niangjia.foundation.access.request import Request


@open_to_all
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The first page, for everybody."""
    actor = cast("Request", request).actor
    return render(request, "portal/home.html", {"may_enter_desk": actor.may(ENTER_DESK)})


@require_safe
def me(request: HttpRequest) -> HttpResponse:
    """What the platform knows of the person signed in: the account, for now."""
    return render(request, "portal/me.html", {"items": _facts(cast("Account", request.user))})


def _facts(account: Account) -> list[Item]:
    facts = [
        Item(_("Name"), side=account.name),
        Item(_("Sign-in name"), side=account.username),
        Item(_("Account since"), side=date_format(account.created, "DATE_FORMAT")),
    ]
    if account.administers:
        facts.append(Item(_("Office"), side=account.get_administers_display()))
    return facts
