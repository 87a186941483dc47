"""What I agreed to, purpose by purpose; taking it back is as easy as giving it (个人信息保护法 第十五条)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from niangjia.engines.people.consents.actions import give_consent, withdraw_consent
from niangjia.engines.people.consents.purposes import UnknownPurpose
from niangjia.engines.people.consents.purposes import purpose as purpose_of
from niangjia.engines.people.consents.reading import standings
from niangjia.engines.people.loading import own_record

if TYPE_CHECKING:
    from django.http import HttpResponse

    from niangjia.engines.people.models import Person
    from niangjia.foundation.access.request import Request


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def consents(request: Request) -> HttpResponse:
    """Every purpose with its words; one button gives, one takes back. Raises Http404 for a purpose that is none."""
    person = own_record(request)
    if request.method == "POST":
        try:
            _change(request, person, request.POST.get("purpose", ""), given=request.POST.get("answer") == "yes")
        except UnknownPurpose:
            raise Http404 from None
        return redirect("portal:consents")
    return render(request, "portal/consents.html", {"standings": standings(person)})


def _change(request: Request, person: Person, purpose: str, *, given: bool) -> None:
    purpose_of(purpose)
    if given:
        give_consent(request.actor, person, purpose)
        messages.success(request, _("Noted. You can take it back here at any time."))
    else:
        withdraw_consent(request.actor, person, purpose)
        messages.success(request, _("Taken back. It holds at once."))
