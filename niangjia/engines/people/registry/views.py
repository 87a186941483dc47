"""The list of persons, the search among them, and what is begun with many of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from niangjia.engines.people.permissions import EDIT, MERGE, SEE
from niangjia.engines.people.persons.finding import find_persons
from niangjia.engines.people.refusals import NotPossible
from niangjia.foundation.access.guards import needs
from niangjia.foundation.web.tables import sorting

from .batching import MOST as MOST_AT_ONCE
from .batching import asked_batch, begin_batch, offered
from .columns import COLUMNS, NAME, USUAL, choose_columns, columns_for, keys_of, known_keys, lines_of
from .forms import FilterForm, SearchForm
from .listing import BY_DAY, BY_NAME, MOST, SORTED_BY_DAY, counts_in, ids_of, in_order, listing
from .looking import looked, orders
from .panel import panel
from .rows import rows_of
from .saving import COLUMNS as OWN_COLUMNS

if TYPE_CHECKING:
    from django.core.paginator import Page
    from django.http import HttpResponse

    from niangjia.foundation.access.actor import Actor
    from niangjia.foundation.access.request import Request

    from .models import SavedView

MOST_FOUND = 50


@needs(SEE)
@never_cache
@require_safe
def registry(request: Request) -> HttpResponse:
    """Members and workers within the actor's reach, filtered and sorted."""
    look = looked(request)
    asked, union = look.asked, look.asked.get("union")
    reach = request.actor.reach(SEE)
    counts = counts_in(union.subtree & reach if union else reach)
    quick = (BY_NAME, BY_DAY) if counts.everybody <= SORTED_BY_DAY else (BY_NAME,)
    keys, batches = _keys(request, look.view), offered(request.actor)
    columns = columns_for(keys, boxes=bool(batches), sorts=quick)
    sort = sorting(look.query, [COLUMNS[NAME], COLUMNS["joined"]] if len(quick) > 1 else columns, BY_NAME)
    found = listing(asked, sort, request.GET.get("page"), counts)
    page: Page[Any] = found.page
    page.object_list = lines_of(list(page.object_list), keys)
    context = {
        "look": look,
        "counts": counts,
        "columns": columns,
        "all_columns": [(key, column.title, key in keys) for key, column in COLUMNS.items() if key != NAME],
        "chosen": keys != known_keys(USUAL),
        "sort": sort,
        "panel": panel(look, orders(sort, quick)),
        "page": page,
        "hint": _("Only the first %(count)s can be turned to: narrow it down or search.") % {"count": f"{MOST:,}"}
        if found.cut
        else "",
        "asked": look.as_typed,
        "fitting": "" if found.cut else f"{page.paginator.count:,}",
        **_offers(request.actor),
        "batches": batches,
    }
    return render(request, "people/registry.html", context)


def _keys(request: Request, view: SavedView | None) -> list[str]:
    """The columns of the view, unless one's own are asked for."""
    if view and view.columns and OWN_COLUMNS not in request.GET:
        return known_keys(view.columns)
    return keys_of(request.actor.account_id)


def _offers(actor: Actor) -> dict[str, Any]:
    return {"search": SearchForm(), "may_enter": actor.may(EDIT), "may_merge": actor.may(MERGE)}


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
    keys, batches = keys_of(request.actor.account_id), offered(request.actor)
    lines = lines_of(rows_of(ids[:MOST_FOUND]), keys)
    context = {
        **_offers(request.actor),
        "batches": batches,
        "search": form,
        "page": Paginator(lines, MOST_FOUND).get_page(1),
        "columns": columns_for(keys, boxes=bool(batches)),
        "chosen": keys != known_keys(USUAL),
        "many": len(ids) > MOST_FOUND,
    }
    return render(request, "people/search.html", context, status=200 if form.is_valid() else 422)


@needs(SEE)
@require_POST
def columns(request: Request) -> HttpResponse:
    """Remember which columns the account wants to see, and go on where one was."""
    keys = [] if "usual" in request.POST else request.POST.getlist("column")
    choose_columns(request.actor, keys)
    return redirect(_list_with(request.POST.get("back", "")))


def _list_with(query: str) -> str:
    return reverse("people:registry") + (f"?{query.lstrip('?')}" if query else "")


@needs(SEE)
@require_POST
def batch(request: Request) -> HttpResponse:
    """Begin an act with the chosen, or with everybody who fits the filters that are sent along."""
    act = asked_batch(request.actor, request.POST.get("act", ""))
    filters = FilterForm(request.actor.reach(SEE), request.POST)
    try:
        return redirect(begin_batch(request.actor, act, _ids(request, filters)))
    except NotPossible as refusal:
        messages.warning(request, str(refusal))
        kept = request.POST.copy()
        for name in set(kept) - set(filters.fields):
            del kept[name]
        return redirect(_list_with(kept.urlencode()))


def _ids(request: Request, filters: FilterForm) -> list[int]:
    if "all" not in request.POST:
        return [int(text) for text in request.POST.getlist("person")[: MOST_AT_ONCE + 1] if text.isdecimal()]
    if not filters.is_valid():  # a filter that does not hold must not let more people through
        raise NotPossible(_("These filters don't fit: choose anew."))
    return ids_of(filters.asked(), MOST_AT_ONCE + 1)
