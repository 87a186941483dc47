"""The desk: naming of whom a concern complains, and keeping out of it oneself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from niangjia.engines.matters.loading import load_matter
from niangjia.engines.matters.pages.answering import answer, attempt
from niangjia.engines.matters.pages.matter import matter_page
from niangjia.engines.matters.recusing.acts import step_aside
from niangjia.foundation.access.guards import needs
from niangjia.services.concerns.acts.naming import name_at_desk
from niangjia.services.concerns.more_forms import AsideForm, NameForm
from niangjia.services.concerns.permissions import HANDLE
from niangjia.services.concerns.reading import OURS, concern_of

if TYPE_CHECKING:
    from django.http import HttpResponse

    from niangjia.engines.matters.models import Matter
    from niangjia.foundation.access.request import Request


def _load(request: Request, matter_id: int) -> Matter:
    matter, _living = load_matter(request, matter_id)
    if matter.procedure not in OURS:
        raise Http404
    return matter


@needs(HANDLE)
@sensitive_post_parameters()
@require_POST
def name(request: Request, matter_id: int) -> HttpResponse:
    """Adds a name; who bears it keeps out from then on."""
    matter = _load(request, matter_id)

    def act(given: dict[str, Any]) -> str:
        name_at_desk(request.actor, matter, concern_of(matter), given["name"])
        return _("Whoever bears this name keeps out of it.")

    return answer(request, matter.pk, "named", NameForm(request.POST), act)


@needs(HANDLE)
@require_POST
def aside(request: Request, matter_id: int) -> HttpResponse:
    """Keeps the actor out; afterwards the page is not there for them any more."""
    matter = _load(request, matter_id)
    form = AsideForm(request.POST)

    def act(given: dict[str, Any]) -> str:
        step_aside(request.actor, matter, given["reason"])
        return _("You keep out of it: it waits for somebody else, and you do not find it any more.")

    if attempt(form, act, lambda said: messages.success(request, said)):
        return redirect("concerns:desk")
    request.bound_forms = {"aside": form}  # type: ignore[attr-defined]
    return matter_page(request, *load_matter(request, matter_id), status=422)
