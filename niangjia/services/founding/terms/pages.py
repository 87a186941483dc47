"""The desk's pages: the list of terms, one union's own, the request to delay an election, leads to new unions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.matters.rights import require_at
from niangjia.engines.people import refusals
from niangjia.engines.people.loading import load_union
from niangjia.engines.people.models import Employer, Union
from niangjia.engines.people.permissions import SEE_UNIONS
from niangjia.engines.people.posts.holding import holds_at
from niangjia.engines.people.unions.asking import number_asked
from niangjia.engines.people.unions.models import Level
from niangjia.foundation.access.guards import needs
from niangjia.foundation.clock import today
from niangjia.foundation.web.tables import Column, Kind, page_of
from niangjia.services.founding.permissions import APPROVE, PREPARE
from niangjia.services.founding.setting_up.certifying import applies

from .acting import issue_reminder, note_party_branch
from .asking import COLUMNS, asked
from .delaying import ask_delay, refuse_delay_of
from .exporting import export_terms
from .forms import DelayForm, PartyForm
from .leads import leads_of, settle_lead
from .models import TermWarning
from .own import own_of
from .reading import What, totals_by_county

if TYPE_CHECKING:
    from niangjia.foundation.access.reach import Reach
    from niangjia.foundation.access.request import Request

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TOTALS = [
    Column(gettext_lazy("County"), "name"),
    *(Column(what.label, f"counts.{what.value}", Kind.NUMBER) for what in What),
    Column(gettext_lazy("overdue"), "counts.overdue", Kind.NUMBER),
]


def _looked_at(request: Request) -> tuple[Union | None, Reach]:
    """The union that is asked for with all below it, or everything that the actor looks after."""
    number = number_asked(request.GET, "at")
    union = load_union(request, number, SEE_UNIONS) if number is not None else None
    return union, union.subtree if union else request.actor.reach(SEE_UNIONS)


@needs(SEE_UNIONS)
@require_safe
def terms(request: Request) -> HttpResponse:
    """What runs out and what is missing, of all unions of the actor, or of one and below it (`?at=`)."""
    union, reach = _looked_at(request)
    found = asked(request.GET, reach)
    totals = totals_by_county(found.every)
    context = {
        "union": union,
        "form": found.form,
        "sort": found.sort,
        "page": page_of(request.GET, found.rows),
        "columns": COLUMNS,
        "totals": page_of({}, totals, max(len(totals), 1)) if len(totals) > 1 else None,
        "total_columns": TOTALS,
        "overdue": sum(1 for row in found.every if row.left is not None and row.left < 0),
        "leads_at": _leads_at(request),
    }
    return render(request, "founding/terms/list.html", context)


def _leads_at(request: Request) -> Union | None:
    """The first union above base unions where the actor has a post by which leads are shown."""
    places = [start for grant in request.actor.grants if APPROVE in grant.codes for start, _end in grant.reach.ranges]
    return Union.objects.filter(place__in=places, level__lt=Level.BASE).order_by("place").first() if places else None


@needs(SEE_UNIONS)
@require_POST
def export(request: Request) -> HttpResponse:
    """What the address asks for, as a workbook."""
    union, reach = _looked_at(request)
    about = union or Union.objects.within(reach).order_by("place").first()
    if about is None:
        raise Http404
    content = export_terms(request.actor, about, asked(request.GET, reach).rows)
    answer = HttpResponse(content, content_type=XLSX, headers={"Cache-Control": "no-store"})
    name = _("Terms and certificates %(day)s") % {"day": f"{today():%Y%m%d}"}
    answer["Content-Disposition"] = content_disposition_header(True, f"{name}.xlsx") or "attachment"
    return answer


@needs(SEE_UNIONS)
@require_safe
def own(request: Request, union_id: int) -> HttpResponse:
    """One union: what runs out, what it was told, what was asked, what can be begun."""
    return _own(request, load_union(request, union_id, SEE_UNIONS))


def _own(request: Request, union: Union, *, status: int = 200, party: PartyForm | None = None) -> HttpResponse:
    prepares = holds_at(request.actor, PREPARE, union)
    reminds = holds_at(request.actor, APPROVE, union.parent or union)
    context: dict[str, Any] = {
        "union": union,
        "prepares": prepares,
        "reminds": reminds,
        "applies": prepares and applies(union),
        "party": party,
        **own_of(union, note=prepares or reminds),
    }
    if party is None and context["prepares"]:
        context["party"] = PartyForm(initial=context["party_initial"])
    return render(request, "founding/terms/own.html", context, status=status)


@needs(APPROVE)
@require_POST
def remind(request: Request, warning_id: int) -> HttpResponse:
    """Issues the letter of reminder and leads to where it is printed."""
    warning = TermWarning.objects.select_related("union").filter(pk=warning_id).first()
    if warning is None:
        raise Http404
    load_union(request, warning.union_id, APPROVE)
    try:
        paper = issue_reminder(request.actor, warning)
    except NotPossible as error:
        messages.error(request, str(error))
        return redirect("founding:own", warning.union_id)
    return redirect("papers:paper", paper.pk)


@needs(PREPARE)
@require_POST
def party(request: Request, union_id: int) -> HttpResponse:
    """Keeps the Party branch in the unit and the joint check."""
    union = load_union(request, union_id, PREPARE)
    require_at(request.actor, PREPARE, union)
    form = PartyForm(request.POST)
    if not form.is_valid():
        return _own(request, union, status=422, party=form)
    try:
        note_party_branch(request.actor, union, form.cleaned_data)
    except NotPossible as error:
        form.add_error(error.field or None, str(error))
        return _own(request, union, status=422, party=form)
    messages.success(request, _("Kept."))
    return redirect("founding:own", union.pk)


@needs(PREPARE)
@require_http_methods(["GET", "HEAD", "POST"])
def delay(request: Request, union_id: int) -> HttpResponse:
    """The request to put an election off is prepared."""
    union = load_union(request, union_id, PREPARE)
    require_at(request.actor, PREPARE, union)
    form = DelayForm(union, request.POST if request.method == "POST" else None)
    refusal = ""
    try:
        refuse_delay_of(union)
        if form.is_valid():
            matter = ask_delay(request.actor, union, form.cleaned_data["months"], form.cleaned_data["reason"])
            messages.success(request, _("Prepared. The chair signs it next."))
            return redirect("matters:matter", matter.pk)
    except (NotPossible, refusals.NotPossible) as error:
        refusal = str(error)
    context = {"union": union, "form": form, "refusal": refusal}
    return render(request, "founding/terms/delay.html", context, status=422 if form.is_bound else 200)


def load_upper(request: Request, union_id: int) -> Union:
    """A union above base unions. Raises Http404, Refused."""
    union = load_union(request, union_id, APPROVE)
    require_at(request.actor, APPROVE, union)
    if union.level >= Level.BASE:
        raise Http404
    return union


@needs(APPROVE)
@require_safe
def leads(request: Request, union_id: int) -> HttpResponse:
    """Employers without a union."""
    union = load_upper(request, union_id)
    return render(request, "founding/terms/leads.html", {"union": union, "leads": leads_of(union)})


@needs(APPROVE)
@require_POST
def lead(request: Request, union_id: int, employer_id: int) -> HttpResponse:
    """Settles one."""
    union = load_upper(request, union_id)
    employer = Employer.objects.filter(pk=employer_id).first()
    if employer is None:
        raise Http404
    settle_lead(request.actor, union, employer)
    return redirect("founding:leads", union.pk)
