"""How somebody becomes a member."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from niangjia.engines.people.permissions import EDIT
from niangjia.engines.people.persons.changing import changing, store
from niangjia.engines.people.persons.checking import fit_note, not_future
from niangjia.engines.people.persons.registering import refuse_closed
from niangjia.engines.people.refusals import NotPossible

from .journal_codes import ENROLLED
from .models import LIVING, Membership
from .steps import living_state, note

if TYPE_CHECKING:
    from datetime import date

    from niangjia.engines.people.persons.models import Person
    from niangjia.engines.people.unions.models import Union
    from niangjia.foundation.access.actor import Actor

Origin = Membership.Origin


@transaction.atomic
def enrol(
    actor: Actor,
    person: Person,
    union: Union,
    *,
    origin: str,
    day: date,
    word: str = "",
    joined: date | None = None,
    number: str = "",
) -> Membership:
    """Make the person a member of the union from a day on; the union keeps the record from now on.

    By application, or recorded later on somebody's `word`, which must then be said; `joined` is when the person
    joined any union first. An incomplete person's membership waits and is not counted. Raises Refused, NotPossible.
    """
    actor.require(EDIT, at=union.place)
    refuse_closed(union)
    with changing(person):
        actor.require(EDIT, at=person.home.place)
        _refuse(person, origin, word)
        membership = Membership(person=person, union=union, origin=origin, number=number.strip()[:32])
        membership.state, membership.origin_note = living_state(person), fit_note(word)[:128]
        membership.started, membership.joined = not_future(day), not_future(joined or day)
        _fit_days(membership)
        begin(membership)
        note(actor, membership, code=ENROLLED, day=day, origin=origin)
    return membership


def _refuse(person: Person, origin: str, word: str) -> None:
    if person.died:
        raise NotPossible(_("This person has died."))
    if Membership.objects.filter(person=person, state__in=LIVING).exists():
        raise NotPossible(_("This person is a member already."))
    if origin not in (Origin.APPLICATION, Origin.RECORDED):
        raise NotPossible(_("Say whether the person applied or is recorded later."))
    if origin == Origin.RECORDED and not word.strip():
        raise NotPossible(_("Say on whose word the membership is recorded."))


def _fit_days(membership: Membership) -> None:
    born = membership.person.born
    if membership.joined and membership.joined > membership.started:
        raise NotPossible(_("Nobody is a member here before joining."))
    if born and membership.joined and membership.joined <= born:
        raise NotPossible(_("Nobody joins before being born."))


def begin(membership: Membership) -> None:
    """Save a new membership of a person that is being changed; its union becomes the person's home.

    Raises NotPossible if there is a living one.
    """
    person = membership.person
    moves = person.home_id != membership.union_id
    person.home = membership.union
    store(person, ["home"] if moves else [])  # a list that named the old membership is compared anew
    try:
        with transaction.atomic():
            membership.save(force_insert=True)
    except IntegrityError:  # the last net: the person's lock lets nobody else here
        raise NotPossible(_("This person is a member already.")) from None
