"""Lists as their union's staff find them: outside the scope there is none, inside it the permission is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from niangjia.engines.people.permissions import EDIT
from niangjia.engines.people.refusals import NotPossible
from niangjia.engines.people.roster.models import Roster
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.jobs.actions import cancel_job
from niangjia.foundation.jobs.models import LIVE, Job

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from niangjia.engines.people.unions.models import Union
    from niangjia.foundation.access.actor import Actor
    from niangjia.foundation.jobs import Ids


def rosters_of(actor: Actor, union: Union | None = None) -> QuerySet[Roster]:
    """The lists with which the actor may go on, the newest first; of one union, or of all in the actor's reach."""
    from niangjia.engines.people.unions.models import Union as Unions

    found = Roster.objects.filter(union__in=Unions.objects.within(actor.reach(EDIT))).select_related("union")
    return (found.filter(union=union) if union else found).order_by("-made")


def find_roster(actor: Actor, roster_id: UUID) -> Roster | None:
    """The list, if it is one of a union in the actor's reach. Raises Refused inside it without the permission."""
    roster = Roster.objects.select_related("union").filter(pk=roster_id).first()
    if roster is None or roster.union.place not in actor.reach():
        return None
    actor.require(EDIT, at=roster.union.place)
    return roster


def held(actor: Actor, roster: Roster, *states: str) -> Roster:
    """The list, locked, in one of these states. Raises Refused, NotPossible."""
    roster.refresh_from_db(from_queryset=Roster.objects.select_for_update(no_key=True, of=("self",)))
    actor.require(EDIT, at=roster.union.place)
    if states and roster.state not in states:
        raise NotPossible(_("This list is “%(state)s”.") % {"state": Roster.State(roster.state).label})
    return roster


def stop_jobs(roster: Roster) -> None:
    """Cancel what goes on with a locked list; not saved. A chunk that still runs ends without effect."""
    for job in Job.objects.filter(pk__in=[UUID(job) for job in roster.jobs], state__in=LIVE):
        cancel_job(PLATFORM, job)
    roster.jobs = []


def store(roster: Roster, fields: Iterable[str]) -> None:
    roster.save(update_fields=list(fields))


def page_of_list(ids: Ids) -> str:
    """Where a job with the list leads."""
    return reverse("people:roster", args=[ids["roster"]])
