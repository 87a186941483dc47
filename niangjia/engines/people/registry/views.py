"""The list of persons, and the search among them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from niangjia.engines.people.permissions import EDIT, EXPORT, SEE
from niangjia.engines.people.persons.finding import find_persons
from niangjia.foundation.access.guards import needs
from niangjia.foundation.web.tables import sorting

from .forms import FilterForm, SearchForm
from .listing import BY_DAY, BY_NAME, MOST, SORTED_BY_DAY, Counts, counts_in, in_order, listing
from .rows import CHOICE, COLUMNS, rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpResponse

    from niangjia.foundation.access.actor import Actor
    from niangjia.foundation.access.request import Request
    from niangjia.foundation.web.tables import Column

MOST_FOUND = 50


@needs(SEE)
@never_cache
@require_safe
def registry(request: Request) -> HttpResponse:
    """Members and workers within the actor's reach, filtered and sorted."""
    filters = FilterForm(request.actor.reach(SEE), request.GET)
    asked = filters.asked()
    union = asked.get("union")
    counts = counts_in(union.subtree if union else request.actor.reach(SEE))
    columns = columns_for(request.actor, by_day=counts.everybody <= SORTED_BY_DAY)
    sort = sorting(request.GET, columns, BY_NAME)
    found = listing(asked, sort, request.GET.get("page"), _known(asked, counts))
    context = {
        "filters": filters,
        "counts": counts,
        "columns": columns,
        "sort": sort,
        "page": found.page,
        "hint": _("Only the first %(count)s can be turned to: narrow it down or search.") % {"count": f"{MOST:,}"}
        if found.cut
        else "",
        "asked": [(name, request.GET[name]) for name in asked],
        **_offers(request.actor),
    }
    return render(request, "people/registry.html", context)


def columns_for(actor: Actor, *, by_day: bool = False, sortable: bool = True) -> Sequence[Column]:
    """The columns of a list: with boxes for who may take lists along, sortable by what is quick."""
    quick = {BY_NAME, BY_DAY} if by_day else {BY_NAME}
    columns = [replace(column, sort=column.sort if sortable and column.sort in quick else "") for column in COLUMNS]
    return [CHOICE, *columns] if actor.may(EXPORT) else columns


def _known(asked: dict[str, Any], counts: Counts) -> int:
    """How many fit by the totals; 0 when they don't tell."""
    return counts.of(asked["kind"]) if asked.keys() <= {"kind", "union"} and asked.get("kind") else 0


def _offers(actor: Actor) -> dict[str, Any]:
    return {"search": SearchForm(), "may_enter": actor.may(EDIT), "may_export": actor.may(EXPORT)}


@needs(SEE)
@never_cache
@require_POST
def search(request: Request) -> HttpResponse:
    """Who fits what was typed, which stands in no address and no log."""
    form = SearchForm(request.POST)
    ids: list[int] = []
    if form.is_valid():
        found = in_order(find_persons(form.cleaned_data["q"]), BY_NAME)
        ids = list(found.values_list("pk", flat=True)[: MOST_FOUND + 1])
    rows = rows_of(ids[:MOST_FOUND])
    context = {
        **_offers(request.actor),
        "search": form,
        "page": Paginator(rows, MOST_FOUND).get_page(1),
        "columns": columns_for(request.actor, sortable=False),
        "many": len(ids) > MOST_FOUND,
    }
    return render(request, "people/search.html", context, status=200 if form.is_valid() else 422)
