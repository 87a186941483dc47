"""The desk: alerts of wide effect with what was done, and the month's totals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.people.models import Union
from niangjia.foundation.access.guards import needs
from niangjia.foundation.clock import today
from niangjia.foundation.web.tables import page_of
from niangjia.services.concerns.acts.alerting import not_told, record_done
from niangjia.services.concerns.models import Alert
from niangjia.services.concerns.permissions import HANDLE
from niangjia.services.concerns.totals import month_of, totals_of

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpResponse

    from niangjia.foundation.access.request import Request

SHOWN = 50


class DoneForm(forms.Form):
    text = forms.CharField(label=gettext_lazy("What was done?"), max_length=1000, widget=forms.Textarea({"rows": 2}))


def _seen(request: Request) -> QuerySet[Alert]:
    """The newest first."""
    unions = Union.objects.within(request.actor.reach(HANDLE))
    rows = Alert.objects.select_related("union", "employer").filter(union__in=unions)
    return rows.exclude(not_told(request.actor)).order_by("-pk")


@needs(HANDLE)
@require_safe
def alerts(request: Request) -> HttpResponse:
    """A page of them, with what was done."""
    page = page_of(request.GET, _seen(request), SHOWN)
    found = [_line(row) for row in page.object_list]
    return render(request, "concerns/alerts.html", {"alerts": found, "page": page})


def _line(row: Alert, form: DoneForm | None = None) -> tuple[Alert, str, DoneForm]:
    return row, row.done.reveal() if row.done else "", form or DoneForm(auto_id=f"id_{row.pk}_%s")


@needs(HANDLE)
@require_POST
def done(request: Request, alert_id: int) -> HttpResponse:
    """Keeps what was done."""
    row = _seen(request).filter(pk=alert_id).first()
    if row is None:
        raise Http404
    form = DoneForm(request.POST, auto_id=f"id_{row.pk}_%s")
    if form.is_valid():
        try:
            record_done(request.actor, row, form.cleaned_data["text"])
        except NotPossible as error:
            form.add_error("text", str(error))
        else:
            return redirect("concerns:alerts")
    return render(request, "concerns/alerts.html", {"alerts": [_line(row, form)]}, status=422)


@needs(HANDLE)
@require_safe
def totals(request: Request) -> HttpResponse:
    """A month in cells of ten and more."""
    month = month_of(request.GET.get("month", ""), today())
    return render(request, "concerns/totals.html", {"cells": totals_of(request.actor, month), "month": month})
