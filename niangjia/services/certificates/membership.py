"""What the register says of a member, as the certificate tells it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from niangjia.engines.people.memberships.models import State
from niangjia.engines.people.models import Employment, Membership
from niangjia.engines.people.persons.showing import masked_documents

if TYPE_CHECKING:
    from niangjia.engines.people.models import Person

CERTIFIED = (State.ACTIVE, State.TRANSFERRING, State.RETAINED)


def membership_of(person: Person) -> Membership | None:
    """The membership that can be certified; None for who is no member, or not entered in full."""
    return Membership.objects.select_related("union").filter(person=person, state__in=CERTIFIED).first()


def facts_of(membership: Membership) -> dict[str, str]:
    """What stands on the paper, numbers masked: name, document, employer, home, since, standing."""
    person = membership.person
    job = Employment.objects.select_related("employer").filter(person=person, ended=None).order_by("-started").first()
    return {
        "name": person.name,
        "document": masked_documents([person]).get(person.pk, ""),
        "employer": str(job.employer) if job else "",
        "home": membership.union.name,
        "since": str(membership.joined or membership.started),
        "standing": str(State(membership.state).label),
    }
