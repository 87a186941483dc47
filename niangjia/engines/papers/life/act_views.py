"""The steps of a paper as people take them at the desk: thin, each calls its verb."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from niangjia.engines.papers.loading import load
from niangjia.engines.papers.permissions import CHECK, SEAL, SIGN, WRITE
from niangjia.engines.papers.refusals import NotPossible
from niangjia.foundation.access.guards import needs

from . import delivering, drafting, issuing
from .forms import ReasonForm, SendForm, SignForm
from .models import Delivery, Paper
from .paper_views import page_of_paper, receipt_form, seal_form

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse

    from niangjia.foundation.access.request import Request

    from .forms import Refusing


def _plain(request: Request, found: Paper, act: Callable[[], object], said: str) -> HttpResponse:
    """A step that asks for nothing; what refuses it is said above the page."""
    try:
        act()
    except NotPossible as error:
        messages.error(request, str(error))
    else:
        messages.success(request, said)
    return redirect("papers:paper", found.pk)


def _asked(
    request: Request, found: Paper, name: str, form: Refusing, *, act: Callable[[], object], said: str
) -> HttpResponse:
    """A step with a form; what refuses it is said at the field."""
    if form.is_valid():
        try:
            act()
        except NotPossible as error:
            form.refuse(error)
        else:
            messages.success(request, said)
            return redirect("papers:paper", found.pk)
    return page_of_paper(request, found, {name: form}, 422)


def _seen(request: Request) -> str:
    """The mark of the words that the page showed; without one nothing was read."""
    return request.POST.get("seen", "")


@needs(CHECK)
@require_POST
def check(request: Request, paper_id: int) -> HttpResponse:
    found = load(request, Paper, paper_id, CHECK)
    said = _("The draft may be signed now.")
    return _plain(request, found, lambda: drafting.check_paper(request.actor, found, seen=_seen(request)), said)


@needs(CHECK)
@require_POST
def back(request: Request, paper_id: int) -> HttpResponse:
    found = load(request, Paper, paper_id, CHECK)
    form = ReasonForm(request.POST, prefix="back")
    said = _("The draft was sent back.")
    return _asked(
        request,
        found,
        "back",
        form,
        act=lambda: drafting.send_back(request.actor, found, form.cleaned_data["reason"], seen=_seen(request)),
        said=said,
    )


@needs(WRITE)
@require_POST
def discard(request: Request, paper_id: int) -> HttpResponse:
    found = load(request, Paper, paper_id, WRITE)
    try:
        drafting.discard_draft(request.actor, found)
    except NotPossible as error:
        messages.error(request, str(error))
        return redirect("papers:paper", found.pk)
    messages.success(request, _("The draft was thrown away."))
    return redirect("papers:papers")


@needs(SIGN)
@require_POST
def sign(request: Request, paper_id: int) -> HttpResponse:
    found = load(request, Paper, paper_id, SIGN)
    form = SignForm(request.POST)
    return _asked(
        request,
        found,
        "sign",
        form,
        act=lambda: issuing.sign_paper(request.actor, found, dated=form.cleaned_data["dated"], seen=_seen(request)),
        said=_("Signed. Its words and number stay as they are now."),
    )


@needs(SEAL)
@require_POST
def seal(request: Request, paper_id: int) -> HttpResponse:
    found = load(request, Paper, paper_id, SEAL)
    form = seal_form(found, request.POST)
    return _asked(
        request,
        found,
        "seal",
        form,
        act=lambda: issuing.seal_paper(request.actor, found, **form.cleaned_data),
        said=_("Sealed; the book of seal uses has a line for it."),
    )


@needs(WRITE)
@require_POST
def send(request: Request, paper_id: int) -> HttpResponse:
    found = load(request, Paper, paper_id, WRITE)
    form = SendForm(request.POST)
    return _asked(
        request,
        found,
        "send",
        form,
        act=lambda: delivering.send_paper(request.actor, found, **form.cleaned_data),
        said=_("Noted. Record who received it when it has arrived."),
    )


@needs(WRITE)
@require_POST
def receipt(request: Request, delivery_id: int) -> HttpResponse:
    row = Delivery.objects.select_related("paper__union").filter(pk=delivery_id).first()
    if row is None:
        raise Http404
    found = load(request, Paper, row.paper_id, WRITE)
    form = receipt_form(row, request.POST)
    return _asked(
        request,
        found,
        "receipt",
        form,
        act=lambda: delivering.record_receipt(request.actor, row, **form.cleaned_data),
        said=_("Who received it is recorded."),
    )


@needs(WRITE)
@require_POST
def file(request: Request, paper_id: int) -> HttpResponse:
    found = load(request, Paper, paper_id, WRITE)
    return _plain(request, found, lambda: delivering.file_paper(request.actor, found), _("The paper is filed."))


@needs(SIGN)
@require_POST
def revoke(request: Request, paper_id: int) -> HttpResponse:
    found = load(request, Paper, paper_id, SIGN)
    form = ReasonForm(request.POST, prefix="revoke")
    return _asked(
        request,
        found,
        "revoke",
        form,
        act=lambda: issuing.revoke_paper(request.actor, found, form.cleaned_data["reason"]),
        said=_("The paper was revoked; its check page says so."),
    )
