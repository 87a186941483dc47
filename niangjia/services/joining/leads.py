"""So many workers of one employer in a union of many: it could have one of its own. The employer never learns it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from niangjia.engines import journal
from niangjia.engines.people.memberships.models import COUNTED
from niangjia.engines.people.models import Coverage, Employment, Membership, Union
from niangjia.engines.people.unions.acts import STANDING
from niangjia.engines.people.unions.models import Kind, Level
from niangjia.engines.people.unions.neighbours import holding
from niangjia.engines.people.unions.reading import path
from niangjia.engines.rules import value
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.access.scope import Scope, in_scope
from niangjia.foundation.clock import now, today

from .journal_codes import LEAD, LEAD_SEEN
from .models import Lead
from .reading import in_sight, require_here

if TYPE_CHECKING:
    from niangjia.engines.people.models import Employer, Person
    from niangjia.foundation.access.actor import Actor

AGAIN = timedelta(days=365)
OF_MANY = (Kind.AREA, Kind.JOINT, Kind.NEW_FORM)


def is_of_many(union: Union) -> bool:
    """Whether the union is a town's, an area's, a trade's: of many employers' workers."""
    return union.level <= Level.TOWNSHIP or union.kind in OF_MANY


def note_lead(union: Union, person: Person) -> None:
    """After somebody has joined there: count colleagues by employer, and note a lead once there are enough."""
    if not is_of_many(union):
        return
    least = value("joining.lead_members", on=today(), unions=[one.pk for one in reversed(path(union))]).count
    with in_scope(Scope(in_sight() | union.subtree, person.pk)):
        for job in Employment.objects.filter(person=person, ended=None).select_related("employer"):
            members = 0 if _has_its_own(job.employer) else _members(union, job.employer)
            if members >= least and _is_news(union, job.employer, members, least):
                _note(union, job.employer_id, members)


def _has_its_own(employer: Employer) -> bool:
    """Whether a union of its own is there already."""
    covering = holding(Coverage.objects.filter(employer=employer, union__state__in=STANDING))
    return covering.filter(union__level=Level.BASE).exclude(union__kind__in=OF_MANY).exists()


def _members(union: Union, employer: Employer) -> int:
    """The employer's workers who are members in that very union, its branches and groups."""
    rows = Membership.objects.filter(union__in=[union.pk, *_parts(union)], state__in=COUNTED)
    at_work = rows.filter(person__employments__employer=employer, person__employments__ended=None)
    return at_work.values("person").distinct().count()


def _parts(union: Union) -> list[int]:
    """Its branches and the groups in them; not those of unions below it."""
    found: list[int] = []
    layer = [union.pk]
    while layer:
        layer = list(Union.objects.filter(parent__in=layer, level__gt=Level.BASE).values_list("pk", flat=True))
        found += layer
    return found


def _is_news(union: Union, employer: Employer, members: int, least: int) -> bool:
    """Not what was settled: unless a year is over, or as many more have come as make a lead."""
    rows = Lead.objects.filter(union=union, employer=employer, settled__gt=now() - AGAIN)
    return not rows.filter(members__gt=members - least).exists()


def _note(union: Union, employer: int, members: int) -> None:
    row, new = Lead.objects.update_or_create(
        union=union, employer_id=employer, settled=None, defaults={"members": members}
    )
    if new:
        journal.record(PLATFORM, LEAD, row, union=union.pk, data={"count": members})


@transaction.atomic
def settle_lead(actor: Actor, lead: Lead) -> None:
    """Somebody has taken it up, or seen that it leads nowhere. Raises Refused; twice does no harm."""
    require_here(actor, lead.union)
    if Lead.objects.filter(pk=lead.pk, settled=None).update(settled=now()):
        journal.record(actor, LEAD_SEEN, lead, union=lead.union_id)
