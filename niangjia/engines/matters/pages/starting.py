"""The page where members begin, the same for every service: who can, what one gets, the steps, how long; the form.

    path("", start_page("certificates.certificate", RequestForm), name="start")     # in the service's urls.py

Title, sentence, who, gets and documents stand on the service's face.
"""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from niangjia.engines.matters.bpmn.drawing import read_drawing
from niangjia.engines.matters.core.models import Matter, State
from niangjia.engines.matters.pictures.svg import picture
from niangjia.engines.matters.procedures import procedure_of
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.matters.starting import start_matter, under_way
from niangjia.engines.people.models import Person
from niangjia.foundation.faces import faces

from .drafts import drop_start_draft, start_draft

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse

    from niangjia.engines.matters.starting import StartForm
    from niangjia.foundation.access.request import Request

LATELY, FEWEST = 100, 10  # matters that are looked at; with fewer nothing is said of how long it took


def start_page(key: str, form: type[StartForm]) -> Callable[[Request], HttpResponse]:
    """The view for a procedure of a service whose face has the procedure's first word as its key."""

    @never_cache
    @require_http_methods(["GET", "HEAD", "POST"])
    def start(request: Request) -> HttpResponse:
        person, posted = _record_of(request), request.method == "POST"
        typed = form(person, request.POST if posted else None, request.FILES if posted else None) if person else None
        refused = typed.refusal() if typed else _("Your account is not linked to a record of the register.")
        if not posted:
            return _page(request, key, typed, refused)
        if typed is None or refused or not typed.is_valid():
            return _page(request, key, typed, refused, 422)
        try:
            matter = start_matter(request.actor, key, typed)
        except NotPossible as error:
            return _page(request, key, typed, str(error), 422)
        drop_start_draft(request.actor, key)
        messages.success(request, _("Your union has it. Here you see how it goes on."))
        return redirect("my:matter", matter.pk)

    return start


def _record_of(request: Request) -> Person | None:
    own = request.actor.person_id
    return Person.objects.select_related("home").filter(pk=own).first() if own else None


def _page(request: Request, key: str, form: StartForm | None, refused: str, status: int = 200) -> HttpResponse:
    face = next(face for face in faces() if face.key == key.partition(".")[0])
    there = under_way(key, form.person) if form and form.once else None
    shown = None if refused or there else form
    draft, fitted = start_draft(request.actor, key, shown if shown and shown.kept else None)
    context: dict[str, Any] = {
        "face": face,
        "form": shown,
        "draft": draft,
        "fitted": fitted,
        "refused": "" if there else refused,
        "there": there,
        "union": form.union() if form else None,
        "lately": days_lately(key),
        "picture": picture(key, read_drawing(procedure_of(key).texts())),
    }
    return render(request, "matters/start.html", context, status=status)


def days_lately(key: str) -> int | None:
    """In how many days the last ones were done, counting begun ones: their median; None while there are too few."""
    rows = Matter.objects.filter(procedure=key, state=State.DONE).order_by("-closed")[:LATELY]
    days = [(closed - opened).days + 1 for opened, closed in rows.values_list("opened", "closed") if closed]
    return round(median(days)) if len(days) >= FEWEST else None
