"""A list as it stands: columns to choose, a bar while something goes on, the preview, or what came of it."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from niangjia.engines.people.permissions import EDIT
from niangjia.engines.people.refusals import NotPossible
from niangjia.engines.people.roster.models import Roster
from niangjia.engines.people.roster.staging.checking import start_check
from niangjia.engines.people.roster.staging.loading import held
from niangjia.engines.people.roster.workbooks import rejected_workbook
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.access.guards import needs
from niangjia.foundation.jobs.actions import retry_job

from .files import workbook_answer
from .loading import load_roster, to_roster
from .preview import preview_of
from .shown import WORKING, jobs_of, progress_of, steps_of, why

if TYPE_CHECKING:
    from uuid import UUID

    from niangjia.foundation.access.request import Request

States = Roster.State


@needs(EDIT)
@never_cache
@require_safe
def roster(request: Request, roster_id: UUID) -> HttpResponse:
    """The list."""
    found = load_roster(request, roster_id)
    if found.state == States.UPLOADED:
        return redirect("people:roster_columns", found.pk)
    context = {"roster": found, "steps": steps_of(found), "why": why(found)}
    if found.state in WORKING:
        return render(request, "people/roster/working.html", {**context, "bar": progress_of(found)})
    if found.state in (States.CANCELLED, States.UNREADABLE):
        return render(request, "people/roster/over.html", context)
    return render(request, "people/roster/preview.html", {**context, **preview_of(request, found)})


@needs(EDIT)
@never_cache
@require_safe
def progress(request: Request, roster_id: UUID) -> HttpResponse:
    """The bar anew; when all is done, the way to the list."""
    found = load_roster(request, roster_id)
    if not request.htmx:
        return redirect("people:roster", found.pk)
    if found.state not in WORKING:
        return HttpResponse(headers={"HX-Redirect": reverse("people:roster", args=[found.pk])})
    return render(request, "people/roster/fragments/progress.html", {"roster": found, "bar": progress_of(found)})


@needs(EDIT)
@require_POST
def go_on(request: Request, roster_id: UUID) -> HttpResponse:
    """Goes on with what failed or was cancelled, whoever had started it."""
    found = held(request.actor, load_roster(request, roster_id))
    broken = [job for job in jobs_of(found) if job.can_be_retried] if found.state in WORKING else []
    if broken and found.state == States.CHECKING:
        start_check(request.actor, found)
    else:
        for job in broken:
            retry_job(PLATFORM, job)
    return redirect("people:roster", found.pk)


@needs(EDIT)
@never_cache
@require_safe
def rejected(request: Request, roster_id: UUID) -> HttpResponse:
    """The rejected and held rows as a workbook, to be mended and uploaded again."""
    found = load_roster(request, roster_id)
    if found.state not in (States.CHECKED, States.COMMITTED):
        return to_roster(request, found)
    try:
        content = rejected_workbook(request.actor, found)
    except NotPossible as refusal:
        return to_roster(request, found, str(refusal))
    return workbook_answer(content, _("to mend %(name)s") % {"name": PurePath(found.file_name).stem})
