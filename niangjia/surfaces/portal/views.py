"""The first page, the hall, one's union, the privacy notice: what needs no signing in."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django import forms
from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from niangjia.engines.people.unions.own_base import own_base
from niangjia.engines.people.unions.reading import search
from niangjia.foundation.access.address import client_address
from niangjia.foundation.access.guards import open_to_all
from niangjia.foundation.access.permissions import ENTER_DESK
from niangjia.foundation.access.reach import EVERYWHERE
from niangjia.foundation.faces.blocks import blocks_for

from . import hall as the_hall
from .emergency import NUMBERS
from .limits import SEARCHES
from .unions import COOKIE, chosen_union, contact_of, union_of_code

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from niangjia.foundation.access.request import Request

A_YEAR = 365 * 24 * 3600  # seconds
QUICK = 8


@open_to_all
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The first page, for everybody: no wall stands before it."""
    actor = cast("Request", request).actor
    union = own_base(actor.person_id) if actor.person_id else chosen_union(request)
    context = {
        "contact": contact_of(union) if union else None,
        "has_record": bool(actor.person_id),
        "blocks": blocks_for(actor),
        "for_all": the_hall.offers_of(actor, the_hall.for_all()[:3]),
        "quick": _quick(request) if actor.signed_in else [],
        "numbers": NUMBERS,
        "may_enter_desk": actor.may(ENTER_DESK),
    }
    return render(request, "portal/home.html", context)


def _quick(request: HttpRequest) -> list[the_hall.Offer]:
    found = (offer for shelf in the_hall.shelves(cast("Request", request).actor) for offer in shelf.offers)
    return list(found)[:QUICK]


class SearchForm(forms.Form):
    """By what a union is looked for."""

    q = forms.CharField(
        label=_("What is your employer or union called?"),
        max_length=40,
        help_text=_("The name or a part of it, its first letters, or its code."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "enterkeyhint": "search"}),
    )


@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def find_union(request: HttpRequest) -> HttpResponse:
    """Looks for somebody's union by its name; what was typed stands in no address."""
    form, found = SearchForm(request.POST if request.method == "POST" else None), None
    if form.is_valid():
        if SEARCHES.count(client_address(request)):
            found = search(form.cleaned_data["q"], EVERYWHERE)
        else:
            form.add_error("q", _("That was often. Try again in a few minutes, or call 12351."))
    context = {"form": form, "found": found}
    return render(request, "portal/find_union.html", context, status=422 if form.errors else 200)


@open_to_all
@require_safe
def union(request: HttpRequest, code: str) -> HttpResponse:
    """A union as anybody sees it; a printed code leads here."""
    found = union_of_code(code)
    if found is None:
        raise Http404
    context = {"contact": contact_of(found), "chosen": request.COOKIES.get(COOKIE) == found.code}
    return render(request, "portal/union.html", context)


@open_to_all
@require_POST
def choose_union(request: HttpRequest) -> HttpResponse:
    """Remember on this device which union is mine, or forget it."""
    answer = redirect("portal:home")
    code = request.POST.get("code", "")
    if code and union_of_code(code):
        secure = settings.SESSION_COOKIE_SECURE
        answer.set_cookie(COOKIE, code, max_age=A_YEAR, httponly=True, samesite="Lax", secure=secure)
    else:
        answer.delete_cookie(COOKIE, samesite="Lax")
    return answer


@open_to_all
@require_safe
def hall(request: HttpRequest) -> HttpResponse:
    """Services by scene, found by words or pinyin; no person is looked for, so that may stand in the address."""
    text = request.GET.get("q", "").strip()[: the_hall.LONGEST]
    actor = cast("Request", request).actor
    context = {"shelves": the_hall.shelves(actor, text), "q": text}
    template = "portal/fragments/shelves.html" if request.headers.get("HX-Request") else "portal/hall.html"
    return render(request, template, context)
