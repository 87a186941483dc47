"""Verbs on jobs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.foundation.access.actor import Actor, Kind, Refused
from niangjia.foundation.clock import now

from .ids import packed
from .kinds import known
from .models import LIVE, RETRIED, Job, State
from .queue import defer, withdraw

if TYPE_CHECKING:
    from .ids import Ids


@transaction.atomic
def start_job(actor: Actor, kind: str, ids: Ids, *, total: int | None = None) -> Job:
    """Start a job as the actor; it is queued when the caller's transaction commits, and not if that rolls back.

    Whether the actor may do it is for the caller to ask. Raises UnknownKind, NotAnId, or Refused for a visitor.
    """
    if actor.kind is Kind.VISITOR:
        raise Refused(_("Sign in to start this."))
    job = Job(
        kind=known(kind).code,
        ids=packed(ids),
        total=total,
        actor_kind=actor.kind,
        account_id=actor.account_id,
    )
    job.save(force_insert=True)
    defer(job.pk)
    return job


@transaction.atomic
def cancel_job(actor: Actor, job: Job) -> None:
    """End a job that is not over: nothing that it does from now on counts. Raises Refused."""
    _its_own(actor, job)
    ended = {"state": State.CANCELLED, "finished": now(), "not_before": None}
    if not Job.objects.filter(pk=job.pk, state__in=LIVE).update(**ended):
        raise Refused(_("This is over already."))
    withdraw(job.pk)


@transaction.atomic
def retry_job(actor: Actor, job: Job) -> None:
    """Go on with a job that failed or was cancelled, from where it was. Raises Refused."""
    _its_own(actor, job)
    anew = {"state": State.WAITING, "finished": None, "attempts": 0, "failure": "", "sentence": ""}
    if not Job.objects.filter(pk=job.pk, state__in=RETRIED).update(**anew):
        raise Refused(_("Only what failed or was cancelled can be tried again."))
    defer(job.pk)


def _its_own(actor: Actor, job: Job) -> None:
    if actor.kind is not Kind.PLATFORM and (actor.account_id is None or actor.account_id != job.account_id):
        raise Refused(_("This was started by somebody else."))
