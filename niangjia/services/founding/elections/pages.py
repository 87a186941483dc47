"""The desk's pages of an election: candidates, the count, a wrong figure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.matters.rights import require_at
from niangjia.engines.people.loading import load_union
from niangjia.foundation.access.guards import needs
from niangjia.services.founding.permissions import PREPARE

from .forms import CandidatesForm, MeetingForm, OfficesForm, RenewalForm, SheetForm
from .models import Election
from .reading import Tally, tallies, voters
from .recounting import ask_recount
from .sheet import ELECTING, NAMING, BadSheet, enter_sheet, held_in, name_candidates, note_offices
from .steps import ask_for_election, begin_again, refuse_assembly, set_years

if TYPE_CHECKING:
    from django.http import HttpResponse

    from niangjia.foundation.access.actor import Actor
    from niangjia.foundation.access.request import Request

BOTH = ["GET", "HEAD", "POST"]


def load_election(request: Request, election_id: int) -> Election:
    """The election. Raises Http404 outside one's reach, Refused inside it without the permission."""
    rows = Election.objects.select_related("union__parent", "matter")
    found = rows.filter(pk=election_id).first()
    if found is None or found.union.place not in request.actor.reach():
        raise Http404
    request.actor.require(PREPARE, at=found.union.place)
    return found


def to_matter(election: Election) -> HttpResponse:
    return redirect("matters:matter", election.matter_id)


@needs(PREPARE)
@require_POST
def ask(request: Request, union_id: int) -> HttpResponse:
    """Asks for an election at the end of a term."""
    from niangjia.services.founding.setting_up.pages import shown  # the desk's page; it shows this form

    union = load_union(request, union_id, PREPARE)
    form = RenewalForm(union, request.POST)
    if not form.is_valid():
        return shown(request, union, renewal=form, status=422)
    try:
        matter = ask_for_election(request.actor, union, **form.cleaned_data)
    except NotPossible as error:
        form.add_error(error.field if error.field in form.fields else None, str(error))
        return shown(request, union, renewal=form, status=422)
    messages.success(request, _("The union above has the request."))
    return redirect("matters:matter", matter.pk)


@needs(PREPARE)
@require_POST
def again(request: Request, union_id: int) -> HttpResponse:
    """Begins the first election anew, after it was given up."""
    from niangjia.services.founding.setting_up.pages import shown  # the desk's page; it shows the button

    union = load_union(request, union_id, PREPARE)
    try:
        matter = begin_again(request.actor, union)
    except NotPossible as error:
        messages.error(request, str(error))
        return shown(request, union, status=422)
    messages.success(request, _("Begun anew: name the candidates."))
    return redirect("matters:matter", matter.pk)


@needs(PREPARE)
@require_http_methods(BOTH)
def candidates(request: Request, election_id: int) -> HttpResponse:
    """Names who stands for what."""
    election = load_election(request, election_id)
    require_at(request.actor, PREPARE, election.union)
    if request.method != "POST" and election.matter is not None and election.matter.phase != NAMING:
        return to_matter(election)
    election.members = voters(election.union)
    form = CandidatesForm(election, request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _candidates(request, election, form)
    if not form.is_valid():
        return _candidates(request, election, form, 422)
    try:
        with transaction.atomic():
            set_assembly(request.actor, election, form.cleaned_data["assembly"])
            name_candidates(request.actor, election, form.slates, no_women=form.cleaned_data.get("no_women", ""))
            if years := form.cleaned_data.get("years"):
                set_years(election, years)
    except NotPossible as error:
        form.add_error(error.field if error.field in form.fields else None, str(error))
        return _candidates(request, election, form, 422)
    messages.success(request, _("Kept, in the order of strokes. Hand them in on this page."))
    return to_matter(election)


def set_assembly(actor: Actor, election: Election, assembly: str) -> None:
    """Who elects, and how many members there are now. Raises Refused, NotPossible."""
    held_in(actor, election, NAMING)
    refuse_assembly(election.union, assembly, election.members)
    election.assembly = assembly
    election.save(update_fields=["assembly", "members"])


def _candidates(request: Request, election: Election, form: forms.Form, status: int = 200) -> HttpResponse:
    context = {"election": election, "form": form}
    return render(request, "founding/candidates.html", context, status=status)


def _first(election: Election, found: list[Tally]) -> dict[str, int]:
    """What the first sheet says holds for the others of the meeting as well."""
    sheets = [one.sheet for tally in found for one in tally.rounds]
    if sheets:
        return {"due": sheets[-1].due, "present": sheets[-1].present}
    return {"due": election.members} if election.assembly == Election.Assembly.MEMBERS else {}


def _sheets(election: Election, found: list[Tally], data: Any = None, asked: str = "") -> list[dict[str, Any]]:
    """The next ballot of each body, and each that was counted, as forms; the sent one with what was typed."""
    made = []
    for tally in found:
        for at in range(1, len(tally.rounds) + 2):
            there = tally.rounds[at - 1] if at <= len(tally.rounds) else None
            standing = there.candidates if there else tally.standing
            if not standing:
                continue
            key = f"{tally.ballot.body}-{at}"
            form = SheetForm(
                standing, data if asked == key else None, sheet=there.sheet if there else None,
                auto_id=f"id_{key}_%s", initial=None if there else _first(election, found),
            )  # fmt: skip
            ids = f"id_{key}_%s"
            meeting = MeetingForm(data if asked == key else None, auto_id=ids, initial={"day": election.day})
            seats = there.sheet.seats if there else tally.open
            one = {"key": key, "tally": tally, "round": at, "there": there, "form": form, "meeting": meeting}
            made.append({**one, "seats": seats})
    return made


@needs(PREPARE)
@require_http_methods(BOTH)
def count(request: Request, election_id: int) -> HttpResponse:
    """Enters the count of one ballot, or who is chair of what."""
    election = load_election(request, election_id)
    require_at(request.actor, PREPARE, election.union)
    if election.matter is None:
        raise Http404
    if request.method != "POST":
        return _count(request, election) if election.matter.phase == ELECTING else to_matter(election)
    return _offices(request, election) if "offices" in request.POST else _entered(request, election)


def _count(request: Request, election: Election, status: int = 200, **bound: Any) -> HttpResponse:
    found = tallies(election)
    finished = all(tally.rounds for tally in found) and bool(found)
    context = {
        "election": election,
        "sheets": _sheets(election, found),
        "offices": OfficesForm(election, found) if finished else None,
        **bound,
    }
    return render(request, "founding/count.html", context, status=status)


def _entered(request: Request, election: Election) -> HttpResponse:
    found, asked = tallies(election), request.POST.get("sheet", "")
    sheets = _sheets(election, found, request.POST, asked)
    one = next((sheet for sheet in sheets if sheet["key"] == asked), None)
    if one is None:
        if election.matter is not None and election.matter.phase != ELECTING:
            return to_matter(election)  # nothing was typed that could be lost
        raise Http404
    form, meeting = one["form"], one["meeting"]
    if not (form.is_valid() & meeting.is_valid()):
        return _count(request, election, 422, sheets=sheets)
    try:
        day = meeting.cleaned_data["day"]
        enter_sheet(request.actor, one["tally"].ballot, form.counted(), day=day, round_=one["round"])
    except BadSheet as error:
        form.mark(error.problems)
    except NotPossible as error:
        where = meeting if error.field in meeting.fields else form
        where.add_error(error.field if error.field in where.fields else None, str(error))
    if form.errors or meeting.errors:
        return _count(request, election, 422, sheets=sheets)
    messages.success(request, _("Kept."))
    return redirect("founding:count", election.pk)


def _offices(request: Request, election: Election) -> HttpResponse:
    form = OfficesForm(election, tallies(election), request.POST)
    if form.is_valid():
        try:
            left_open = form.cleaned_data.get("left_open", False)
            note_offices(request.actor, election, form.offices(), left_open=left_open)
        except NotPossible as error:
            form.add_error(error.field if error.field in form.fields else None, str(error))
    if form.errors:
        return _count(request, election, 422, offices=form)
    messages.success(request, _("Kept. Report the result on this page."))
    return to_matter(election)


class ReasonForm(forms.Form):
    """Why the figure was wrong."""

    reason = forms.CharField(
        label=gettext_lazy("Why?"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("For whoever approves it; kept sealed."),
    )  # fmt: skip


@needs(PREPARE)
@require_http_methods(BOTH)
def recount(request: Request, election_id: int) -> HttpResponse:
    """Asks that figures which were approved be corrected."""
    election = load_election(request, election_id)
    if election.approved is None:
        return to_matter(election)
    found, data = tallies(election), request.POST if request.method == "POST" else None
    sheets = [
        (one.sheet, SheetForm(one.candidates, data, sheet=one.sheet, prefix=f"s{one.sheet.pk}"), tally)
        for tally in found
        for one in tally.rounds
    ]
    offices, why = OfficesForm(election, _all_electable(found), data, prefix="o"), ReasonForm(data)
    context = {"election": election, "sheets": sheets, "offices": offices, "why": why}
    if data is None:
        return render(request, "founding/recount.html", context)
    valid = all([form.is_valid() for _sheet, form, _tally in sheets] + [offices.is_valid(), why.is_valid()])
    if valid and _asked(request, election, sheets, offices, why):
        messages.success(request, _("The correction waits for approval."))
        return to_matter(election)
    return render(request, "founding/recount.html", context, status=422)


def _all_electable(found: list[Tally]) -> list[Tally]:
    """Whoever stood may be chair after a correction: the list offers all of a body."""
    return [_Open(tally.ballot, tally.candidates, tally.rounds) for tally in found]


class _Open(Tally):
    """A tally of which everybody may be chosen."""

    @property
    def elected(self) -> list[Any]:
        return list(self.candidates)

    @property
    def open(self) -> int:
        return 0  # of what was approved no seat is left for later now


def _asked(request: Request, election: Election, sheets: Any, offices: OfficesForm, why: ReasonForm) -> bool:
    changed = {sheet: form.counted() for sheet, form, _tally in sheets if form.has_changed()}
    try:
        ask_recount(request.actor, election, changed, offices.offices(), why.cleaned_data["reason"])
    except BadSheet as error:
        form = next(form for sheet, form, _tally in sheets if sheet.pk == error.sheet)
        form.mark(error.problems)
        return False
    except NotPossible as error:
        where = offices if error.field in offices.fields else why
        where.add_error(error.field if error.field in where.fields else None, str(error))
        return False
    return True
