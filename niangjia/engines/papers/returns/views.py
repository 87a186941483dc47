"""Returns at the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from niangjia.engines.journal.timeline import steps
from niangjia.engines.papers.life.forms import ReasonForm
from niangjia.engines.papers.loading import load
from niangjia.engines.papers.making.docx import DOCX, docx_from
from niangjia.engines.papers.permissions import REPORT, SEE
from niangjia.engines.papers.refusals import NotPossible
from niangjia.engines.people.models import Person, Union
from niangjia.engines.people.unions.models import Level
from niangjia.foundation.access.guards import needs
from niangjia.foundation.web.pieces import Item, Tone
from niangjia.foundation.web.pieces import State as Shown
from niangjia.foundation.web.tables import page_of

from . import actions
from .checking import outcomes
from .figures import Figure, figure
from .forms import BeginForm, FiguresForm, SignersForm
from .models import Cell, Return, State
from .sheets import context_of, figures_of, signers_of, workbook_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from decimal import Decimal

    from niangjia.foundation.access.request import Request

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FIGURES = "figures"  # in what is posted: the figures are with it
NAMING = (Level.BASE, Level.BRANCH, Level.GROUP)
NAMED = 200  # persons of a figure
TONES = {State.OPEN: Tone.WAIT, State.HANDED_IN: Tone.GOOD, State.REPLACED: Tone.PLAIN}


@needs(REPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def returns(request: Request) -> HttpResponse:
    """The returns of one's unions; begin one."""
    reach = request.actor.reach(REPORT)
    form = BeginForm(reach, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and (made := _begun(request, form)):
        return redirect("papers:return", made.pk)
    rows = Return.objects.filter(union__in=Union.objects.within(reach)).select_related("union").defer("signers")
    page = page_of(request.GET, rows.order_by("-last", "union__place", "layout", "-version"))
    context = {"form": form, "page": page, "items": [_item(found) for found in page.object_list]}
    return render(request, "papers/returns.html", context, status=422 if form.is_bound else 200)


def _begun(request: Request, form: BeginForm) -> Return | None:
    given = form.cleaned_data
    try:
        return actions.begin_return(request.actor, given["layout"], given["union"], given["last"])
    except NotPossible as error:
        form.refuse(error)
    return None


def _item(found: Return) -> Item:
    return Item(
        f"{found.layout_data['title']} {found.last:%Y-%m}",
        url=f"{found.pk}/",
        text=_("%(union)s · version %(version)s") % {"union": found.unit, "version": found.version},
        icon="chart-bar",
        state=_state(found),
    )


def _state(found: Return) -> Shown:
    return Shown(found.get_state_display(), TONES[State(found.state)])


@needs(SEE)
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: Request, return_id: int) -> HttpResponse:
    """The figures: to fill in while it is open, to read afterwards."""
    if request.method != "POST":
        return _page(request, load(request, Return, return_id))
    found = load(request, Return, return_id, REPORT)
    form = FiguresForm(found, request.POST)
    if not form.is_valid():
        return _page(request, found, figures=form, status=422)
    return _acted(
        request, found, lambda: actions.fill_return(request.actor, found, form.values()), _("The figures are kept.")
    )


def _page(request: Request, found: Return, *, status: int = 200, **bound: Any) -> HttpResponse:
    form = bound.get("figures") or FiguresForm(found)
    context = {
        "sheet": found,
        "state": _state(found),
        "tables": list(_tables(found, form)),
        "figures": form,
        "checks": outcomes(found),
        "signers": bound.get("signers") or SignersForm(initial=_usual_signers(request, found)),
        "told": signers_of(found),
        "reason": bound.get("reason") or ReasonForm(),
        "corrected": found.reason.reveal() if found.reason else "",
        "may_report": request.actor.may(REPORT, at=found.union.place),
        "newer": Return.objects.filter(corrects=found).first(),
        "history": steps(found),
    }
    return render(request, "papers/return.html", context, status=status)


def _usual_signers(request: Request, found: Return) -> dict[str, str]:
    """Who stood at the foot of the union's last return; whoever fills this one in has prepared it."""
    rows = Return.objects.filter(union=found.union_id, handed_in__isnull=False).order_by("-handed_in")
    last = rows.first()
    return {**(signers_of(last) if last else {}), "preparer": request.actor.name}


def _tables(found: Return, form: FiguresForm) -> Any:
    """Each table with its lines: (row, [(field, cell, what the corrected version says if that differs), …])."""
    before = figures_of(found.corrects) if found.corrects else {}
    for table in found.form.tables:
        lines = []
        for row in table.rows:
            codes = [f"{table.key}.{row.code}.{key}" for key, _title in table.columns]
            lines.append((row, [(form[code], form.cells[code], _former(form.cells[code], before)) for code in codes]))
        yield table, lines


def _former(cell: Cell, before: Mapping[str, Decimal | None]) -> Decimal | None:
    return before[cell.code] if cell.code in before and before[cell.code] != cell.value else None


def _acted(request: Request, found: Return, act: Callable[[], object], said: str) -> HttpResponse:
    try:
        act()
    except NotPossible as error:
        messages.error(request, str(error))
    else:
        messages.success(request, said)
    return redirect("papers:return", found.pk)


@needs(REPORT)
@require_POST
def prefill(request: Request, return_id: int) -> HttpResponse:
    """Keeps the figures that stand on the page, and counts the others anew."""
    found = load(request, Return, return_id, REPORT)
    form = FiguresForm(found, request.POST) if FIGURES in request.POST else None
    if form and not form.is_valid():
        return _page(request, found, figures=form, status=422)

    def act() -> None:
        if form:
            actions.fill_return(request.actor, found, form.values())
        actions.prefill_return(request.actor, found)

    return _acted(request, found, act, _("Counted anew; what you changed by hand stays."))


@needs(REPORT)
@require_POST
def hand_in(request: Request, return_id: int) -> HttpResponse:
    """Keeps the figures that stand on the page, and hands them in: what was typed is what is frozen."""
    found = load(request, Return, return_id, REPORT)
    form, figures = SignersForm(request.POST), FiguresForm(found, request.POST) if FIGURES in request.POST else None
    fits = [form.is_valid(), figures is None or figures.is_valid()]
    if all(fits):
        try:
            if figures:
                actions.fill_return(request.actor, found, figures.values())
            actions.hand_in_return(request.actor, found, form.cleaned_data)  # type: ignore[arg-type]
        except NotPossible as error:
            form.refuse(error)
        else:
            messages.success(request, _("Handed in. The figures stay as they are now."))
            return redirect("papers:return", found.pk)
    return _page(request, found, signers=form, figures=figures, status=422)


@needs(REPORT)
@require_POST
def correct(request: Request, return_id: int) -> HttpResponse:
    found = load(request, Return, return_id, REPORT)
    form = ReasonForm(request.POST)
    if form.is_valid():
        try:
            made = actions.correct_return(request.actor, found, form.cleaned_data["reason"])
        except NotPossible as error:
            form.refuse(error)
        else:
            messages.success(request, _("This is the new version; the old one holds until you hand this one in."))
            return redirect("papers:return", made.pk)
    return _page(request, found, reason=form, status=422)


@needs(REPORT)
@require_POST
def drop(request: Request, return_id: int) -> HttpResponse:
    found = load(request, Return, return_id, REPORT)
    try:
        actions.drop_return(request.actor, found)
    except NotPossible as error:
        messages.error(request, str(error))
        return redirect("papers:return", found.pk)
    messages.success(request, _("The return was thrown away."))
    return redirect("papers:returns")


@needs(SEE)
@require_safe
def explained(request: Request, return_id: int, code: str) -> HttpResponse:
    """What a figure counts, and of which unions below it is made up."""
    found = load(request, Return, return_id)
    cell = found.cells.filter(code=code).first()
    if cell is None:
        raise Http404
    row = next(row for table in found.form.tables for made, row, _key in table.cells() if made == code)
    key = found.form.codes()[code]
    known = figure(key) if key else None
    context = {
        "sheet": found,
        "cell": cell,
        "row": row,
        "figure": known,
        "own": int(cell.given or 0) - sum(count for _pk, _name, count in cell.parts),
        **_persons(found, known),
    }
    return render(request, "papers/figure.html", context)


def _persons(found: Return, known: Figure | None) -> dict[str, Any]:
    """Who makes up a figure of a base union or one below it: those in the reader's scope by name, others counted."""
    if known is None or known.listing is None or found.union.level not in NAMING:
        return {}
    listed = known.listing(found.union, found.first, found.last, NAMED)
    names = dict(Person.objects.filter(pk__in=[pk for pk, _day in listed]).values_list("pk", "name"))
    seen = [
        Item(names[pk], reverse("people:person", args=[pk]), side=f"{day:%Y-%m-%d}", icon="user")
        for pk, day in listed
        if pk in names
    ]
    cut = NAMED if len(listed) == NAMED else 0
    return {"listed": True, "persons": seen, "hidden": len(listed) - len(seen), "cut": cut}


@needs(SEE)
@require_safe
def print_page(request: Request, return_id: int) -> HttpResponse:
    found = load(request, Return, return_id)
    return render(request, "papers/print_return.html", {**context_of(found), "found": found})


@needs(SEE)
@require_safe
def word_file(request: Request, return_id: int) -> HttpResponse:
    found = load(request, Return, return_id)
    return _file(found, docx_from(context_of(found), None), DOCX, "docx")


@needs(SEE)
@require_safe
def workbook(request: Request, return_id: int) -> HttpResponse:
    found = load(request, Return, return_id)
    return _file(found, workbook_of(found), XLSX, "xlsx")


def _file(found: Return, content: bytes, kind: str, ending: str) -> HttpResponse:
    name = f"{found.form.title} {found.last:%Y-%m} {found.unit}.{ending}"
    answer = HttpResponse(content, content_type=kind, headers={"Cache-Control": "no-store"})
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return answer
