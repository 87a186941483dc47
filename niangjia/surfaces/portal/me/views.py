from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from niangjia.foundation.access.permissions import ENTER_DESK
from niangjia.foundation.web.pieces import Item

if TYPE_CHECKING:
    from django.http import HttpResponse

    from niangjia.foundation.access.models import Account
    from niangjia.foundation.access.request import Request

Link = tuple[str, object, str]  # route, title, icon
# Pages of a record, and pages of an account.
RECORD: tuple[Link, ...] = (
    ("my:matters", gettext_lazy("My matters"), "clipboard-list"),
    ("my:public_notices", gettext_lazy("Public notices"), "news"),
    ("portal:card", gettext_lazy("My member card"), "qrcode"),
    ("portal:record", gettext_lazy("My record and family"), "id-badge-2"),
    ("portal:correction", gettext_lazy("Something is wrong in it"), "pencil"),
    ("portal:looks", gettext_lazy("Who looked at my data"), "eye"),
    ("portal:consents", gettext_lazy("What I agreed to"), "ballpen"),
    ("messages:choices", gettext_lazy("Which messages I want"), "bell"),
    ("portal:copy", gettext_lazy("A copy of my data"), "download"),
)
ACCOUNT: tuple[Link, ...] = (("access:security", gettext_lazy("Sign-in and devices"), "lock"),)
PASSWORD: tuple[Link, ...] = (("access:new_password", gettext_lazy("Change password"), "key"),)
OF_ALL: tuple[Link, ...] = (
    ("web:preferences", gettext_lazy("Large text, appearance, language"), "text-size"),
    ("portal:privacy", gettext_lazy("How my data are protected"), "shield-check"),
    ("access:close_account", gettext_lazy("Close my account"), "circle-x"),
)


@never_cache
@require_safe
def me(request: Request) -> HttpResponse:
    """What one can see and do about oneself."""
    account = cast("Account", request.user)
    context = {
        "account": account,
        "facts": _facts(account),
        "record": _links(RECORD) if request.actor.person_id else [],
        "links": _links(ACCOUNT + (PASSWORD if account.has_usable_password() else ()) + OF_ALL),
        "may_enter_desk": request.actor.may(ENTER_DESK),
    }
    return render(request, "portal/me.html", context)


def _links(offered: tuple[Link, ...]) -> list[Item]:
    return [Item(str(title), reverse(route), icon=icon) for route, title, icon in offered]


def _facts(account: Account) -> list[Item]:
    facts = [
        Item(_("Sign-in name"), side=account.username),
        Item(_("Account since"), side=date_format(account.created, "DATE_FORMAT")),
    ]
    if account.administers:
        facts.append(Item(_("Office"), side=account.get_administers_display()))
    return facts
