"""The desk's pages of employers: the list, entering one, correcting one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db import transaction
from django.db.models import Count, Q
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from niangjia.engines.people.loading import load_union
from niangjia.engines.people.permissions import EDIT, EDIT_UNIONS, SEE_UNIONS
from niangjia.engines.people.refusals import NotPossible
from niangjia.engines.people.unions.actions import cover_employer
from niangjia.engines.people.unions.asking import number_asked
from niangjia.engines.people.unions.refusals import Unfit
from niangjia.foundation.access.guards import needs
from niangjia.foundation.access.permissions import ENTER_DESK
from niangjia.foundation.identity import normalise
from niangjia.foundation.web.tables import Column, Kind, page_of, sorting

from .actions import correct_employer, may_correct, record_employer
from .finding import employers_within, named
from .forms import EmployerForm, SearchForm
from .models import Employer
from .views import load_employer

if TYPE_CHECKING:
    from django.http import HttpResponse

    from niangjia.engines.people.unions.models import Union
    from niangjia.foundation.access.request import Request

METHODS = ["GET", "HEAD", "POST"]
COLUMNS = [
    Column(gettext_lazy("Employer"), "name", link="url", sort="name"),
    Column(gettext_lazy("Social credit code"), "uscc", sort="uscc"),
    Column(gettext_lazy("Nature"), "get_nature_display"),
    Column(gettext_lazy("Workers"), "headcount", Kind.NUMBER, sort="headcount"),
    Column(gettext_lazy("Unions that cover it"), "covered", Kind.NUMBER),
]


@needs(SEE_UNIONS)
@require_safe
def employers(request: Request) -> HttpResponse:
    """The employers within the reach, looked for by name or code."""
    form = SearchForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    sort = sorting(request.GET, COLUMNS, "name")
    covered = Count("coverages", filter=Q(coverages__valid_to=None))
    rows = named(employers_within(request.actor), words).annotate(covered=covered).order_by(sort, "pk")
    page = page_of(request.GET, rows)
    for row in page.object_list:
        row.url = reverse("people:employer", args=[row.pk])  # type: ignore[attr-defined]
    context = {"form": form, "page": page, "columns": COLUMNS, "sort": sort, "may_enter": may_enter(request)}
    return render(request, "people/employers/employers.html", context)


def may_enter(request: Request) -> bool:
    """Whether the actor may enter an employer."""
    return request.actor.may(EDIT) or request.actor.may(EDIT_UNIONS)


@needs(ENTER_DESK)
@require_http_methods(METHODS)
def enter(request: Request) -> HttpResponse:
    """Enter an employer; with `?union=` that union covers it at once, from today."""
    asked = number_asked(request.GET, "union")
    union = load_union(request, asked, EDIT_UNIONS) if asked is not None else None
    if not may_enter(request):
        request.actor.require(EDIT_UNIONS)
    form = EmployerForm(None, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and (made := _enter(request, form, union)):
        messages.success(request, _("%(employer)s is in the register.") % {"employer": made.name})
        return redirect("people:union", union.pk) if union else redirect("people:employer", made.pk)
    return _show(request, form, None, union)


def _enter(request: Request, form: EmployerForm, union: Union | None) -> Employer | None:
    try:
        with transaction.atomic():
            made = record_employer(request.actor, form.changed)
            if union:
                cover_employer(request.actor, union, made)
            return made
    except Unfit as error:
        form.refuse(error)
    except NotPossible as error:
        form.add_error(None, str(error))
    return None


@needs(ENTER_DESK)
@require_http_methods(METHODS)
def correct(request: Request, employer_id: int) -> HttpResponse:
    """The form of an employer's data."""
    found, _unions = load_employer(request.actor, employer_id)
    may_correct(request.actor, found)
    form = EmployerForm(found, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and _correct(request, form, found):
        messages.success(request, _("The employer's data are kept."))
        return redirect("people:employer", found.pk)
    return _show(request, form, found, None)


def _correct(request: Request, form: EmployerForm, employer: Employer) -> bool:
    try:
        correct_employer(request.actor, employer, form.changed)
    except Unfit as error:
        form.refuse(error)
    except NotPossible as error:
        form.add_error(None, str(error))
    return form.is_valid()


def _show(request: Request, form: EmployerForm, employer: Employer | None, union: Union | None) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form,
        "employer": employer,
        "union": union,
        "twin": _twin(request, form, employer),
        "back": _back(employer, union),
    }
    return render(request, "people/employers/form.html", context, status=422 if form.is_bound else 200)


def _twin(request: Request, form: EmployerForm, employer: Employer | None) -> dict[str, Any] | None:
    """The employer that has the code already; `open` says whether the actor may open it."""
    code = normalise(str(form.data.get("uscc", ""))) if form.is_bound and form.has_error("uscc") else ""
    found = Employer.objects.filter(uscc=code).exclude(pk=employer.pk if employer else 0).first() if code else None
    if found is None:
        return None
    return {"employer": found, "open": employers_within(request.actor).filter(pk=found.pk).exists()}


def _back(employer: Employer | None, union: Union | None) -> str:
    if union:
        return reverse("people:union", args=[union.pk])
    return reverse("people:employer", args=[employer.pk]) if employer else reverse("people:employers")
