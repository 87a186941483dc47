from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from .keeping import DraftTooLong, drop_draft, keep_draft

if TYPE_CHECKING:
    from django.http import HttpRequest

    from niangjia.foundation.access.request import Request

    from .keeping import Kept


@never_cache
@require_POST
def keep(request: Request, form: str) -> HttpResponse:
    """Keeps what the page sends while somebody types, and answers with the line that says so."""
    try:
        kept = keep_draft(request.actor, form, dict(request.POST.lists()))
    except ValueError as error:
        raise Http404 from error
    except DraftTooLong:
        return _said(request, _("Too long to be kept as a draft: send it soon."), HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    return _status(request, kept)


@never_cache
@require_POST
def drop(request: Request, form: str) -> HttpResponse:
    """Forgets a draft; the page is asked for anew by who sees it."""
    drop_draft(request.actor, form)
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


def _status(request: HttpRequest, kept: Kept) -> HttpResponse:
    return render(request, "drafts/status.html", {"draft": kept})


def _said(request: HttpRequest, sentence: str, status: int) -> HttpResponse:
    return render(request, "drafts/status.html", {"sentence": sentence}, status=status)
