"""The register of problems."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from niangjia.engines.matters.pages.answering import attempt
from niangjia.engines.matters.passing_on import receivers
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.people.claiming.finding import with_document
from niangjia.engines.people.models import Person
from niangjia.engines.people.posts.holding import holds_at
from niangjia.foundation.access.guards import needs
from niangjia.foundation.access.scope import Scope, in_scope
from niangjia.foundation.web.tables import page_of
from niangjia.services.visits.acts import keeping
from niangjia.services.visits.forms import LaterForm, LeaderForm, MatterForm, ProblemForm, ResultForm
from niangjia.services.visits.models import Problem, Visit
from niangjia.services.visits.permissions import VISIT

from .desk import problem_item
from .loading import load_here, load_problem

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from niangjia.engines.people.models import Union
    from niangjia.foundation.access.request import Request

AT_MOST = 300  # lines of the paper
VIEWS = {"": (Problem.State.OPEN, Problem.State.SOLVED), "over": (Problem.State.STRUCK, Problem.State.PASSED)}
State = Problem.State


@needs(VISIT)
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: Request, union_id: int) -> HttpResponse:
    """The register of a union; a problem that was met without a visit is entered here."""
    union = load_here(request, union_id)
    form = ProblemForm(request.POST if request.method == "POST" else None)
    visit = _visit(request, union)

    def act(given: dict[str, Any]) -> str:
        keeping.enter_problem(request.actor, union, **given, visit=visit)
        return _("It stands in the register.")

    if request.method == "POST" and attempt(form, act, lambda said: messages.success(request, said)):
        return redirect("visits:visit", visit.pk) if visit else redirect("visits:register", union.pk)
    view = request.GET.get("view", "")
    states = VIEWS.get(view, VIEWS[""])
    rows = Problem.objects.filter(union=union, state__in=states)
    if held := view == "held":
        rows = rows.exclude(held_by="").order_by("held_by", "due", "pk")
    page = page_of(request.GET, rows if held else rows.order_by("due", "pk"))
    items = [problem_item(row) for row in page.object_list]
    context = {"union": union, "form": form, "page": page, "items": items, "view": view, "visit": visit}
    return render(request, "visits/register.html", context, status=422 if form.errors else 200)


def _visit(request: Request, union: Union) -> Visit | None:
    """The visit on which it was met, if the form names one of the union."""
    if not (given := str(request.POST.get("visit", ""))):
        return None
    try:
        return Visit.objects.filter(pk=given, union=union).first()
    except ValidationError:  # no mark of a visit
        return None


@needs(VISIT)
@require_POST
def print_register(request: Request, union_id: int) -> HttpResponse:
    """Issues the register as a paper."""
    union = load_here(request, union_id)
    rows = Problem.objects.filter(union=union, state__in=VIEWS[""]).order_by("due", "pk")[:AT_MOST]
    try:
        paper = keeping.issue_register(request.actor, union, rows)
    except NotPossible as error:
        messages.error(request, str(error))
        return redirect("visits:register", union.pk)
    if rows.count() == AT_MOST:
        messages.warning(request, _("The paper has the %(count)s that are due first.") % {"count": AT_MOST})
    return redirect("papers:paper", paper.pk)


@needs(VISIT)
@require_safe
def problem(request: Request, problem_id: UUID) -> HttpResponse:
    """A problem and what can be done with it now."""
    row = load_problem(request, problem_id)
    return _page(request, row)


def _page(request: Request, row: Problem, status: int = 200, **bound: forms.Form) -> HttpResponse:
    own = request.actor.account_id in (row.entered_by_id, row.solved_by_id)
    keeps = holds_at(request.actor, VISIT, row.union)
    context = {
        "row": row,
        "text": row.text.reveal(),
        "result": row.result.reveal() if row.result else "",
        "forms": {**(_forms(row) if keeps else {}), **bound},
        "keeps": keeps,
        "strikes": row.state == State.SOLVED and not own,
        "waits": row.state == State.SOLVED and own,
    }
    return render(request, "visits/problem.html", context, status=status)


def _forms(row: Problem) -> dict[str, forms.Form]:
    """What may be done, by its name in the address."""
    if row.state not in (State.OPEN, State.SOLVED):
        return {}
    held: dict[str, forms.Form] = {"held": LeaderForm(row.union, initial={"leader": row.held_by})}
    if row.state == State.OPEN:
        held["solved"] = ResultForm()
        held["later"] = LaterForm(auto_id="id_later_%s")
        if receivers():
            held["made"] = MatterForm(auto_id="id_made_%s")
    return held


@needs(VISIT)
@require_POST
def act(request: Request, problem_id: UUID, what: str) -> HttpResponse:
    """Does it: solved, struck, held, made (a matter)."""
    row = load_problem(request, problem_id)
    if what not in ACTS:
        raise Http404
    form, do = ACTS[what](request, row)
    if attempt(form, do, lambda said: messages.success(request, said)):
        return redirect("visits:problem", row.pk)
    return _page(request, row, 422, **{what: form})


def _solved(request: Request, row: Problem) -> Any:
    def do(given: dict[str, Any]) -> str:
        keeping.solve_problem(request.actor, row, given["result"])
        return _("Somebody else looks at it and strikes it off.")

    return ResultForm(request.POST), do


def _struck(request: Request, row: Problem) -> Any:
    def do(given: dict[str, Any]) -> str:
        good = "good" in request.POST
        keeping.strike_off(request.actor, row, good=good)
        return _("It is struck off.") if good else _("It stays in the register.")

    return forms.Form(request.POST), do


def _held(request: Request, row: Problem) -> Any:
    def do(given: dict[str, Any]) -> str:
        keeping.give_to_leader(request.actor, row, given["leader"])
        return _("It is written down.")

    return LeaderForm(row.union, request.POST), do


def _made(request: Request, row: Problem) -> Any:
    def do(given: dict[str, Any]) -> str:
        found = with_document(given["name"], given["number"])
        if found is None:
            raise NotPossible(_("The register has nobody of this name and number: enter the person first."), "number")
        with in_scope(Scope(request.actor.reach() | row.union.itself, found)):
            person = Person.objects.get(pk=found)
            matter = keeping.make_matter(request.actor, row, given["key"], person, accuses=given["accuses"])
        return _("It goes on as %(number)s.") % {"number": matter.number}

    return MatterForm(request.POST, auto_id="id_made_%s"), do


def _later(request: Request, row: Problem) -> Any:
    def do(given: dict[str, Any]) -> str:
        keeping.postpone_problem(request.actor, row, given["due"])
        return _("It is written down.")

    return LaterForm(request.POST, auto_id="id_later_%s"), do


ACTS = {"solved": _solved, "later": _later, "struck": _struck, "held": _held, "made": _made}
