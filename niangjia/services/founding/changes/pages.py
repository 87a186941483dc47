"""The desk's pages where requests for changes are prepared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.matters.rights import require_at
from niangjia.engines.people.loading import load_union
from niangjia.foundation.access.guards import needs
from niangjia.services.founding.permissions import PREPARE

from .forms import LegalForm, OfficersForm, RestructureForm, say
from .kinds import Kind
from .legal import ask_legal
from .officers import ask_officers
from .restructuring import ask_restructuring

if TYPE_CHECKING:
    from collections.abc import Callable

    from django import forms
    from django.http import HttpResponse

    from niangjia.engines.matters.models import Matter
    from niangjia.engines.people.models import Union
    from niangjia.foundation.access.request import Request


def _load(request: Request, union_id: int) -> Union:
    """The union. Raises Http404 outside one's reach, Refused for who has no post right there."""
    union = load_union(request, union_id, PREPARE)
    require_at(request.actor, PREPARE, union)
    return union


def _typed(request: Request) -> Any:
    return request.POST if request.method == "POST" else None


def _answer(
    request: Request, union: Union, kind: Kind, form: forms.Form, begin: Callable[[], Matter]
) -> HttpResponse:
    """The form with what is wrong at its fields, nothing typed lost; or the matter that it began."""
    if form.is_valid():
        try:
            matter = begin()
        except NotPossible as error:
            say(form, error)
        else:
            messages.success(request, _("Prepared. What comes next stands below."))
            return redirect("matters:matter", matter.pk)
    context = {"union": union, "form": form, "kind": kind}
    return render(request, "founding/changes/request.html", context, status=422 if form.is_bound else 200)


@needs(PREPARE)
@require_http_methods(["GET", "HEAD", "POST"])
def officers_(request: Request, union_id: int) -> HttpResponse:
    """A change of officers in mid-term."""
    union = _load(request, union_id)
    form = OfficersForm(union, _typed(request))

    def begin() -> Matter:
        assert form.move is not None  # noqa: S101 - the form is valid
        return ask_officers(request.actor, union, form.move, form.cleaned_data["day"])

    return _answer(request, union, Kind.OFFICERS, form, begin)


@needs(PREPARE)
@require_http_methods(["GET", "HEAD", "POST"])
def legal_(request: Request, union_id: int) -> HttpResponse:
    """The certificate is to be changed, replaced or cancelled."""
    union = _load(request, union_id)
    form = LegalForm(union, _typed(request))
    return _answer(request, union, Kind.LEGAL, form, lambda: ask_legal(request.actor, union, form.asked()))


def _restructure(request: Request, union_id: int, kind: Kind) -> HttpResponse:
    union = _load(request, union_id)
    form = RestructureForm(kind, union, _typed(request))

    def begin() -> Matter:
        return ask_restructuring(request.actor, kind, union, form.other, form.plan())

    return _answer(request, union, kind, form, begin)


@needs(PREPARE)
@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: Request, union_id: int) -> HttpResponse:
    """The union is to go into another."""
    return _restructure(request, union_id, Kind.MERGE)


@needs(PREPARE)
@require_http_methods(["GET", "HEAD", "POST"])
def split(request: Request, union_id: int) -> HttpResponse:
    """A part of the union is to stand by itself."""
    return _restructure(request, union_id, Kind.SPLIT)


@needs(PREPARE)
@require_http_methods(["GET", "HEAD", "POST"])
def dissolve(request: Request, union_id: int) -> HttpResponse:
    """The union is to end."""
    return _restructure(request, union_id, Kind.DISSOLVE)
