"""What was written down wrong about a membership: its number, the days on which it began."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.people.persons.changing import store
from niangjia.engines.people.persons.checking import fit_reason, not_future
from niangjia.engines.people.refusals import NotPossible

from .journal_codes import CORRECTED
from .leaving import changing_membership
from .models import Membership

if TYPE_CHECKING:
    from datetime import date

    from niangjia.foundation.access.actor import Actor


@transaction.atomic
def correct_membership(
    actor: Actor, membership: Membership, *, joined: date, started: date, number: str, reason: str
) -> list[str]:
    """Set these to what they are; answers which of them changed. `started` of a transfer is the transfer's day.

    Raises Refused, NotPossible.
    """
    with changing_membership(actor, membership):
        given = {"joined": not_future(joined), "started": not_future(started), "number": number.strip()[:32]}
        changed = [name for name, value in given.items() if getattr(membership, name) != value]
        for name in changed:
            setattr(membership, name, given[name])
        _fit(membership, changed)
        said = fit_reason(reason)
        if changed:
            membership.save(update_fields=changed)
            store(membership.person, [])
            told = {"membership": membership.pk, "fields": ", ".join(changed), "reason": said}
            journal.record(actor, CORRECTED, membership.person, union=membership.union_id, data=told)
    return changed


def _fit(membership: Membership, changed: list[str]) -> None:
    born, first = membership.person.born, membership.joined
    if "started" in changed and membership.origin == Membership.Origin.TRANSFER:
        raise NotPossible(_("The member came here by a transfer, whose day stands."))
    if first and first > membership.started:
        raise NotPossible(_("Nobody is a member here before joining."))
    if first and born and first <= born:
        raise NotPossible(_("Nobody joins before being born."))
    if membership.ended and membership.ended < membership.started:
        raise NotPossible(_("It must not end before it began."))
