"""An invitation on the phone: who was named proves the telephone, sees what for, and goes on to sign, or declines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from niangjia.engines.people.scope import acting
from niangjia.foundation.access.actor import VISITOR
from niangjia.foundation.access.guards import open_to_all
from niangjia.foundation.access.hooks import codes_shown_at
from niangjia.foundation.access.phones.forms import CodeForm, PhoneForm
from niangjia.foundation.access.phones.marks import phone_mark
from niangjia.foundation.access.phones.proof import proof_of
from niangjia.foundation.identity import mask_name
from niangjia.services.joining.acts.inviting import decline
from niangjia.services.joining.models import InvitationList, Invited
from niangjia.services.joining.said import Said

from .known import INVITED
from .phone import proven, send

if TYPE_CHECKING:
    from typing import Any

    from django.http import HttpRequest, HttpResponse


class ProveForm(CodeForm, PhoneForm):
    """Telephone and code."""

    shared = None  # type: ignore[assignment]
    field_order = ("phone", "code")


@open_to_all
@never_cache
@sensitive_post_parameters()
@transaction.non_atomic_requests
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Asks for the telephone; whoever has one that the list names goes on with what it says."""
    found = InvitationList.objects.select_related("union").filter(token=token, closed=None).first()
    if found is None:
        raise Http404
    if request.method != "POST":
        return _page(request, found, ProveForm(), row=_row(request, found))
    if "send" in request.POST:
        sent, problem = send(request)
        form = ProveForm(initial=request.POST.dict())
        return _page(request, found, form, sent=sent, problem=problem, status=422 if problem else 200)
    if row := _row(request, found):
        return _answered(request, found, row)
    form = ProveForm(request.POST)
    if form.is_valid() and proven(request, form) is not None:
        if row := _row(request, found):
            return _page(request, found, form, row=row)
        form.add_error(None, _("This list does not name your telephone. You can apply by yourself."))
    return _page(request, found, form, status=422)


def _row(request: HttpRequest, found: InvitationList) -> Invited | None:
    proof = proof_of(request)
    rows = Invited.objects.filter(list=found, state=Invited.State.INVITED).filter(said__isnull=False)
    return rows.filter(phone_mark=phone_mark(proof.number)).first() if proof else None


def _answered(request: HttpRequest, found: InvitationList, row: Invited) -> HttpResponse:
    if "decline" in request.POST:
        decline(row)
        return _page(request, found, ProveForm(), declined=True)
    request.session[INVITED] = str(row.pk)
    return redirect("joining:apply", found.union.code)


def _page(
    request: HttpRequest, found: InvitationList, form: ProveForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    row = more.get("row")
    named = mask_name(Said.read(row.said.reveal()).name) if row else ""
    context = {"list": found, "form": form, "named": named, "shown_at": codes_shown_at(), **more}
    with acting(VISITOR):
        return render(request, "joining/invitation.html", context, status=status)
