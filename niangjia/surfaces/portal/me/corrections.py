"""Saying what is wrong in my record. A clerk confirms the differences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from niangjia.engines.people.corrections.actions import ask_correction, withdraw_correction
from niangjia.engines.people.corrections.forms import CorrectionForm
from niangjia.engines.people.corrections.models import Correction
from niangjia.engines.people.corrections.showing import differences, open_of, title_of
from niangjia.engines.people.loading import own_record
from niangjia.engines.people.refusals import NotPossible
from niangjia.foundation.drafts.keeping import draft_of, drop_draft

if TYPE_CHECKING:
    from django.http import HttpResponse

    from niangjia.engines.people.models import Person
    from niangjia.foundation.access.request import Request

LAST = 5
DRAFT = "portal.correction"


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def correction(request: Request) -> HttpResponse:
    """The request that waits, or the form for one; below, what became of earlier ones."""
    person = own_record(request)
    found = open_of(person)
    draft = draft_of(request.actor, DRAFT)
    typed = draft.initial(CorrectionForm)
    form = None if found else CorrectionForm(_posted(request), request.FILES or None, person=person, initial=typed)
    if form and form.is_valid():
        try:
            paper = form.cleaned_data["file"]
            ask_correction(request.actor, person, form.wanted(), evidence=form.cleaned_data["evidence"], paper=paper)
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            drop_draft(request.actor, DRAFT)
            messages.success(request, _("Your union has it. You see here what becomes of it."))
            return redirect("portal:correction")
    context = {
        "correction": found,
        "title": title_of(found) if found else "",
        "differences": differences(found) if found else [],
        "form": form,
        "draft": draft,
        "former": _former(person),
    }
    return render(request, "portal/correction.html", context, status=422 if form and form.errors else 200)


def _posted(request: Request) -> object:
    return request.POST if request.method == "POST" else None


def _former(person: Person) -> list[tuple[Correction, str]]:
    rows = Correction.objects.filter(person=person).exclude(state=Correction.State.OPEN).order_by("-made")[:LAST]
    return [(row, title_of(row) or _("in words")) for row in rows]


@require_POST
def withdraw(request: Request) -> HttpResponse:
    """Take the request back."""
    found = open_of(own_record(request))
    if found is None:
        raise Http404
    withdraw_correction(request.actor, found)
    messages.success(request, _("Taken back."))
    return redirect("portal:correction")
