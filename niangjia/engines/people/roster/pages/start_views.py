"""Where lists begin: upload, template, and all lists of one's unions with where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from niangjia.engines.people.permissions import EDIT
from niangjia.engines.people.refusals import NotPossible
from niangjia.engines.people.registry.asking import asks
from niangjia.engines.people.roster.models import Roster
from niangjia.engines.people.roster.staging.loading import rosters_of
from niangjia.engines.people.roster.staging.uploading import start_upload
from niangjia.engines.people.roster.workbooks import find_layout
from niangjia.engines.people.roster.workbooks import template as write_template
from niangjia.foundation.access.guards import needs

from .files import workbook_answer
from .forms import TemplateForm, UploadForm
from .shown import item_of, why

if TYPE_CHECKING:
    from django.http import HttpResponse

    from niangjia.foundation.access.request import Request

A_PAGE = 20
Purpose = Roster.Purpose


@needs(EDIT)
@never_cache
@require_safe
def rosters(request: Request) -> HttpResponse:
    """Upload, template, and the lists with which one may go on."""
    form = UploadForm(reach=request.actor.reach(EDIT))
    return _page(request, form, TemplateForm(reach=request.actor.reach(EDIT)))


def _page(request: Request, form: UploadForm, templates: TemplateForm) -> HttpResponse:
    found = rosters_of(request.actor).exclude(state=Roster.State.CANCELLED).select_related("union", "account")
    mine = request.GET.get("whose") == "mine"
    if mine:
        found = found.filter(account=request.actor.account_id)
    page = Paginator(found.defer("book"), A_PAGE).get_page(request.GET.get("page"))
    items = [item_of(roster) for roster in page.object_list]
    context = {"form": form, "templates": templates, "page": page, "items": items, "mine": mine}
    wrong = form.errors or templates.errors
    return render(request, "people/roster/start.html", context, status=422 if wrong else 200)


@needs(EDIT)
@never_cache
@asks
def upload(request: Request) -> HttpResponse:
    """Takes a file in and leads to its columns."""
    if request.method != "POST":
        return redirect("people:rosters")
    form = UploadForm(request.POST, request.FILES, reach=request.actor.reach(EDIT))
    if form.is_valid() and (roster := _taken(request, form, Purpose.MEMBERS)):
        return redirect("people:roster", roster.pk)
    return _page(request, form, TemplateForm(reach=request.actor.reach(EDIT)))


def _taken(request: Request, form: UploadForm, purpose: str) -> Roster | None:
    """The uploaded list; of one that can't be read nothing is kept, and why is said at the field."""
    given = form.cleaned_data
    try:
        with transaction.atomic():
            roster = start_upload(
                request.actor, given["union"], given["file"], given["file"].name, purpose=purpose,
                layout=given["layout"],
            )  # fmt: skip
            if roster.state == Roster.State.UNREADABLE:
                raise NotPossible(why(roster))
    except NotPossible as refusal:
        form.add_error("file", str(refusal))
        return None
    return roster


@needs(EDIT)
@never_cache
@asks
def employer(request: Request) -> HttpResponse:
    """Takes in a list of the employer, which is only compared with the register."""
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = UploadForm(*posted, reach=request.actor.reach(EDIT))
    del form.fields["layout"]
    if form.is_valid():
        form.cleaned_data["layout"] = ""
        if roster := _taken(request, form, Purpose.EMPLOYER):
            return redirect("people:roster", roster.pk)
    return render(request, "people/roster/employer.html", {"form": form}, status=422 if form.errors else 200)


@needs(EDIT)
@never_cache
@require_safe
def template(request: Request) -> HttpResponse:
    """An empty workbook for a union in a layout."""
    form = TemplateForm(request.GET, reach=request.actor.reach(EDIT))
    if not form.is_valid():
        return _page(request, UploadForm(reach=request.actor.reach(EDIT)), form)
    union, layout = form.cleaned_data["union"], form.cleaned_data["layout"]
    content = write_template(request.actor, union, find_layout(layout))
    return workbook_answer(content, _("template %(union)s") % {"union": union.name})
