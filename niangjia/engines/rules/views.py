"""The desk's pages of figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from niangjia.foundation.access.guards import needs
from niangjia.foundation.access.permissions import ENTER_DESK
from niangjia.foundation.clock import today
from niangjia.foundation.web.tables import Column, Kind, page_of

from .actions import set_parameter, withdraw_parameter
from .defaults import UnknownParameter, known
from .figures import NoFigure, judged
from .forms import FiltersForm, ParameterForm, WithdrawForm
from .models import Setting, Withdrawal
from .pages import brought, lines, own_lines, period_text, state_of
from .permissions import SET_RULES

if TYPE_CHECKING:
    from typing import Any

    from django.http import HttpResponse

    from niangjia.foundation.access.request import Request

    from .defaults import Parameter

COLUMNS = [
    Column(gettext_lazy("What it says"), "parameter.meaning", link="url"),
    Column(gettext_lazy("Figure"), "text"),
    Column(gettext_lazy("Basis"), "basis"),
    Column(gettext_lazy("Holds"), "period"),
    Column(gettext_lazy("How sure"), "sure", Kind.STATE),
]
OF_UNIONS = Column(gettext_lazy("Unions with their own"), "own_unions", Kind.NUMBER)


@needs(ENTER_DESK)
@require_safe
def figures(request: Request) -> HttpResponse:
    """Every parameter with the city's figure of today."""
    filters = FiltersForm(request.GET)
    asked = filters.cleaned_data if filters.is_valid() else {"words": "", "area": "", "sure": ""}
    found = [line for line in lines(today()) if line.matches(**asked)]
    columns = [*COLUMNS, OF_UNIONS] if any(line.own_unions for line in found) else COLUMNS
    context = {"page": page_of(request.GET, found), "columns": columns, "filters": filters}
    return render(request, "rules/figures.html", context)


@needs(ENTER_DESK)
@require_safe
def figure(request: Request, key: str) -> HttpResponse:
    """One parameter: its figure of today, what the platform brings, what was set, and the form to set one."""
    parameter = _parameter(key)
    return render(request, "rules/figure.html", _context(request, parameter, ParameterForm(parameter)))


@needs(SET_RULES)
@require_POST
def set_figure(request: Request, key: str) -> HttpResponse:
    """Sets a figure for the whole city."""
    parameter = _parameter(key)
    form = ParameterForm(parameter, request.POST)
    if form.is_valid():
        try:
            setting = set_parameter(request.actor, key, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("%(figure)s is set.") % {"figure": setting.text})
            return redirect("rules:figure", key)
    return render(request, "rules/figure.html", _context(request, parameter, form), status=422)


@needs(SET_RULES)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: Request, setting_id: int) -> HttpResponse:
    """Asks for the reason, then takes an own figure back."""
    setting = get_object_or_404(Setting.objects.live(), pk=setting_id)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            withdraw_parameter(request.actor, setting, reason=form.cleaned_data["reason"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("%(figure)s is taken back.") % {"figure": setting.text})
            return redirect("rules:figure", setting.key)
    context = {"setting": setting, "parameter": _parameter(setting.key), "form": form}
    return render(request, "rules/withdraw.html", context, status=422 if form.is_bound else 200)


def _parameter(key: str) -> Parameter:
    try:
        return known(key)
    except UnknownParameter:
        raise Http404 from None


def _context(request: Request, parameter: Parameter, form: ParameterForm) -> dict[str, Any]:
    live = list(Setting.objects.live().filter(key=parameter.key).select_related("account"))
    try:
        present = judged(parameter, live, on=today())
    except NoFigure:
        present = None
    return {
        "parameter": parameter,
        "figure": present,
        "state": state_of(present.sure) if present else None,
        "period": period_text(present.period) if present else "",
        "brought": [brought(default) for default in reversed(parameter.defaults)],
        "own": own_lines(live),
        "withdrawals": Withdrawal.objects.filter(setting__key=parameter.key)
        .select_related("account", "setting")
        .order_by("-pk"),
        "form": form,
        "may_set": request.actor.may(SET_RULES),
    }
