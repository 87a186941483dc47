"""What the panel of numbers and urgent reports posts; the desk's list of urgent reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from niangjia.engines.matters.pages.answering import answer, attempt
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.matters.rights import not_past, require_at
from niangjia.engines.people.models import Union
from niangjia.foundation.access.guards import needs
from niangjia.foundation.web.pieces import Item, State, Tone
from niangjia.foundation.web.tables import page_of
from niangjia.services.concerns.acts.alerting import not_told
from niangjia.services.concerns.here import load_concern
from niangjia.services.concerns.models import Alert
from niangjia.services.concerns.once import OnceField
from niangjia.services.concerns.permissions import HANDLE
from niangjia.services.concerns.unread import unread

from .acts import Report, link_number, report_urgent, report_wide, unlink_number, urgent_due
from .models import Body, OtherNumber, System, Urgent
from .papers import Situation

if TYPE_CHECKING:
    from django.http import HttpResponse

    from niangjia.foundation.access.request import Request

LONG = 3000


class NumberForm(forms.Form):
    """A number elsewhere."""

    system = forms.ChoiceField(label=gettext_lazy("In which system?"), choices=System.choices)
    number = forms.CharField(label=gettext_lazy("Number there"), max_length=64)
    handled = forms.BooleanField(label=gettext_lazy("It was taken up there already"), required=False)


class UrgentForm(forms.Form):
    """To whom, and what is reported."""

    bodies = forms.MultipleChoiceField(
        label=gettext_lazy("Reported to"), choices=Body.choices, widget=forms.CheckboxSelectMultiple
    )
    happened = forms.CharField(
        label=gettext_lazy("What happened"), max_length=LONG, widget=forms.Textarea({"rows": 4}),
        help_text=gettext_lazy("Facts, place, how many; no name unless life depends on it."),
    )  # fmt: skip
    done = forms.CharField(
        label=gettext_lazy("What was done so far"), max_length=LONG, widget=forms.Textarea({"rows": 3})
    )
    asks = forms.CharField(
        label=gettext_lazy("What comes next, what is asked for"),
        max_length=LONG,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )
    key = OnceField()

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="id_urgent_%s", initial={"bodies": Body.values})


def _report(given: dict[str, Any]) -> Report:
    said = Situation(happened=given["happened"], done=given["done"], asks=given["asks"])
    return Report(given["bodies"], said, given["key"])


@needs(HANDLE)
@require_POST
def link(request: Request, matter_id: int) -> HttpResponse:
    """Links a number."""
    matter = load_concern(request, matter_id)

    def act(given: dict[str, Any]) -> str:
        link_number(request.actor, matter, given["system"], given["number"], handled=given["handled"])
        return _("The number is linked.")

    return answer(request, matter.pk, "number", NumberForm(request.POST, auto_id="id_number_%s"), act)


@needs(HANDLE)
@require_POST
def unlink(request: Request, matter_id: int, number_id: int) -> HttpResponse:
    """Takes a number away."""
    matter = load_concern(request, matter_id)
    row = OtherNumber.objects.filter(pk=number_id, matter=matter).first()
    if row is None:
        raise Http404
    row.matter = matter
    try:
        unlink_number(request.actor, row)
    except NotPossible as error:
        messages.error(request, str(error))
    return redirect("matters:matter", matter.pk)


@needs(HANDLE)
@require_POST
def report(request: Request, matter_id: int) -> HttpResponse:
    """Reports it as serious and urgent."""
    matter = load_concern(request, matter_id)

    def act(given: dict[str, Any]) -> str:
        report_urgent(request.actor, matter, _report(given))
        return _("The report has its number: have it signed, and carry it to these bodies at once.")

    return answer(request, matter.pk, "urgent", UrgentForm(request.POST), act)


@needs(HANDLE)
@require_http_methods(["GET", "HEAD", "POST"])
def wide(request: Request, alert_id: int) -> HttpResponse:
    """Reports what is of wide effect."""
    unions = Union.objects.within(request.actor.reach(HANDLE))
    rows = Alert.objects.select_related("union__parent", "employer").exclude(not_told(request.actor))
    alert = rows.filter(pk=alert_id, union__in=unions).first()
    if alert is None:
        raise Http404
    require_at(request.actor, HANDLE, alert.union)
    form = UrgentForm(request.POST if request.method == "POST" else None)

    def act(given: dict[str, Any]) -> str:
        report_wide(request.actor, alert, _report(given))
        return _("The report has its number: have it signed, and carry it to these bodies at once.")

    if request.method == "POST" and attempt(form, act, lambda said: messages.success(request, said)):
        return redirect("concerns:urgent")
    context = {"form": form, "alert": alert, "due": urgent_due(alert.union, alert.raised_on)}
    return render(request, "concerns/urgent_wide.html", context, status=422 if form.errors else 200)


@needs(HANDLE)
@require_safe
def reports(request: Request) -> HttpResponse:
    """Urgent reports of the unions in reach, the newest first."""
    unions = Union.objects.within(request.actor.reach(HANDLE))
    clear = Q(matter=None) | not_past(request.actor, "matter__")
    rows = Urgent.objects.select_related("union", "matter", "alert__employer", "paper").filter(
        clear & ~unread(request.actor), union__in=unions
    )
    rows = rows.exclude(alert__in=Alert.objects.filter(not_told(request.actor)))
    page = page_of(request.GET, rows.order_by("-sent", "pk"))
    items = [_item(row) for row in page.object_list]
    return render(request, "concerns/urgent.html", {"items": items, "page": page})


def _item(row: Urgent) -> Item:
    told = "、".join(str(Body(body).label) for body in row.bodies)
    late = State(_("reported late"), Tone.BAD) if row.was_late else None
    about = row.matter.number if row.matter else ""
    if row.alert:
        employer = row.alert.employer.name if row.alert.employer else ""
        about = " · ".join(word for word in (str(row.alert.get_category_display()), employer) if word)
    return Item(
        about,
        url=reverse("matters:matter", args=[row.matter_id]) if row.matter_id else reverse("concerns:alerts"),
        text=f"{row.union.name} · {told}",
        side=date_format(row.sent, "MONTH_DAY_FORMAT"),
        icon="alert-triangle",
        state=late or (State(_("follows up"), Tone.PLAIN) if row.follows_id else None),
    )
