"""Memberships that rest or end."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.engines.people.permissions import MOVE
from niangjia.engines.people.persons.changing import changing
from niangjia.engines.people.persons.checking import fit_note, fit_reason
from niangjia.engines.people.refusals import NotPossible
from niangjia.foundation.clock import today

from . import journal_codes as codes
from .models import Membership, State
from .steps import living_state, step

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from niangjia.foundation.access.actor import Actor

    Standing = Callable[[Membership], str]

_standing_on: list[Standing] = []


def stands_on_membership(ask: Standing) -> Standing:
    """Register who says what stands on a membership (a vote roll, a payment), as a sentence, or "" for nothing.

    What something stands on can't be revoked as if it had never been.
    """
    _standing_on.append(ask)
    return ask


def standing_on_membership(membership: Membership) -> list[str]:
    """What anybody says stands on it, as sentences."""
    return [sentence for ask in _standing_on if (sentence := ask(membership))]


@contextmanager
def changing_membership(actor: Actor, membership: Membership) -> Iterator[None]:
    """Change a membership in the block, with its person locked and the totals kept. Raises Refused, NotPossible."""
    with changing(membership.person):
        membership.refresh_from_db()
        actor.require(MOVE, at=membership.union.place)
        yield


@transaction.atomic
def retain_membership(actor: Actor, membership: Membership, *, day: date, reason: str) -> None:
    """Keep a membership without dues and vote: retired, jobless, in the army. Raises Refused, NotPossible."""
    with changing_membership(actor, membership):
        step(actor, membership, State.RETAINED, code=codes.RETAINED, day=day, reason=fit_reason(reason))


@transaction.atomic
def resume_membership(actor: Actor, membership: Membership, *, day: date, reason: str = "") -> None:
    """Let a retained membership live again. Raises Refused, NotPossible."""
    with changing_membership(actor, membership):
        if membership.state != State.RETAINED:
            raise NotPossible(_("This membership is not retained."))
        state = living_state(membership.person)
        step(actor, membership, state, code=codes.RESUMED, day=day, reason=fit_note(reason))


@transaction.atomic
def withdraw_member(actor: Actor, membership: Membership, *, day: date, reason: str = "") -> None:
    """Record that the member left by own wish. Raises Refused, NotPossible."""
    with changing_membership(actor, membership):
        step(actor, membership, State.WITHDRAWN, code=codes.WITHDRAWN, day=day, reason=fit_note(reason))


@transaction.atomic
def deem_withdrawn(actor: Actor, membership: Membership, *, day: date, reason: str) -> None:
    """Record a deemed withdrawal; the reason names the talks that came before it. Raises Refused, NotPossible."""
    with changing_membership(actor, membership):
        given = fit_reason(reason)
        step(actor, membership, State.DEEMED_WITHDRAWN, code=codes.DEEMED_WITHDRAWN, day=day, reason=given)


@transaction.atomic
def expel_member(actor: Actor, membership: Membership, *, day: date, reason: str) -> None:
    """Record an expulsion; the reason names the committee's decision. Raises Refused, NotPossible."""
    with changing_membership(actor, membership):
        step(actor, membership, State.EXPELLED, code=codes.EXPELLED, day=day, reason=fit_reason(reason))


@transaction.atomic
def revoke_membership(actor: Actor, membership: Membership, *, reason: str) -> None:
    """Take a membership back that was entered by mistake: it never was. Raises Refused, NotPossible."""
    with changing_membership(actor, membership):
        given = fit_reason(reason)
        if membership.origin == Membership.Origin.TRANSFER:
            raise NotPossible(_("The member came here by a transfer: transfer the membership back."))
        if grounds := standing_on_membership(membership):
            raise NotPossible(" ".join(grounds))
        step(actor, membership, State.REVOKED, code=codes.REVOKED, day=today(), reason=given)
