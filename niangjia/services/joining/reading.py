"""What is read of persons, memberships and requests, each in a scope no wider than it must be."""

from __future__ import annotations

from calendar import monthrange
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Max
from django.utils.translation import gettext as _

from niangjia.engines.matters.acts.opening import handling_union
from niangjia.engines.matters.acts.otherwise import day_of_ending
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.people.claiming.finding import with_document
from niangjia.engines.people.codes import Sex
from niangjia.engines.people.memberships.models import LIVING
from niangjia.engines.people.models import Membership, MembershipChange, Person
from niangjia.engines.people.persons.identifying import document_mark
from niangjia.engines.people.persons.models import PersonIdentifier
from niangjia.engines.people.posts.holding import holds_at
from niangjia.engines.people.unions.reading import path
from niangjia.engines.rules import value
from niangjia.foundation.access.actor import Refused
from niangjia.foundation.access.reach import NOWHERE
from niangjia.foundation.access.scope import NoScope, Scope, current_scope, in_scope
from niangjia.foundation.clock import today
from niangjia.foundation.secrets.house import vault

from .models import Application
from .permissions import DECIDE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from niangjia.engines.matters.models import Matter
    from niangjia.engines.people.models import Union
    from niangjia.foundation.access.actor import Actor
    from niangjia.foundation.access.reach import Reach

__all__ = ["handling_union", "with_document"]


def in_sight() -> Reach:
    """What is in sight here; nowhere without a scope."""
    try:
        return current_scope().reach
    except NoScope:
        return NOWHERE


@contextmanager
def with_person(person_id: int, *unions: Union) -> Iterator[Person]:
    """The person's record, and with what is in sight already that and these unions."""
    reach = in_sight()
    for union in unions:
        reach = reach | union.itself
    with in_scope(Scope(reach, person_id)):
        yield Person.objects.select_related("home").get(pk=person_id)


def living_membership(person: Person) -> Membership | None:
    """The one that the person has, in force, incomplete, on its way or retained."""
    return Membership.objects.select_related("union").filter(person=person, state__in=LIVING).first()


def application_of(matter: Matter) -> Application:
    """The request that a matter of ours is about. Raises NotPossible where it was erased with the person."""
    found = left_of(matter)
    if found is None:
        raise NotPossible(_("The record was erased meanwhile."))
    return found


def left_of(matter: Matter) -> Application | None:
    """The same; None where it was erased with the person: then nothing is left to be done but to end the matter."""
    rows = Application.objects.select_related("union", "origin", "matter__union")
    return rows.filter(matter=matter.pk).first()


def day_counted(matter: Matter, person: Person) -> date:
    """From when in the register what is decided now: the day of the meeting or of the paper, else today.

    Never before the last step that the register has of the person: no history runs backwards.
    """
    last = MembershipChange.objects.filter(membership__person=person).aggregate(day=Max("day"))["day"]
    day = day_of_ending(matter.pk)
    return max(day, last) if last else day


def require_here(actor: Actor, union: Union) -> None:
    """Raises Refused for who has no post with the right in that very union: the level above looks on."""
    if not holds_at(actor, DECIDE, union):
        raise Refused(_("This is done by who has a post in that very union."))


def holder_of(kind: str, number: str) -> int | None:
    """Whose document it is; for a scope that has everybody."""
    mark = document_mark(kind)
    digests = [digest for _key, digest in vault().digests(mark, number)]
    rows = PersonIdentifier.objects.filter(kind=mark, digest__in=digests)
    return rows.values_list("person", flat=True).first()


def lacks_of(person: Person) -> set[str]:
    """Of sex and birthday what an incomplete record lacks: no document tells it, so the person has to say it."""
    if person.state != Person.State.INCOMPLETE:
        return set()
    return {name for name, known in (("sex", person.sex != Sex.UNKNOWN), ("born", person.born)) if not known}


def least_age(union: Union) -> int:
    """From which age one can join there."""
    return value("joining.least_age", on=today(), unions=[one.pk for one in reversed(path(union))]).count


def too_young(born: date | None, union: Union) -> bool:
    """Whether somebody born then can't join yet."""
    return born is not None and is_under(born, least_age(union))


def is_under(born: date, years: int, on: date | None = None) -> bool:
    """Whether somebody born then has not lived so many years yet, today or on that day."""
    day = on or today()
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day)) < years


def months_on(day: date, count: int) -> date:
    """The day so many months later; the last of the month where it has no such day."""
    total = day.year * 12 + day.month - 1 + count
    year, month = total // 12, total % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
