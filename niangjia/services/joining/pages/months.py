"""One page over all unions that a clerk serves: the month's changes, what waits, and the month's close."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from django.views.decorators.http import require_POST, require_safe

from niangjia.foundation.access.guards import needs
from niangjia.foundation.clock import today
from niangjia.services.joining.months import Line, hand_in_all, lines_of, month_of, prepare_all
from niangjia.services.joining.permissions import DECIDE

from .desk import unions_of, waiting_at

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpResponse

    from niangjia.foundation.access.request import Request

HEADS = (
    pgettext_lazy("month", "Beginning"),
    pgettext_lazy("month", "New"),
    pgettext_lazy("month", "In"),
    pgettext_lazy("month", "Resumed"),
    pgettext_lazy("month", "Out"),
    pgettext_lazy("month", "Kept"),
    pgettext_lazy("month", "Left"),
    pgettext_lazy("month", "Died"),
    pgettext_lazy("month", "Mended"),
    pgettext_lazy("month", "End"),
)


class FootForm(forms.Form):
    """What stands at the foot of all the returns beside each union's chair and who prepared them."""

    checker = forms.CharField(label=gettext_lazy("Checked by"), max_length=64)
    phone = forms.RegexField(r"^[0-9+\- ]{5,32}$", label=gettext_lazy("Telephone"))


@needs(DECIDE)
@require_safe
def months(request: Request) -> HttpResponse:
    """The month that the address names, or the last one that is over."""
    return _page(request, FootForm())


def _page(request: Request, form: FootForm, *, status: int = 200) -> HttpResponse:
    first, last = month_of(request.GET.get("month", ""))
    unions = unions_of(request)
    lines = lines_of(unions, first, last)
    context = {
        "lines": lines,
        "heads": HEADS,
        "sums": [sum(line.figures[at] for line in lines) for at in range(len(HEADS))] if lines else [],
        "first": first,
        "month": f"{first:%Y-%m}",
        "over": last < today(),
        "ready": sum(line.sheet is not None for line in lines),
        "waiting": waiting_at(unions),
        "form": form,
    }
    return render(request, "joining/months.html", context, status=status)


def _chosen(request: Request) -> tuple[list[Line], date]:
    first, last = month_of(request.GET.get("month", ""))
    wanted = set(request.POST.getlist("union"))
    unions = [union for union in unions_of(request) if str(union.pk) in wanted]
    return [line for line in lines_of(unions, first, last) if line.may_close], last


def _back(request: Request) -> HttpResponse:
    first, _last = month_of(request.GET.get("month", ""))
    return redirect(f"{reverse('joining:months')}?month={first:%Y-%m}")


@needs(DECIDE)
@require_POST
def prepare(request: Request) -> HttpResponse:
    """Prepares the returns of the unions that are ticked."""
    lines, last = _chosen(request)
    trouble = prepare_all(request.actor, lines, last)
    done = len(lines) - len(trouble)
    said = ngettext("%(count)s return is prepared.", "%(count)s returns are prepared.", done)
    _tell(request, trouble, said % {"count": done} if done else "")
    return _back(request)


@needs(DECIDE)
@require_POST
def hand_in(request: Request) -> HttpResponse:
    """Hands in the prepared returns of the unions that are ticked."""
    form = FootForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    lines, _last = _chosen(request)
    trouble = hand_in_all(request.actor, lines, **form.cleaned_data)
    done = sum(line.sheet is not None for line in lines) - len(trouble)
    said = ngettext("%(count)s return is handed in.", "%(count)s returns are handed in.", done)
    _tell(request, trouble, said % {"count": done} if done else _("Prepare the returns first."))
    return _back(request)


def _tell(request: Request, trouble: list[str], said: str) -> None:
    if said:
        messages.success(request, said)
    if trouble:
        messages.error(request, " ".join(trouble[:5]))
