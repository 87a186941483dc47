"""The list of papers, and drafting one at the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from niangjia.engines.papers.kinds.kind import UnknownPaper, all_kinds, known
from niangjia.engines.papers.loading import load
from niangjia.engines.papers.permissions import SEE, WRITE
from niangjia.engines.papers.refusals import NotPossible
from niangjia.engines.papers.returns.rolls import draft_roll
from niangjia.engines.papers.rights import own_reach
from niangjia.engines.people.permissions import EXPORT
from niangjia.foundation.access.guards import needs
from niangjia.foundation.clock import today
from niangjia.foundation.web.pieces import Item
from niangjia.foundation.web.tables import Column, Kind, page_of, sorting

from .drafting import change_draft, draft_paper
from .fitting import fitting_of
from .forms import FilterForm, PaperForm, Refusing, initial_of, own_union_field
from .issuing import enter_paper_later
from .models import Paper, State
from .reading import papers_within
from .showing import state_of

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpResponse

    from niangjia.engines.papers.kinds.kind import PaperKind
    from niangjia.foundation.access.reach import Reach
    from niangjia.foundation.access.request import Request

COLUMNS = [
    Column(gettext_lazy("What it is about"), "caption", link="address"),
    Column(gettext_lazy("Number of the paper"), "number", sort="number"),
    Column(gettext_lazy("Kind of paper"), "title"),
    Column(gettext_lazy("Union"), "union", sort="union__place"),
    Column(gettext_lazy("Date"), "dated", Kind.DAY, sort="dated"),
    Column(gettext_lazy("State"), "shown_state", Kind.STATE),
]


@needs(SEE)
@require_safe
def papers(request: Request) -> HttpResponse:
    """The papers of one's unions and of those below."""
    form = FilterForm(request.GET)
    rows = papers_within(request.actor, request.actor.reach(SEE))
    rows = _narrowed(rows, form.cleaned_data) if form.is_valid() else rows
    sort = sorting(request.GET, COLUMNS, "-drafted")
    page = page_of(request.GET, rows.order_by(sort, "-pk"))
    for paper in page.object_list:
        paper.address, paper.shown_state = f"{paper.pk}/", state_of(paper)  # type: ignore[attr-defined]
    context = {
        "page": page,
        "columns": COLUMNS,
        "sort": sort,
        "form": form,
        "may_write": request.actor.may(WRITE),
    }
    return render(request, "papers/papers.html", context)


def _narrowed(rows: QuerySet[Paper], asked: dict[str, Any]) -> QuerySet[Paper]:
    state = asked["state"]
    if state == "revoked":
        rows = rows.filter(revoked__isnull=False)
    elif state == "due":
        rows = rows.filter(keep_until__lt=today())
    elif state:
        rows = rows.filter(state=state, revoked=None)
    year = asked["year"]
    in_year = Q(dated__year=year) | Q(dated=None, drafted__year=year) if year else Q()
    kind = Q(kind=asked["kind"]) if asked["kind"] else Q()
    return rows.filter(in_year, kind, number__contains=asked["number"] or "")


@needs(WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request) -> HttpResponse:
    """Which kind; then its form."""
    key = request.GET.get("kind", "")
    if not key:
        return render(request, "papers/new.html", {"kinds": _offered()})
    kind = _free(key)
    later = "later" in request.GET
    form = PaperForm(kind, own_reach(request.actor, WRITE), request.POST if request.method == "POST" else None)
    if later:
        form.ask_later()
    if form.is_bound and form.is_valid() and (paper := _made(request, key, form)):
        messages.success(request, _("It is entered.") if later else _("The draft is kept."))
        return redirect("papers:paper", paper.pk)
    context = {"form": form, "title": kind.title, "key": key, "later": later}
    return render(request, "papers/write.html", context, status=422 if form.is_bound else 200)


def _made(request: Request, key: str, form: PaperForm) -> Paper | None:
    given = form.cleaned_data
    if "number" not in given:
        return draft_paper(request.actor, key, union=given["union"], data=form.words())
    told = {"union": given["union"], "number": given["number"], "dated": given["dated"]}
    try:
        return enter_paper_later(request.actor, key, data=form.words(), **told)
    except NotPossible as error:
        form.refuse(error)
    return None


def _offered() -> list[Item]:
    free = [Item(kind.title, url=f"?kind={kind.key}", icon="file-text") for kind in all_kinds() if kind.free]
    roll = Item(_("Roll of members"), url="roll/", text=_("from the register, with a column to sign"), icon="users")
    return [*free, roll]


class RollForm(Refusing):
    """Whose roll, under which title."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=60, initial="会员花名册")

    def __init__(self, reach: Reach, data: Any = None) -> None:
        super().__init__(data)
        self.fields["union"] = own_union_field(reach, label=gettext_lazy("Union"))
        self.order_fields(["union"])


@needs(EXPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def roll(request: Request) -> HttpResponse:
    """Drafts the roll of a union from the register."""
    reach = request.actor.reach(EXPORT) & own_reach(request.actor, WRITE)
    form = RollForm(reach, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            paper = draft_roll(request.actor, form.cleaned_data["union"], form.cleaned_data["title"])
        except NotPossible as error:
            form.refuse(error)
        else:
            messages.success(request, _("The draft is kept."))
            return redirect("papers:paper", paper.pk)
    context = {"form": form, "title": _("Roll of members")}
    return render(request, "papers/write.html", context, status=422 if form.is_bound else 200)


def _free(key: str) -> PaperKind:
    try:
        kind = known(key)
    except UnknownPaper:
        raise Http404 from None
    if not kind.free:
        raise Http404
    return kind


@needs(WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, paper_id: int) -> HttpResponse:
    """Writes a draft anew."""
    paper = load(request, Paper, paper_id, WRITE)
    if paper.state not in (State.DRAFT, State.CHECKED) or not paper.known_kind.free:
        raise Http404
    form = PaperForm(
        paper.known_kind, None, request.POST if request.method == "POST" else None, initial=initial_of(paper)
    )
    if form.is_bound and form.is_valid():
        try:
            change_draft(request.actor, paper, form.words())
        except NotPossible as error:
            form.refuse(error)
        else:
            messages.success(request, _("The draft is kept."))
            return redirect("papers:paper", paper.pk)
    context = {"form": form, "title": paper.title, "paper": paper, "fitting": fitting_of(paper)}
    return render(request, "papers/write.html", context, status=422 if form.is_bound else 200)
