"""What becomes of persons and memberships when their union goes into another or splits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from niangjia.engines import journal
from niangjia.engines.people.persons.changing import lock_persons
from niangjia.engines.people.persons.models import Person
from niangjia.engines.people.totals.keeping import counts_of, shift
from niangjia.engines.people.unions.hooks import Merging, Splitting, on_merge, on_split
from niangjia.foundation.clock import now

from .journal_codes import TRANSFERRED
from .models import LIVING, Membership, MembershipChange, State

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date

    from niangjia.engines.people.unions.models import Union
    from niangjia.foundation.access.actor import Actor


@on_merge("people.membership.union", "people.person.home", "people.total.union")
def everybody(merging: Merging) -> int:
    """All persons of the union that is no more; memberships that ended stay as its past."""
    ids = Person.objects.filter(home=merging.gone).values_list("pk", flat=True)
    return go_along(merging.actor, list(ids), merging.gone, merging.into, merging.day)


@on_split("people.membership.union", "people.person.home", "people.total.union")
def those_named(splitting: Splitting) -> int:
    """The members named, and workers of the employers named who are no members."""
    living = Membership.objects.filter(state__in=LIVING).values("person")
    at_home = Person.objects.filter(home=splitting.origin)
    workers = at_home.filter(employments__employer__in=splitting.employers, employments__ended=None)
    ids = {
        *at_home.filter(pk__in=splitting.members).values_list("pk", flat=True),
        *workers.exclude(pk__in=living).values_list("pk", flat=True),
    }
    return go_along(splitting.actor, ids, splitting.origin, splitting.part, splitting.day)


def go_along(actor: Actor, person_ids: Collection[int], origin: Union, to: Union, day: date) -> int:
    """Let persons of one union, with their memberships, be the other's from that day on; answers how many.

    For thousands at once: a few statements and not some for each of them.
    """
    persons = [person for person in lock_persons(person_ids) if person.home_id == origin.pk]
    before = counts_of(persons)
    _transfer(actor, persons, origin, to, day)
    Person.objects.filter(pk__in=[person.pk for person in persons]).update(home=to, changed=now())
    for person in persons:
        person.home = to
    shift(before, counts_of(persons))
    return len(persons)


def _transfer(actor: Actor, persons: Collection[Person], origin: Union, to: Union, day: date) -> None:
    old = list(Membership.objects.filter(person__in=persons, union=origin, state__in=LIVING))
    new = [_successor(row, to, day) for row in old]
    for row in old:
        row.state, row.ended = State.TRANSFERRED, max(day, row.started)
    Membership.objects.bulk_update(old, ["state", "ended"], batch_size=1000)
    Membership.objects.bulk_create(new, batch_size=1000)
    changes = [
        MembershipChange(membership=row, state=row.state, day=row.ended or row.started) for row in (*old, *new)
    ]
    MembershipChange.objects.bulk_create(changes, batch_size=1000)
    journal.record_many(actor, _drafts(new, origin, to))


def _successor(row: Membership, to: Union, day: date) -> Membership:
    return Membership(
        person_id=row.person_id,
        union=to,
        state=row.state,
        origin=Membership.Origin.TRANSFER,
        number=row.number,
        joined=row.joined,
        started=max(day, row.started),
    )


def _drafts(rows: Collection[Membership], origin: Union, to: Union) -> Iterator[journal.Draft]:
    for row in rows:
        data = {"membership": row.pk, "origin": origin.pk, "target": to.pk, "day": row.started.isoformat()}
        yield journal.Draft(TRANSFERRED, journal.Subject("people.person", row.person_id), union=to.pk, data=data)
