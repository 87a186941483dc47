"""More days on top of a limit: asked for with a reason, and given by somebody else who may."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.rules import value
from niangjia.foundation.clock import now, today

from . import journal_codes as codes
from .holding import hold, may_ask, may_extend, settled
from .kinds import limit_kind
from .models import LONGEST_REASON, LimitExtension, TimeLimit
from .settling import chain_of

if TYPE_CHECKING:
    from niangjia.engines.rules import Days
    from niangjia.foundation.access.actor import Actor


def most_days(limit: TimeLimit) -> Days | None:
    """By how much it may be extended at the most, on the day of its event; None if it can't be."""
    key = limit_kind(limit.kind).extension
    return value(key, on=limit.event, unions=chain_of(limit.union)).days if key else None


@transaction.atomic
def ask_extension(actor: Actor, limit: TimeLimit, days: int, reason: str) -> LimitExtension:
    """Ask for more days of the same kind. Raises Refused, NotPossible with the field that is wrong."""
    held = hold(actor, limit.pk, may_ask)
    _check(held, days, reason)
    made = LimitExtension.objects.create(
        limit=held, days=days, kept_reason=reason.strip(), asked_by_id=actor.account_id
    )
    _note(actor, codes.ASKED, held, count=days)
    return made


def _check(limit: TimeLimit, days: int, reason: str) -> None:
    most, kind = most_days(limit), limit_kind(limit.kind)
    if most is None:
        raise NotPossible(_("This time limit can't be extended."))
    if most.working != limit.working:
        raise NotPossible(_("Its extension counts other days than it does: ask those who set the figures."))
    if limit.due and limit.due < today():
        raise NotPossible(_("It has run out: an extension must be asked for before that."))
    given = limit.extensions.exclude(state=LimitExtension.State.REFUSED)
    if given.filter(state=LimitExtension.State.ASKED).exists():
        raise NotPossible(_("An extension waits for approval already."))
    if given.count() >= kind.rounds:
        raise NotPossible(_("It was extended as often as it may be."))
    if not 1 <= days <= most.count - limit.extended:
        raise NotPossible(_("At most %(days)s days more.") % {"days": most.count - limit.extended}, "days")
    if not reason.strip() or len(reason) > LONGEST_REASON:
        raise NotPossible(_("Say why, in at most %(most)s letters.") % {"most": LONGEST_REASON}, "reason")


@transaction.atomic
def approve_extension(actor: Actor, extension: LimitExtension) -> TimeLimit:
    """Give the days: by a post in that very union, or where the procedure says (`extended_by`).

    Raises Refused, NotPossible if it was decided, or for who asked for them.
    """
    held = hold(actor, extension.limit_id, may_extend)
    _decide(actor, extension, LimitExtension.State.APPROVED)
    held.extended += extension.days
    settled(held, "extended")
    _note(actor, codes.EXTENDED, held, count=extension.days, day=str(held.due) if held.due else None)
    return held


@transaction.atomic
def refuse_extension(actor: Actor, extension: LimitExtension) -> TimeLimit:
    """Give none. Raises as approve_extension."""
    held = hold(actor, extension.limit_id, may_extend)
    _decide(actor, extension, LimitExtension.State.REFUSED)
    _note(actor, codes.REFUSED, held)
    return held


def _decide(actor: Actor, extension: LimitExtension, state: LimitExtension.State) -> None:
    if extension.asked_by_id is not None and extension.asked_by_id == actor.account_id:
        raise NotPossible(_("Who asks for more days does not approve them: a colleague does."))
    waiting = LimitExtension.objects.filter(pk=extension.pk, state=LimitExtension.State.ASKED)
    if not waiting.update(state=state, decided=now(), decided_by=actor.account_id):
        raise NotPossible(_("This was decided already."))


def _note(actor: Actor, code: str, limit: TimeLimit, **data: object) -> None:
    journal.record(actor, code, limit.matter, union=limit.union_id, data={"kind": limit.kind, **data})
