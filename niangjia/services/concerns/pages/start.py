"""The first screen: danger first, then who gets it; what the law's time limits are, before any form."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.shortcuts import render
from django.views.decorators.http import require_safe

from niangjia.engines.people.models import Person
from niangjia.foundation.access.guards import open_to_all
from niangjia.foundation.clock import today
from niangjia.services.concerns import FACE
from niangjia.services.concerns.choices import Category
from niangjia.services.concerns.danger import NUMBERS
from niangjia.services.concerns.dates import dates_of
from niangjia.services.concerns.finding import own_union, union_above

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from niangjia.foundation.access.request import Request


def record_of(request: HttpRequest) -> Person | None:
    """The reader's own record."""
    own = cast("Request", request).actor.person_id
    return Person.objects.only("name", "home").filter(pk=own).first() if own else None


@open_to_all
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Whom to call, the right to stop work, then the three ways."""
    person = record_of(request)
    day = today()
    context = {
        "face": FACE,
        "numbers": NUMBERS,
        "own": own_union(person) if person else None,
        "above": union_above(person) if person else None,
        "signed_in": cast("Request", request).actor.signed_in,
        "injury": dates_of(Category.INJURY, day),
        "others": dates_of(Category.WAGES, day),
    }
    return render(request, "concerns/start.html", context)
