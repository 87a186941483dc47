"""What a short link leads to."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from niangjia.engines.notices.sending.reading import own_message
from niangjia.foundation.access.guards import open_to_all

from .models import Broadcast, State

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from niangjia.foundation.access.request import Request

OUT = (State.SENDING, State.SENT)


@open_to_all
@require_safe
def shared(request: HttpRequest, code: str) -> HttpResponse:
    """A message to many: one's own where one has got it; else, if it is public, the words; else sign in first."""
    found = Broadcast.objects.select_related("union").filter(code=code, state__in=OUT).first()
    if found is None:
        raise Http404
    actor = cast("Request", request).actor
    if actor.person_id and found.notice_id and own_message(actor.person_id, found.notice_id):
        return redirect("messages:message", found.notice_id)
    if not found.is_public and not actor.signed_in:
        return redirect_to_login(request.path)
    if not found.is_public:
        raise Http404
    return render(request, "notices/shared.html", {"broadcast": found})
