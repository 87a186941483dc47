"""From which state a membership may come into which; every step leaves a row that is never changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.people.persons.checking import not_future
from niangjia.engines.people.persons.models import Person
from niangjia.engines.people.refusals import NotPossible

from .models import LIVING, Membership, MembershipChange, State

if TYPE_CHECKING:
    from datetime import date

    from niangjia.foundation.access.actor import Actor

ENDS = frozenset({State.WITHDRAWN, State.DEEMED_WITHDRAWN, State.EXPELLED, State.DECEASED, State.REVOKED})
ENDED = frozenset({*ENDS, State.TRANSFERRED})
MAY_BECOME: dict[str, frozenset[State]] = {
    State.ACTIVE: ENDED | {State.INCOMPLETE, State.TRANSFERRING, State.RETAINED},
    State.INCOMPLETE: frozenset({*ENDS, State.ACTIVE, State.TRANSFERRED}) - {State.DEEMED_WITHDRAWN, State.EXPELLED},
    State.TRANSFERRING: ENDED | {State.ACTIVE},
    State.RETAINED: ENDED - {State.DEEMED_WITHDRAWN} | {State.ACTIVE, State.INCOMPLETE},
    # What was entered by mistake is mended: by reinstating, or by revoking all of it.
    State.WITHDRAWN: frozenset({*LIVING, State.REVOKED}),
    State.DEEMED_WITHDRAWN: frozenset({*LIVING, State.REVOKED}),
    State.EXPELLED: frozenset({*LIVING, State.REVOKED}),
    State.DECEASED: frozenset({*LIVING, State.REVOKED}),
    State.REVOKED: frozenset(LIVING),
    State.TRANSFERRED: frozenset(),
}


def step(
    actor: Actor, membership: Membership, state: State, *, code: str, day: date, reason: str = "", **data: object
) -> None:
    """Bring a membership, whose person is being changed, into a state on a day. Raises NotPossible."""
    if state not in MAY_BECOME[membership.state]:
        raise NotPossible(_("This membership is “%(state)s”.") % {"state": State(membership.state).label})
    if not_future(day) < membership.started:
        raise NotPossible(_("The day lies before the membership began here."))
    membership.state = state
    membership.ended = day if state in ENDED else None
    membership.save(update_fields=["state", "ended"])
    note(actor, membership, code=code, day=day, reason=reason, **data)


def note(actor: Actor, membership: Membership, *, code: str, day: date, reason: str = "", **data: object) -> None:
    """Leave the row of a step and its entry in the journal."""
    MembershipChange.objects.create(membership=membership, state=membership.state, day=day, reason=reason)
    told = {"membership": membership.pk, "day": day.isoformat(), **data}
    journal.record(actor, code, membership.person, union=membership.union_id, data=told)


def living_state(person: Person) -> State:
    """The state in which a membership of that person begins."""
    return State.INCOMPLETE if person.state == Person.State.INCOMPLETE else State.ACTIVE
