"""Mending what was ended by mistake; and deaths, which end more than a membership."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.people.employers.models import Employment
from niangjia.engines.people.permissions import MOVE
from niangjia.engines.people.persons.changing import changing, store
from niangjia.engines.people.persons.checking import fit_reason, not_future
from niangjia.engines.people.persons.working import end
from niangjia.engines.people.refusals import NotPossible

from . import journal_codes as codes
from .leaving import changing_membership
from .models import LIVING, Membership, State
from .steps import ENDS, living_state, step

if TYPE_CHECKING:
    from datetime import date

    from niangjia.engines.people.persons.models import Person
    from niangjia.foundation.access.actor import Actor


@transaction.atomic
def reinstate_membership(actor: Actor, membership: Membership, *, day: date, reason: str) -> None:
    """Mend a membership that was ended or revoked by mistake: it is what it was.

    Raises Refused, NotPossible.
    """
    with changing_membership(actor, membership):
        if membership.state not in ENDS:
            raise NotPossible(_("This membership has not ended."))
        if membership.state == State.DECEASED:
            raise NotPossible(_("Take back the record of the death."))
        _reinstate(actor, membership, day, fit_reason(reason))


def _reinstate(actor: Actor, membership: Membership, day: date, reason: str) -> None:
    person = membership.person
    if Membership.objects.filter(person=person, state__in=LIVING).exists():
        raise NotPossible(_("This person is a member already."))
    if person.died:
        raise NotPossible(_("This person has died."))
    retained = _last_living_state(membership) == State.RETAINED
    state = State.RETAINED if retained else living_state(person)
    try:
        with transaction.atomic():
            step(actor, membership, state, code=codes.REINSTATED, day=day, reason=reason)
    except IntegrityError:
        raise NotPossible(_("This person is a member already.")) from None
    if person.home_id != membership.union_id:
        person.home = membership.union
        store(person, ["home"])


def _last_living_state(membership: Membership) -> str | None:
    return membership.changes.filter(state__in=LIVING).order_by("-pk").values_list("state", flat=True).first()


@transaction.atomic
def record_death(actor: Actor, person: Person, *, day: date) -> None:
    """Record that somebody died: membership and work end that day. Raises Refused, NotPossible."""
    with changing(person):
        actor.require(MOVE, at=person.home.place)
        if person.died:
            raise NotPossible(_("This death is recorded already."))
        if person.born and not_future(day) < person.born:
            raise NotPossible(_("Nobody dies before being born."))
        person.died = not_future(day)
        store(person, ["died"])
        journal.record(actor, codes.DEATH_RECORDED, person, union=person.home_id, data={"day": day.isoformat()})
        for membership in Membership.objects.filter(person=person, state__in=LIVING):
            step(actor, membership, State.DECEASED, code=codes.ENDED_BY_DEATH, day=day)
        for employment in Employment.objects.filter(person=person, ended=None):
            end(actor, employment, max(day, employment.started or day))


@transaction.atomic
def take_back_death(actor: Actor, person: Person, *, reason: str) -> None:
    """Mend a death recorded by mistake: the membership lives again; work is to be entered anew.

    Raises Refused, NotPossible.
    """
    with changing(person):
        actor.require(MOVE, at=person.home.place)
        if not person.died:
            raise NotPossible(_("No death is recorded."))
        day, given = person.died, fit_reason(reason)
        person.died = None
        store(person, ["died"])
        journal.record(actor, codes.DEATH_TAKEN_BACK, person, union=person.home_id, data={"reason": given})
        for membership in Membership.objects.filter(person=person, state=State.DECEASED):
            _reinstate(actor, membership, day, given)
