"""Erasing what is personal of somebody whom nothing binds any more. The journal holds nothing personal, and stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.people.memberships.models import LIVING, Membership
from niangjia.engines.people.permissions import ERASE
from niangjia.engines.people.posts.models import Post
from niangjia.engines.people.refusals import NotPossible
from niangjia.foundation.clock import today

from . import own_moves  # noqa: F401 - says what is deleted
from .changing import changing, store
from .checking import fit_reason
from .journal_codes import ERASED
from .models import Person
from .moving import forget_unlinked, hold_before_persons, relations

if TYPE_CHECKING:
    from niangjia.foundation.access.actor import Actor

KEPT = frozenset({"id", "home", "merged_into", "created", "changed"})


@transaction.atomic
def erase_person(actor: Actor, person: Person, *, reason: str) -> None:
    """Leave a record without anything personal; with it those that were merged into it.

    Memberships that ended stay as dates without a name or a reason. Raises Refused, NotPossible while a membership or
    a post lives.
    """
    formers = Person.objects.filter(merged_into=person)
    hold_before_persons([person.pk, *formers.values_list("pk", flat=True)])
    with changing(person):
        actor.require(ERASE, at=person.home.place)
        given = fit_reason(reason)
        _refuse_bound(person)
        for former in formers:
            _erase(former)
        _erase(person)
        journal.record(actor, ERASED, person, union=person.home_id, data={"reason": given})


def _refuse_bound(person: Person) -> None:
    if Membership.objects.filter(person=person, state__in=LIVING).exists():
        raise NotPossible(_("This person is a member: end the membership first."))
    if Post.objects.lasting(today()).filter(person=person).exists():
        raise NotPossible(_("This person holds a post: end it first."))


def _erase(person: Person) -> None:
    forget_unlinked(person)
    for relation in relations():
        relation.erase(person)
    Membership.objects.filter(person=person).update(origin_note="", number="")
    names = [field.name for field in person._meta.concrete_fields if field.name not in KEPT]
    blank = Person()
    for name in names:
        setattr(person, name, getattr(blank, name))
    person.state = Person.State.ERASED
    store(person, names)
    with connection.cursor() as cursor:  # rows that nobody changes, but for this
        cursor.execute("SELECT people_forget_reasons(%s)", [person.pk])
