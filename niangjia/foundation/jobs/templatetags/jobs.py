"""For pages that show a job: `{% load jobs %}{% job_progress job %}`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template

from niangjia.foundation.jobs.shown import shown

if TYPE_CHECKING:
    from django.template.context import Context

    from niangjia.foundation.jobs.models import Job
    from niangjia.foundation.web.pieces import Progress

register = template.Library()


@register.inclusion_tag("jobs/fragments/progress.html", takes_context=True)
def job_progress(context: Context, job: Job) -> dict[str, Any]:
    return {"job": job, "csrf_token": context.get("csrf_token", "")}


@register.simple_tag(takes_context=True)
def job_bar(context: Context, job: Job) -> Progress:
    """The job as a progress bar; without a token no button is offered, since it could not be pressed."""
    return shown(job, may_act=bool(context.get("csrf_token")))
