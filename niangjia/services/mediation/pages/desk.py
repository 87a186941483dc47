"""The desk's page of mediation: disputes of my union, what was recovered; entering who came in person."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.db.models import Count, Q, Sum
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from niangjia.engines.matters.models import State as MatterState
from niangjia.engines.matters.pages.answering import attempt
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.matters.rights import not_past, own_places, require_at
from niangjia.engines.matters.titles import phase_title
from niangjia.engines.people.claiming.finding import with_document
from niangjia.engines.people.loading import load_union
from niangjia.engines.people.models import Person, Union
from niangjia.foundation.access.guards import needs
from niangjia.foundation.access.scope import Scope, in_scope
from niangjia.foundation.clock import today
from niangjia.foundation.web.pieces import Item, State, Tone
from niangjia.foundation.web.tables import page_of
from niangjia.services.mediation.acts.applying import enter_application
from niangjia.services.mediation.forms import EnterForm
from niangjia.services.mediation.models import Dispute, Payment, Way
from niangjia.services.mediation.permissions import MEDIATE
from niangjia.services.mediation.reading import said_of

if TYPE_CHECKING:
    from typing import Any

    from django.db.models import QuerySet
    from django.http import HttpResponse

    from niangjia.engines.matters.models import Matter
    from niangjia.foundation.access.request import Request


def unions_of(request: Request) -> list[Union]:
    """Where the actor mediates, by posts right there; one query."""
    places = [place for place, codes in own_places(request.actor).items() if MEDIATE in codes]
    return list(Union.objects.filter(place__in=places).order_by("place"))


@needs(MEDIATE)
@require_safe
def desk(request: Request) -> HttpResponse:
    """What waits at my unions, the newest first, and this year in figures."""
    unions = unions_of(request)
    rows = Dispute.objects.filter(matter__union__in=unions).filter(not_past(request.actor, "matter__"))
    going = rows.filter(matter__state=MatterState.OPEN).select_related("matter__union")
    page = page_of(request.GET, going.order_by("-made", "pk"))
    context = {
        "unions": unions,
        "page": page,
        "items": [_item(row) for row in page.object_list],
        "figures": _figures(rows),
        "year": today().year,
    }
    return render(request, "mediation/desk.html", context)


def _item(row: Dispute) -> Item:
    matter, said = cast("Matter", row.matter), said_of(row)  # the list asks for those that have one
    day = _("arbitration by %(day)s") % {"day": date_format(row.near)} if row.near else ""
    return Item(
        f"{said.name} — {said.employer}",
        url=reverse("matters:matter", args=[matter.pk]),
        text=" · ".join(filter(None, [row.get_category_display(), date_format(row.applied), day])),
        icon="scale",
        state=State(phase_title(matter), Tone.BAD if row.near else Tone.NOW),
    )


def _figures(rows: QuerySet[Dispute]) -> dict[str, Any]:
    """Of this year: how many came, were agreed on, and the yuan that employers have paid. Two queries."""
    year = {"applied__year": today().year}
    counted = rows.filter(**year).aggregate(came=Count("pk"), agreed=Count("pk", filter=Q(agreed_on__isnull=False)))
    noted = Payment.objects.filter(instalment__dispute__in=rows, off=None, day__year=today().year)
    paid = noted.aggregate(sum=Sum("amount"))
    return {**counted, "paid": paid["sum"] or 0}


@needs(MEDIATE)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request, union_id: int) -> HttpResponse:
    """Enters the application of a worker who came in person."""
    union = load_union(request, union_id, MEDIATE)
    require_at(request.actor, MEDIATE, union)
    form = EnterForm(request.POST if request.method == "POST" else None)
    made: list[int] = []

    def act(given: dict[str, Any]) -> str:
        found = with_document(given["name"], given["number"])
        if found is None:
            raise NotPossible(_("The register has nobody of this name and number: enter the person first."), "number")
        with in_scope(Scope(request.actor.reach() | union.itself, found)):
            person = Person.objects.select_related("home").get(pk=found)
            row = Dispute(way=Way.SPOKEN, applied=given["applied"] or today(), **form.told(person.name))
            made.append(enter_application(request.actor, union, person, row).pk)
        return _("It is entered. Let the worker read it and sign.")

    if request.method == "POST" and attempt(form, act, lambda said: messages.success(request, said)):
        return redirect("matters:matter", made[0])
    return render(request, "mediation/new.html", {"union": union, "form": form}, status=422 if form.errors else 200)
