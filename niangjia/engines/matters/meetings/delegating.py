"""A chair decides alone only under a recorded delegation; and what was decided so is listed for the committee."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.matters.acts.otherwise import ends_without_click
from niangjia.engines.matters.procedures import all_procedures
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.matters.rights import require_at
from niangjia.engines.people.posts.models import Post, Role
from niangjia.foundation.clock import now, today

from . import journal_codes as codes
from .bodies import body_of, body_title
from .listing import body_for
from .models import DelegatedDecision, Delegation, Meeting
from .permissions import CONFIRM

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from niangjia.engines.matters.core.models import Task
    from niangjia.engines.people.models import Union
    from niangjia.foundation.access.actor import Actor


@dataclass(frozen=True)
class Terms:
    """What a resolution says: who decides what, from when on; `meeting` is the one that resolved it, if it is
    here."""

    body: str
    procedure: str
    role: str
    resolution: str
    resolved: date
    valid_from: date
    valid_to: date | None = None
    step: str = ""
    meeting: Meeting | None = None


@transaction.atomic
def record_delegation(actor: Actor, union: Union, terms: Terms) -> Delegation:
    """Record a resolution. Raises Refused, NotPossible with the field that is wrong."""
    require_at(actor, CONFIRM, union)
    _check(terms)
    made = Delegation.objects.create(union=union, account_id=actor.account_id, **vars(terms))
    data = {"role": terms.role, "day": str(terms.valid_from)}
    journal.record(actor, codes.DELEGATED, made, union=union.pk, data=data)
    return made


def _check(terms: Terms) -> None:
    body_of(terms.body)
    if terms.procedure not in all_procedures():
        raise NotPossible(_("Choose the procedure."), "procedure")
    if terms.role not in set(Role):
        raise NotPossible(_("Choose the post."), "role")
    if not terms.resolution.strip():
        raise NotPossible(_("Write the number of the resolution: without one nobody decides alone."), "resolution")
    if not terms.resolved <= min(terms.valid_from, today()):
        raise NotPossible(_("It is resolved before it holds."), "resolved")
    if terms.valid_to and terms.valid_to < terms.valid_from:
        raise NotPossible(_("It ends before it begins."), "valid_to")


@transaction.atomic
def revoke_delegation(actor: Actor, delegation: Delegation) -> None:
    """End it now; what was decided under it stays. Raises Refused; twice does no harm."""
    require_at(actor, CONFIRM, delegation.union)
    if Delegation.objects.filter(pk=delegation.pk, revoked=None).update(revoked=now()):
        journal.record(actor, codes.DELEGATION_ENDED, delegation, union=delegation.union_id)


def living(union: Union, day: date) -> QuerySet[Delegation]:
    """What holds in a union on a day."""
    rows = Delegation.objects.filter(union=union, revoked=None, valid_from__lte=day)
    return rows.filter(Q(valid_to=None) | Q(valid_to__gte=day)).order_by("pk")


def delegation_for(actor: Actor, task: Task, body: str) -> Delegation | None:
    """The delegation by which the actor, by a post held right there in person, may decide the step alone."""
    if actor.person_id is None:
        return None
    fitting = living(task.union, today()).filter(body=body, procedure=task.procedure, step__in=("", task.key))
    held = Post.objects.living(today()).filter(union=task.union_id, person=actor.person_id)
    return fitting.filter(role__in=held.values("role")).first()


def meeting_decides(actor: Actor, task: Task, outcome: str) -> None:
    """Asked before a step is done: what a meeting decides is no click, but for a delegation. Raises NotPossible."""
    body = body_for(task)
    if not body or ends_without_click(task):
        return
    delegation = delegation_for(actor, task, body)
    if delegation is None:
        sentence = _("This is decided by a meeting (%(body)s); it stands on its list. Nobody decides it alone.")
        raise NotPossible(sentence % {"body": body_title(body)})
    DelegatedDecision.objects.create(delegation=delegation, task=task, outcome=outcome, account_id=actor.account_id)
    journal.record(actor, codes.ALONE, task.matter, union=task.union_id)


def decided_alone(union: Union, first: date, last: date) -> QuerySet[DelegatedDecision]:
    """What was decided under delegations between two days, for the committee."""
    rows = DelegatedDecision.objects.filter(
        delegation__union=union, decided__date__gte=first, decided__date__lte=last
    )
    return rows.select_related("task__matter__version", "delegation", "account").order_by("pk")
