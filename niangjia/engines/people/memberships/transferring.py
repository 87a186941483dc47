"""Membership follows the worker: from union to union, at once or handed from one clerk to the other."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from niangjia.engines.people.permissions import MOVE
from niangjia.engines.people.persons.changing import changing
from niangjia.engines.people.persons.checking import fit_note
from niangjia.engines.people.persons.documents import examined
from niangjia.engines.people.persons.identifying import document_mark
from niangjia.engines.people.persons.models import Person, PersonIdentifier
from niangjia.engines.people.persons.registering import refuse_closed
from niangjia.engines.people.refusals import NotPossible
from niangjia.engines.people.scope import everywhere
from niangjia.foundation.access.scope import Scope, current_scope, in_scope
from niangjia.foundation.secrets.house import vault

from .enrolling import begin
from .journal_codes import CALLED_BACK, RELEASED, TRANSFERRED
from .models import Membership, State
from .steps import note, step

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from niangjia.engines.people.persons.values import DocumentData
    from niangjia.engines.people.unions.models import Union
    from niangjia.foundation.access.actor import Actor

LOOK_FOR = gettext_noop("find the member whom another union released")


@transaction.atomic
def transfer_membership(
    actor: Actor, membership: Membership, to: Union, *, day: date, reason: str = ""
) -> Membership:
    """Move a membership to another union, for who may move members of both; also between groups of one union.

    The old membership ends, a new one of the same person goes on from that day. Answers the new one.
    Raises Refused, NotPossible.
    """
    actor.require(MOVE, at=to.place)
    person = membership.person
    with _in_both(person, to), changing(person):
        membership.refresh_from_db()
        actor.require(MOVE, at=membership.union.place)
        return _move(actor, membership, to, day, fit_note(reason))


@transaction.atomic
def release_membership(actor: Actor, membership: Membership, *, day: date, reason: str = "") -> None:
    """Let a member go to a union out of sight: whoever enters the document there may take the membership in.

    Counted here until then. Raises Refused, NotPossible.
    """
    _turn(actor, membership, State.TRANSFERRING, code=RELEASED, day=day, reason=reason)


@transaction.atomic
def call_back_membership(actor: Actor, membership: Membership, *, day: date, reason: str = "") -> None:
    """Take a release back. Raises Refused, NotPossible."""
    if membership.state != State.TRANSFERRING:
        raise NotPossible(_("This member is not being transferred."))
    _turn(actor, membership, State.ACTIVE, code=CALLED_BACK, day=day, reason=reason)


@transaction.atomic
def receive_membership(actor: Actor, to: Union, document: DocumentData, *, day: date, reason: str = "") -> Membership:
    """Take in the member with that document whom another union has released. Answers the new membership.

    The refusal is the same whether nobody has the document or nobody was released. Raises Refused, NotPossible.
    """
    actor.require(MOVE, at=to.place)
    released = _released(actor, document)
    if released is None:
        raise NotPossible(_("No union has released a member with this document. Ask the former union to do so."))
    with _in_both(released.person, to), changing(released.person):
        released.refresh_from_db()
        if released.state != State.TRANSFERRING:
            raise NotPossible(_("The former union has called the member back."))
        return _move(actor, released, to, day, fit_note(reason))


def _released(actor: Actor, document: DocumentData) -> Membership | None:
    found = examined(document)
    mark = document_mark(found.kind, document.country)
    digests = [digest for _, digest in vault().digests(mark, found.number)]
    with everywhere(actor, LOOK_FOR):
        holders = PersonIdentifier.objects.filter(kind=mark, digest__in=digests).values("person")
        released = Membership.objects.filter(person__in=holders, state=State.TRANSFERRING)
        return released.select_related("person").first()


@contextmanager
def _in_both(person: Person, to: Union) -> Iterator[None]:
    """While somebody moves, both ends are in sight."""
    with in_scope(Scope(current_scope().reach | to.itself, person.pk)):
        yield


def _turn(actor: Actor, membership: Membership, state: State, *, code: str, day: date, reason: str) -> None:
    with changing(membership.person):
        membership.refresh_from_db()
        actor.require(MOVE, at=membership.union.place)
        step(actor, membership, state, code=code, day=day, reason=fit_note(reason))


def _move(actor: Actor, old: Membership, to: Union, day: date, reason: str) -> Membership:
    refuse_closed(to)
    if to.pk == old.union_id:
        raise NotPossible(_("The member is in this union already."))
    state = State.ACTIVE if old.state == State.TRANSFERRING else State(old.state)
    told = {"origin": old.union_id, "target": to.pk}
    step(actor, old, State.TRANSFERRED, code=TRANSFERRED, day=day, reason=reason, **told)
    new = Membership(person=old.person, union=to, state=state, origin=Membership.Origin.TRANSFER)
    new.number, new.joined, new.started = old.number, old.joined, day
    begin(new)
    note(actor, new, code=TRANSFERRED, day=day, reason=reason, **told)
    return new
