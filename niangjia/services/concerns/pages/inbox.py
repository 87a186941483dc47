"""The desk's side of concerns without a name: the inbox, one of them with its dialogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.db.models import F
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from niangjia.engines import journal
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.matters.rights import kept_out, own_places
from niangjia.engines.people.models import Union
from niangjia.foundation.access.guards import needs
from niangjia.foundation.web.pieces import Item, State, Tone
from niangjia.foundation.web.tables import page_of
from niangjia.services.concerns.acts.anonymous import (
    LONGEST,
    barred,
    barred_places,
    keep_longer,
    open_name,
    require_reader,
    take_up,
    write_to_sender,
)
from niangjia.services.concerns.dates import dates_of_concern
from niangjia.services.concerns.journal_codes import READ
from niangjia.services.concerns.models import Anonymous
from niangjia.services.concerns.permissions import ANONYMOUS
from niangjia.services.concerns.reading import said_of

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from niangjia.foundation.access.request import Request

SHOWN = 100


class WriteForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("To whoever has the receipt"), max_length=LONGEST, widget=forms.Textarea({"rows": 3})
    )


class NameForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Why do you need the name?"), max_length=150)


@needs(ANONYMOUS)
@require_safe
def inbox(request: Request) -> HttpResponse:
    """What came to my unions without a name: first what nobody took up, then what is open, then the rest."""
    places = [place for place, codes in own_places(request.actor).items() if ANONYMOUS in codes]
    unions = Union.objects.filter(place__in=places)
    rows = Anonymous.objects.select_related("concern__matter", "union", "past").filter(union__in=unions)
    for place in sorted(barred_places(request.actor)):
        rows = rows.exclude(past__place__lte=place, past__place_end__gt=place)
    rows = rows.exclude(kept_out(request.actor, "concern__matter__"))
    order = (F("concern__matter__state").asc(nulls_first=True), "-concern__made", "pk")
    page = page_of(request.GET, rows.order_by(*order), SHOWN)
    items = [_item(row) for row in page.object_list]
    return render(request, "concerns/inbox.html", {"items": items, "page": page})


def _item(row: Anonymous) -> Item:
    concern = row.concern
    waits = not row.erased_on and (concern.matter is None or concern.matter.phase == "registered")
    state = State(_("danger"), Tone.BAD) if concern.danger else State(_("new"), Tone.WAIT) if waits else None
    return Item(
        str(concern.get_category_display()),
        url=reverse("concerns:nameless", args=[row.pk]),
        text=f"{concern.get_kind_display()} · {row.union}",
        side=date_format(concern.made, "MONTH_DAY_FORMAT"),
        icon="lock",
        state=state,
    )


def _load(request: Request, key: UUID) -> Anonymous:
    rows = Anonymous.objects.select_related("concern__matter", "concern__employer", "union", "past")
    row = rows.filter(pk=key).first()
    if row is None or row.union.place not in request.actor.reach() or barred(request.actor, row):
        raise Http404
    require_reader(request.actor, row)
    return row


@never_cache
@needs(ANONYMOUS)
@require_http_methods(["GET", "HEAD", "POST"])
def nameless(request: Request, key: UUID) -> HttpResponse:
    """One of them; what is done stands in the form's button."""
    row = _load(request, key)
    if request.method != "POST":
        journal.look(request.actor, READ, row.concern, union=row.union_id)
        return _page(request, row)
    write = WriteForm(request.POST if "write" in request.POST else None)
    name = NameForm(request.POST if "name" in request.POST else None)
    try:
        if "take" in request.POST:
            return redirect("matters:matter", take_up(request.actor, row).pk)
        if "keep" in request.POST:
            keep_longer(request.actor, row)
        elif write.is_bound and write.is_valid():
            write_to_sender(request.actor, row, write.cleaned_data["text"])
        elif name.is_bound and name.is_valid():
            contact = open_name(request.actor, row, name.cleaned_data["reason"])
            return _page(request, _load(request, key), contact=contact)
        else:
            return _page(request, row, write=write, name=name, status=422)
    except NotPossible as error:
        messages.error(request, str(error))
    return redirect("concerns:nameless", row.pk)


def _page(request: Request, row: Anonymous, *, status: int = 200, **more: Any) -> HttpResponse:
    context = {
        "row": row,
        "concern": row.concern,
        "said": said_of(row.concern),
        "dates": dates_of_concern(row.concern),
        "lines": [(line.by_sender, line.said.reveal(), line.day) for line in row.lines.order_by("position")],
        "write": WriteForm(),
        "name": NameForm(),
        **more,
    }
    return render(request, "concerns/nameless.html", context, status=status)
