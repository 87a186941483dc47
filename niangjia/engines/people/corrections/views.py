"""The clerk's side: requests that wait, the differences, confirm or refuse."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from niangjia.engines import journal
from niangjia.engines.people.claiming.models import ClaimNote
from niangjia.engines.people.permissions import EDIT
from niangjia.engines.people.persons.checking import LONGEST_REASON
from niangjia.engines.people.persons.finding import living_persons
from niangjia.engines.people.refusals import NotPossible
from niangjia.engines.people.unions.models import Union
from niangjia.foundation.access.guards import needs
from niangjia.foundation.clock import SHANGHAI
from niangjia.foundation.web.pieces import Item

from .actions import confirm_correction, refuse_correction
from .journal_codes import OPENED
from .models import Correction
from .showing import differences, title_of

if TYPE_CHECKING:
    from niangjia.foundation.access.request import Request

MOST = 200


class RefusalForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why not"),
        max_length=LONGEST_REASON,
        help_text=gettext_lazy("The person reads this."),
    )


@needs(EDIT)
@require_safe
def waiting(request: Request) -> HttpResponse:
    """What people say about their records where one may correct them: requests, and notes of signing in."""
    homes = Union.objects.within(request.actor.reach(EDIT))
    rows = Correction.objects.filter(state=Correction.State.OPEN, person__home__in=homes)
    notes = ClaimNote.objects.filter(settled=None, person__home__in=homes, person__in=living_persons())
    context = {
        "items": [_item(row) for row in rows.select_related("person__home").order_by("made", "pk")[:MOST]],
        "notes": notes.select_related("person__home").order_by("made", "pk")[:MOST],
    }
    return render(request, "people/corrections/waiting.html", context)


def _item(row: Correction) -> Item:
    since = f"{row.made.astimezone(SHANGHAI):%Y-%m-%d}"
    about = title_of(row) or _("in words")
    return Item(row.person.name, url=f"{row.pk}/", text=f"{row.person.home} · {about}", side=since, icon="pencil")


@needs(EDIT)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def correction(request: Request, correction_id: int) -> HttpResponse:
    """One request: what differs, the evidence; confirming it or saying why not."""
    row = load_correction(request, correction_id)
    form = RefusalForm(request.POST if request.POST.get("verdict") == "refuse" else None)
    error = ""
    if request.method == "POST":
        try:
            if _decided(request, row, form):
                return redirect("people:corrections")
        except NotPossible as refusal:
            if form.is_bound:
                form.add_error("reason", str(refusal))
            else:
                error = str(refusal)
    if row.state == Correction.State.OPEN:  # what follows shows what was asked for and handed in
        journal.look(request.actor, OPENED, row.person, union=row.person.home_id, data={"fields": row.fields})
    context = {
        "correction": row,
        "open": row.state == Correction.State.OPEN,
        "own": request.actor.person_id == row.person_id,
        "title": title_of(row),
        "differences": differences(row),
        "evidence": row.evidence.reveal() if row.evidence else "",
        "form": form,
        "error": error,
    }
    return render(request, "people/corrections/correction.html", context, status=422 if error or form.errors else 200)


def _decided(request: Request, row: Correction, form: RefusalForm) -> bool:
    if not form.is_bound:
        confirm_correction(request.actor, row)
        messages.success(request, _("Confirmed: the record says so now."))
        return True
    if form.is_valid():
        refuse_correction(request.actor, row, reason=form.cleaned_data["reason"])
        messages.success(request, _("Refused. The person reads your reason."))
        return True
    return False


@needs(EDIT)
@never_cache
@require_safe
def paper(request: Request, correction_id: int) -> HttpResponse:
    """The picture or PDF that was handed in. It is part of what `correction` journalled, and journalled itself."""
    row = load_correction(request, correction_id)
    if not row.file:
        raise Http404
    journal.look(request.actor, OPENED, row.person, union=row.person.home_id, data={"fields": row.fields})
    content = base64.b64decode(row.file.reveal())
    name = "evidence." + row.file_kind.rpartition("/")[2]
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type=row.file_kind, headers=headers)


def load_correction(request: Request, correction_id: int) -> Correction:
    """The request with its person. Raises Http404 outside the scope, Refused inside it without the permission."""
    row = Correction.objects.select_related("person__home").filter(pk=correction_id).first()
    if row is None:
        raise Http404
    request.actor.require(EDIT, at=row.person.home.place)
    return row
