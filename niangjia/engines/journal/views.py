from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from niangjia.foundation.access.guards import needs
from niangjia.foundation.web.cells import lines
from niangjia.foundation.web.tables import with_query

from .forms import Filters
from .listing import COLUMNS, NOTHING, listing
from .permissions import READ

if TYPE_CHECKING:
    from django.http import HttpResponse

    from niangjia.foundation.access.request import Request


@needs(READ)
@require_safe
def entries(request: Request) -> HttpResponse:
    """Everything that was journalled, for the audit administrator."""
    filters = Filters(request.GET)
    try:
        found = listing(filters.cleaned_data, request.GET.get("before", "")) if filters.is_valid() else NOTHING
    except (ValueError, OverflowError):
        raise Http404 from None
    context = {
        "filters": filters,
        "columns": COLUMNS,
        "rows": lines(COLUMNS, found.lines),
        "found": found,
        "older": with_query(request.GET, before=found.older) if found.older else "",
        "newest": with_query(request.GET, before=None) if request.GET.get("before") else "",
    }
    return render(request, "journal/list.html", context)
