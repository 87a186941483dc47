from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from niangjia.engines.people.loading import own_record
from niangjia.foundation.clock import today
from niangjia.foundation.jobs.models import State
from niangjia.foundation.jobs.shown import shown

from .making import KEPT, copies_of, file_of, opened, start_copy

if TYPE_CHECKING:
    from uuid import UUID

    from niangjia.foundation.access.request import Request


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def copy(request: Request) -> HttpResponse:
    """Asks for a copy of my data, and leads to those that are ready."""
    person = own_record(request)
    if request.method == "POST":
        start_copy(request.actor, person)
        return redirect("portal:copy")
    found = copies_of(request.actor)
    context = {
        "under_way": [shown(job, may_act=True) for job in found if job.state != State.DONE],
        "ready": [(job, job.created + KEPT) for job in found if job.state == State.DONE and file_of(job.pk).exists()],
        "days": KEPT.days,
    }
    return render(request, "portal/copy.html", context)


@never_cache
@require_safe
def file(request: Request, job_id: UUID) -> HttpResponse:
    """The file, for whoever it was made for."""
    content = opened(request.actor, job_id)
    name = _("my data %(day)s") % {"day": f"{today():%Y%m%d}"} + ".zip"
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
    return HttpResponse(content, content_type="application/zip", headers=headers)
