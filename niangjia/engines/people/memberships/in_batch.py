"""The same step for several members at once: each goes by its own action, who can't is named with the reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.engines.people.permissions import MOVE
from niangjia.engines.people.persons.changing import lock_persons
from niangjia.engines.people.refusals import NotPossible
from niangjia.engines.people.totals.keeping import collected
from niangjia.foundation.access.actor import Refused

from .leaving import retain_membership
from .models import LIVING, Membership
from .transferring import transfer_membership

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import date

    from niangjia.engines.people.persons.models import Person
    from niangjia.engines.people.unions.models import Union
    from niangjia.foundation.access.actor import Actor

    Step = Callable[[Membership], object]

MOST = 500  # persons


@dataclass(frozen=True)
class Outcome:
    """For whom it was done; and who stays as before, with the sentence that says why."""

    done: list[Person]
    refused: list[tuple[Person, str]]


@transaction.atomic
def transfer_in_batch(
    actor: Actor, person_ids: Collection[int], to: Union, *, day: date, reason: str = ""
) -> Outcome:
    """Move the living memberships of these persons to a union. Raises Refused, NotPossible for all of them."""
    actor.require(MOVE, at=to.place)
    return _in_batch(person_ids, lambda one: transfer_membership(actor, one, to, day=day, reason=reason))


@transaction.atomic
def retain_in_batch(actor: Actor, person_ids: Collection[int], *, day: date, reason: str) -> Outcome:
    """Retain the living memberships of these persons. Raises Refused, NotPossible for all of them."""
    actor.require(MOVE)
    return _in_batch(person_ids, lambda one: retain_membership(actor, one, day=day, reason=reason))


def _in_batch(person_ids: Collection[int], step: Step) -> Outcome:
    """Whoever is out of sight is not spoken of."""
    if len(person_ids) > MOST:
        raise NotPossible(_("At most %(count)s persons at once.") % {"count": MOST})
    outcome = Outcome([], [])
    with collected():
        persons = lock_persons(person_ids)
        rows = Membership.objects.filter(person__in=persons, state__in=LIVING).select_related("person", "union")
        living = {row.person_id: row for row in rows}
        for person in persons:
            sentence = _tried(living.get(person.pk), step)
            if sentence:
                outcome.refused.append((person, sentence))
            else:
                outcome.done.append(person)
    outcome.done.sort(key=lambda person: person.name_key)
    outcome.refused.sort(key=lambda entry: entry[0].name_key)
    return outcome


def _tried(membership: Membership | None, step: Step) -> str:
    """Why it can't be; "" if it was done."""
    if membership is None:
        return _("This person is no member.")
    try:
        with transaction.atomic():
            step(membership)
    except (NotPossible, Refused) as refusal:
        return str(refusal)
    return ""
