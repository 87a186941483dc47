"""Scan back at the desk: hand a file in, see what became of each page, look at a page, file one by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from niangjia.engines import journal
from niangjia.engines.papers import journal_codes as codes
from niangjia.engines.papers.life.forms import Refusing, own_union_field
from niangjia.engines.papers.life.hiding import hidden_of, is_hidden, shown_to, whose_look
from niangjia.engines.papers.life.models import Paper
from niangjia.engines.papers.loading import load
from niangjia.engines.papers.permissions import SEE, WRITE
from niangjia.engines.papers.refusals import NotPossible
from niangjia.engines.people.models import Union
from niangjia.foundation.access.guards import needs
from niangjia.foundation.clock import SHANGHAI
from niangjia.foundation.jobs.models import Job
from niangjia.foundation.web.pieces import Item, State, Tone
from niangjia.foundation.web.tables import page_of

from . import store
from .actions import LARGEST, assign_page, hand_in_scan
from .models import FITTED, Result, Scan, ScanPage

if TYPE_CHECKING:
    from typing import Any

    from niangjia.foundation.access.reach import Reach
    from niangjia.foundation.access.request import Request

CALM = (*FITTED, Result.BLANK)


class ScanForm(Refusing):
    """The file, and in whose name it is handed in."""

    file = forms.FileField(
        label=gettext_lazy("File from the scanner"),
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/jpeg,image/png,image/tiff"}),
        help_text=gettext_lazy("A PDF of many papers, or a picture; grey, 150 to 300 dpi. At most 40 MB, 300 pages."),
    )

    def __init__(self, reach: Reach, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        self.fields["union"] = own_union_field(reach, label=gettext_lazy("Union"))
        self.order_fields(["union"])


class AssignForm(Refusing):
    number = forms.CharField(label=gettext_lazy("Number of the paper"), max_length=64)


@needs(WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def scans(request: Request) -> HttpResponse:
    """Hand one in; those of one's unions."""
    reach = request.actor.reach(WRITE)
    bound = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = ScanForm(reach, *bound)
    if form.is_bound and form.is_valid() and (scan := _handed_in(request, form)):
        return redirect("papers:scan", scan.pk)
    counted = {"fitted": Count("leaves", filter=Q(leaves__result__in=CALM)), "leaf_count": Count("leaves")}
    rows = Scan.objects.filter(union__in=Union.objects.within(reach)).select_related("union").annotate(**counted)
    page = page_of(request.GET, rows.order_by("-uploaded"))
    context = {"form": form, "page": page, "items": [_item(scan) for scan in page.object_list]}
    return render(request, "papers/scans.html", context, status=422 if form.is_bound else 200)


def _handed_in(request: Request, form: ScanForm) -> Scan | None:
    given = form.cleaned_data["file"]
    try:
        content = given.read(LARGEST + 1)
        return hand_in_scan(request.actor, form.cleaned_data["union"], given.name, content)
    except NotPossible as error:
        form.refuse(error)
    return None


def _item(scan: Any) -> Item:
    rest = scan.leaf_count - scan.fitted
    words = {"count": scan.leaf_count, "rest": rest}
    said = _("%(count)s pages") % words
    state = State(_("%(rest)s to look at") % words, Tone.WAIT) if rest else State(_("all filed"), Tone.GOOD)
    if scan.state != Scan.State.DONE:
        state = State(scan.get_state_display(), Tone.BAD if scan.state == Scan.State.UNREADABLE else Tone.NOW)
    when = f"{scan.uploaded.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
    return Item(when, url=f"{scan.pk}/", text=f"{scan.union} · {said}", icon="camera", state=state)


@needs(WRITE)
@require_safe
def scan(request: Request, scan_id: int) -> HttpResponse:
    """What became of each page."""
    return _scan_page(request, load(request, Scan, scan_id, WRITE))


def _scan_page(request: Request, found: Scan, wrong: AssignForm | None = None, at: int = 0) -> HttpResponse:
    pages = found.leaves.select_related("paper").order_by("position")
    hidden = hidden_of(request.actor, Paper.objects.filter(pk__in=found.leaves.values("paper")))
    leaves = list(pages.exclude(paper__in=hidden))
    for leaf in leaves:
        leaf.tone = State(leaf.get_result_display(), Tone.GOOD if leaf.result in CALM else Tone.WAIT)  # type: ignore[attr-defined]
        leaf.form = wrong if wrong and leaf.pk == at else AssignForm(auto_id=f"id_{leaf.pk}_%s")  # type: ignore[attr-defined]
    job = Job.objects.filter(pk=found.job).first() if found.job and found.state == Scan.State.WAITING else None
    counts = {"filed": sum(leaf.result in CALM for leaf in leaves), "all": len(leaves)}
    context = {"scan": found, "leaves": leaves, "job": job, "counts": counts, "rest": counts["all"] - counts["filed"]}
    return render(request, "papers/scan.html", context, status=422 if wrong else 200)


@needs(SEE)
@require_safe
def leaf(request: Request, leaf_id: int) -> HttpResponse:
    """The picture of a page; opening it is a look."""
    found = _leaf(request, leaf_id, SEE)
    paper = found.paper
    subject = paper or found.scan
    journal.look(request.actor, codes.SCAN_OPENED, subject, union=subject.union_id, shown=whose_look(paper))
    try:
        picture = store.get(store.PICTURE, found.uid)
    except FileNotFoundError:
        raise Http404 from None
    return HttpResponse(picture, content_type="image/jpeg", headers={"Cache-Control": "no-store"})


@needs(WRITE)
@require_POST
def assign(request: Request, leaf_id: int) -> HttpResponse:
    """Files a page by hand, by the number of its paper."""
    found = _leaf(request, leaf_id, WRITE)
    form = AssignForm(request.POST, auto_id=f"id_{found.pk}_%s")
    if form.is_valid():
        rows = Paper.objects.filter(union__in=Union.objects.within(request.actor.reach(WRITE)))
        papers = list(
            shown_to(request.actor, rows)
            .filter(number=form.cleaned_data["number"].strip())
            .select_related("union")[:2]
        )
        try:
            if len(papers) != 1:
                raise NotPossible(_("No paper within your reach, or more than one, has this number."), "number")
            assign_page(request.actor, found, papers[0])
        except NotPossible as error:
            form.refuse(error)
        else:
            messages.success(request, _("The page is filed."))
            return redirect("papers:scan", found.scan_id)
    return _scan_page(request, found.scan, form, found.pk)


def _leaf(request: Request, leaf_id: int, code: str) -> ScanPage:
    """The page, by whoever may see its paper; one that is not filed, by whoever may see its scan."""
    found = ScanPage.objects.select_related("scan__union", "paper__union").filter(pk=leaf_id).first()
    union = (found.paper.union if found.paper else found.scan.union) if found else None
    if found is None or union is None or union.place not in request.actor.reach():
        raise Http404
    if found.paper and is_hidden(request.actor, found.paper):
        raise Http404
    request.actor.require(code, at=union.place)
    return found
