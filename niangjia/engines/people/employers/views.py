"""The desk's page of an employer: who it is, which unions cover it, how many work there; nobody by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from niangjia.engines.people.permissions import EDIT, EDIT_UNIONS, SEE, SEE_UNIONS
from niangjia.engines.people.unions.neighbours import holding, union_item
from niangjia.foundation.access.actor import Refused
from niangjia.foundation.access.guards import needs
from niangjia.foundation.access.permissions import ENTER_DESK

from .actions import may_correct
from .models import Employer, Employment

if TYPE_CHECKING:
    from django.http import HttpResponse

    from niangjia.engines.people.unions.models import Union
    from niangjia.foundation.access.actor import Actor
    from niangjia.foundation.access.request import Request


@needs(ENTER_DESK)
@require_safe
def employer(request: Request, employer_id: int) -> HttpResponse:
    """An employer."""
    found, unions = load_employer(request.actor, employer_id)
    reach = request.actor.reach(SEE_UNIONS)
    context = {
        "employer": found,
        "unions": [union_item(union, reach) for union in unions],
        "may_correct": _may_correct(request.actor, found),
        "workers": workers_of(found) if request.actor.may(SEE) else None,
    }
    return render(request, "people/employers/employer.html", context)


def _may_correct(actor: Actor, employer: Employer) -> bool:
    try:
        may_correct(actor, employer)
    except Refused:
        return False
    return True


def load_employer(actor: Actor, employer_id: int) -> tuple[Employer, list[Union]]:
    """The employer and the unions that cover it today.

    It is there for who has a right in one of these, Refused for who may not see that union; one that none covers is
    there for whoever may enter one. Raises Http404.
    """
    found = Employer.objects.filter(pk=employer_id).first()
    if found is None:
        raise Http404
    covering = holding(found.coverages.select_related("union").order_by("union__place"))
    unions = [row.union for row in covering]
    if not unions and (actor.may(EDIT) or actor.may(EDIT_UNIONS)):
        return found, unions
    near = [union for union in unions if union.place in actor.reach()]
    if not near:
        raise Http404
    if not any(actor.may(SEE_UNIONS, at=union.place) for union in near):
        actor.require(SEE_UNIONS, at=near[0].place)
    return found, unions


def workers_of(employer: Employer) -> list[tuple[str, int]]:
    """How many work there by the register, by kind of employment, as far as the scope goes. Raises NoScope."""
    rows = Employment.objects.filter(employer=employer, ended=None)
    counts = dict(rows.values_list("kind").annotate(Count("pk")).order_by())
    return [(str(kind.label), counts[kind.value]) for kind in Employment.Kind if kind.value in counts]
