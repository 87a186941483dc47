"""How people rated what was done for them: the desk's page of totals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_safe

from niangjia.engines.matters.permissions import SEE
from niangjia.engines.matters.titles import procedure_title
from niangjia.foundation.access.guards import needs

from .publishing import cells_of, years
from .rating import FEWEST

if TYPE_CHECKING:
    from django.http import HttpResponse

    from niangjia.foundation.access.request import Request


@needs(SEE)
@require_safe
def totals(request: Request) -> HttpResponse:
    """The totals of a year, service by service; of the present one unless the address says another."""
    offered = years()
    year = next((one for one in offered if str(one) == request.GET.get("year")), offered[0])
    found = cells_of(request.actor, year)
    context = {
        "year": year,
        "years": offered,
        "cells": [(procedure_title(cell.procedure), cell) for cell in found],
        "fewest": FEWEST,
    }
    return render(request, "matters/ratings/totals.html", context)
