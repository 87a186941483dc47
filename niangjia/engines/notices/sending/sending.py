"""Sending to persons who are known one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from niangjia.engines.notices.kinds import Channel, known
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.jobs.actions import start_job

from .handing import add_messages, claim_notice
from .models import Message, Notice

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from niangjia.engines.people.models import Person, Union
    from niangjia.foundation.access.actor import Actor

DELIVER = "notices.deliver"
PERSONS = "SELECT DISTINCT unnest(%(persons)s::bigint[]) AS id"


@transaction.atomic
def send(
    actor: Actor,
    kind: str,
    persons: Person | Iterable[Person | int],
    *,
    union: Union | None,
    variables: Mapping[str, str] | None = None,
    key: str,
) -> Notice:
    """Send a message of that kind to persons, in the name of the union, when the caller's transaction commits.

    `key` names what happened ("relief.approved.17"), never a person: under the same key nobody gets it twice, on any
    channel, and the first variables count. Whether the actor may is for the caller to ask. Raises UnknownKind, and
    ValueError for variables that the kind does not have or lacks.
    """
    found, given = known(kind), dict(variables or {})
    if given.keys() != found.variables:
        raise ValueError(f"{kind}: takes {sorted(found.variables)}, given {sorted(given)}")
    notice = claim_notice(found, key, account=actor.account_id, union=union, variables=given)
    ids = sorted({one if isinstance(one, int) else one.pk for one in _listed(persons)})
    before = Message.objects.filter(notice=notice, person__in=ids, channel=Channel.APP).count()
    add_messages(notice, found, PERSONS, {"persons": ids})
    Notice.objects.filter(pk=notice.pk).update(people=F("people") + len(ids) - before)
    deliver_soon(notice)
    return notice


def _listed(persons: Person | Iterable[Person | int]) -> list[Person | int]:
    from niangjia.engines.people.models import Person

    return [persons] if isinstance(persons, Person) else list(persons)


def deliver_soon(notice: Notice) -> None:
    """Let what waits of the notice be carried out of the house once this transaction commits."""
    if Message.objects.filter(notice=notice, not_before__isnull=False).exists():
        start_job(PLATFORM, DELIVER, {"notice": notice.pk})
