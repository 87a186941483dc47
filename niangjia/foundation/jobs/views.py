"""My jobs: what I started, how far it is, cancelling it and trying again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from niangjia.foundation.access.actor import Refused
from niangjia.foundation.access.guards import needs
from niangjia.foundation.access.permissions import TRY_JOB

from . import actions
from .forms import TrialForm
from .models import LIVE, Job
from .sample import start_trial as start_trial_job

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from niangjia.foundation.access.actor import Actor
    from niangjia.foundation.access.request import Request

A_PAGE = 20


@never_cache
@require_safe
def mine(request: Request) -> HttpResponse:
    """Everything that the account has started lately, the newest first."""
    page = Paginator(Job.objects.of(request.actor).order_by("-created"), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "jobs/mine.html", {"page": page})


@never_cache
@require_safe
def badge(request: Request) -> HttpResponse:
    """For the head of every desk page: how many jobs are going on; 204 if as many as `seen`."""
    live = Job.objects.of(request.actor).filter(state__in=LIVE).count()
    if request.GET.get("seen") == str(live):
        return HttpResponse(status=204)
    return render(request, "jobs/fragments/mine.html", {"live": live})


@never_cache
@require_safe
def progress(request: Request, job_id: UUID) -> HttpResponse:
    """One job: its page, or for htmx the fragment that changed."""
    job = get_object_or_404(Job.objects.of(request.actor), pk=job_id)
    return render(request, f"jobs/{'fragments/' if request.htmx else ''}progress.html", {"job": job})


@require_POST
def cancel(request: Request, job_id: UUID) -> HttpResponse:
    return _do(request, job_id, actions.cancel_job)


@require_POST
def retry(request: Request, job_id: UUID) -> HttpResponse:
    return _do(request, job_id, actions.retry_job)


def _do(request: Request, job_id: UUID, verb: Callable[[Actor, Job], None]) -> HttpResponse:
    job = get_object_or_404(Job.objects.of(request.actor), pk=job_id)
    try:
        verb(request.actor, job)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect("jobs:progress", job_id=job_id)


@needs(TRY_JOB)
@require_POST
def start_trial(request: Request) -> HttpResponse:
    """Start a trial job and show its progress."""
    form = TrialForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("A trial job has 1 to 10,000 chunks."))
        return redirect("jobs:mine")
    job = start_trial_job(request.actor, form.cleaned_data["chunks"], rest=form.cleaned_data["rest"] or 0)
    return redirect("jobs:progress", job_id=job.pk)
