"""One page over all unions that a clerk serves: the month's changes, what waits, and the month's close."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from django.views.decorators.http import require_POST, require_safe

from niangjia.foundation.access.guards import needs
from niangjia.foundation.clock import today
from niangjia.services.joining.months import Line, hand_in_all, lines_of, month_of, prepare_all
from niangjia.services.joining.permissions import DECIDE

from .desk import all_waiting, unions_of, waiting_at

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpResponse

    from niangjia.foundation.access.request import Request
    from niangjia.services.joining.months import Trouble

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
        "ticked": _ticked(request, lines),
        "waiting": (waiting := waiting_at(unions)),
        "all_waiting": all_waiting(unions, waiting),
        "form": form,
    }
    return render(request, "joining/months.html", context, status=status)


def _ticked(request: Request, lines: list[Line]) -> set[int]:
    """Of which unions the box is ticked: as it was sent; else of all whose return says what the register says."""
    sent = (request.POST if request.method == "POST" else request.GET).getlist("union")
    if sent or request.method == "POST":
        return {int(one) for one in sent if one.isdecimal()}
    return {line.union.pk for line in lines if not line.differs}


def _chosen(request: Request) -> tuple[list[Line], date]:
    first, last = month_of(request.GET.get("month", ""))
    wanted = set(request.POST.getlist("union"))
    unions = [union for union in unions_of(request) if str(union.pk) in wanted]
    return [line for line in lines_of(unions, first, last) if line.may_close], last


def _back(request: Request) -> HttpResponse:
    """The page anew, with the boxes as they were."""
    first, _last = month_of(request.GET.get("month", ""))
    kept = urlencode({"month": f"{first:%Y-%m}", "union": request.POST.getlist("union")}, doseq=True)
    return redirect(f"{reverse('joining:months')}?{kept}")


@needs(DECIDE)
@require_POST
def prepare(request: Request) -> HttpResponse:
    """Prepares the returns of the unions that are ticked."""
    lines, last = _chosen(request)
    trouble = prepare_all(request.actor, lines, last)
    done = len(lines) - _unions_in(trouble)
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
    ready = sum(line.sheet is not None for line in lines)
    done = ready - _unions_in(trouble)
    said = ngettext("%(count)s return is handed in.", "%(count)s returns are handed in.", done)
    if not ready:
        messages.error(request, _("Prepare the returns first."))
    _tell(request, trouble, said % {"count": done} if done else "")
    return _back(request)


def _unions_in(trouble: Trouble) -> int:
    return sum(len(names) for names in trouble.values())


def _tell(request: Request, trouble: Trouble, said: str) -> None:
    """What was done, and of whom not: each reason once, with all its unions."""
    if said:
        messages.success(request, said)
    for reason, names in trouble.items():
        messages.error(request, f"{'、'.join(names)}：{reason}")
