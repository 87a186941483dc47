"""The desk's page: what is under way at my unions and below them, elections, certificates; and where one begins."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from niangjia.engines.matters.core.models import LIVING, Matter, Task
from niangjia.engines.matters.core.models import State as MatterState
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.matters.rights import own_places, within
from niangjia.engines.matters.titles import phase_title, step_title
from niangjia.engines.people.loading import load_union
from niangjia.engines.people.models import Employer, Person, Union
from niangjia.engines.people.posts.holding import holds_at
from niangjia.engines.people.unions.acts import STANDING
from niangjia.engines.people.unions.models import Level
from niangjia.engines.people.unions.models import State as UnionState
from niangjia.foundation.access.guards import needs
from niangjia.foundation.clock import now
from niangjia.foundation.web.pieces import Item, State, Tone
from niangjia.services.founding.elections.forms import RenewalForm
from niangjia.services.founding.elections.models import Election
from niangjia.services.founding.elections.steps import given_up, under_way
from niangjia.services.founding.permissions import PREPARE

from .certifying import apply_anew, in_force
from .forms import RequestForm
from .models import Founding
from .requesting import ask_for_union

if TYPE_CHECKING:
    from django.http import HttpResponse

    from niangjia.foundation.access.request import Request

SHOWN = 60


def unions_of(request: Request) -> list[Union]:
    """Where the actor prepares foundings and elections, by posts right there."""
    places = [place for place, codes in own_places(request.actor).items() if PREPARE in codes]
    return list(Union.objects.filter(place__in=places).order_by("place"))


@needs(PREPARE)
@require_safe
def desk(request: Request) -> HttpResponse:
    """At my union, or at another of mine."""
    unions = unions_of(request)
    asked = request.GET.get("union", "")
    union = next((one for one in unions if str(one.pk) == asked), unions[0] if unions else None)
    return shown(request, union)


def elects_anew(union: Union) -> bool:
    """Whether an election at the end of a term can be asked for: of a union above it, by one at work."""
    return union.state == UnionState.ACTIVE and union.parent_id is not None and union.level <= Level.BASE


def shown(request: Request, union: Union | None, *, status: int = 200, **bound: Any) -> HttpResponse:
    """The page of a union, with a form that was typed into in place of a fresh one."""
    if union is None:
        return render(request, "founding/desk.html", {"union": None})
    leads, again = union.level < Level.BASE, given_up(union) is not None and union.state in STANDING
    context = {
        "union": union,
        "unions": unions_of(request),
        "waiting": _waiting(union),
        "below": _below(request, union) if leads else [],
        "leads": leads,
        "election": under_way(union),
        "certificate": in_force(union),
        "again": again,
        "renewal": None if again or not elects_anew(union) else RenewalForm(union),
        **bound,
    }
    return render(request, "founding/desk.html", context, status=status)


def _waiting(union: Union) -> list[Item]:
    """Steps of this service that wait at the union; two queries."""
    rows = Task.objects.filter(union=union, state__in=LIVING, procedure__startswith="founding.", for_applicant=False)
    tasks = list(rows.select_related("matter__union", "matter__version").order_by("due", "pk")[:SHOWN])
    named = {
        row.matter_id: row.name for row in Founding.objects.filter(matter__in=[task.matter_id for task in tasks])
    }
    return [_item(task, named.get(task.matter_id, "")) for task in tasks]


def _item(task: Task, name: str) -> Item:
    late = task.is_late(now())
    return Item(
        name or task.matter.union.name,
        url=reverse("matters:matter", args=[task.matter_id]),
        text=step_title(task.matter, task.key),
        icon="building",
        state=State(_("overdue"), Tone.BAD) if late else None,
    )


def _below(request: Request, union: Union) -> list[Item]:
    """What is under way below, the newest first; three queries."""
    reach = request.actor.reach(PREPARE)
    mine = {"union__place__gte": union.place, "union__place__lt": union.place_end}
    rows = Matter.objects.filter(within(reach), procedure__startswith="founding.", state=MatterState.OPEN, **mine)
    matters = list(rows.defer("engine").select_related("union").order_by("-pk")[:SHOWN])
    ids = [one.pk for one in matters]
    named = {row.matter_id: row.name for row in Founding.objects.filter(matter__in=ids)}
    terms = {row.matter_id: row.get_occasion_display() for row in Election.objects.filter(matter__in=ids)}
    return [
        Item(
            named.get(one.pk) or one.union.name,
            url=reverse("matters:matter", args=[one.pk]),
            text=" · ".join(part for part in (str(terms.get(one.pk, "")), date_format(one.opened)) if part),
            icon="building",
            state=State(phase_title(one), Tone.PLAIN),
        )
        for one in matters
    ]


@needs(PREPARE)
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: Request) -> HttpResponse:
    """Staff ask for a union: of an employer of the register (`?employer=`), or of one that they name."""
    person = Person.objects.select_related("home").filter(pk=request.actor.person_id or 0).first()
    if person is None:
        return render(request, "founding/begin.html", {"form": None})
    employer = Employer.objects.filter(pk=_number(request.GET.get("employer", ""))).first()
    form = RequestForm(person, request.POST if request.method == "POST" else None)
    if employer:
        form.initial = {"name": employer.name, "uscc": employer.uscc or "", "scope": Founding.Scope.EMPLOYER}
    if request.method != "POST":
        return render(request, "founding/begin.html", {"form": form})
    if form.is_valid():
        try:
            matter = ask_for_union(request.actor, person, form.union(), form.cleaned_data, employer=employer)
        except NotPossible as error:
            form.add_error(error.field if error.field in form.fields else None, str(error))
        else:
            messages.success(request, _("The request is made. A colleague of the union above answers it."))
            return (
                redirect("matters:matter", matter.pk)
                if holds_at(request.actor, PREPARE, matter.union)
                else redirect("my:matter", matter.pk)
            )
    return render(request, "founding/begin.html", {"form": form}, status=422)


@needs(PREPARE)
@require_POST
def apply(request: Request, union_id: int) -> HttpResponse:
    """Begins the application to be a legal person, of a union that has no certificate."""
    union = load_union(request, union_id, PREPARE)
    try:
        matter = apply_anew(request.actor, union)
    except NotPossible as error:
        messages.error(request, str(error))
        return redirect("founding:own", union.pk)
    return redirect("matters:matter", matter.pk)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
