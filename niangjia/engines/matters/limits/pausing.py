"""Pausing a limit for a reason that its kind knows, and letting it go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.matters.refusals import NotPossible
from niangjia.foundation.clock import today

from . import journal_codes as codes
from .holding import hold, may_pause, settled
from .kinds import limit_kind
from .models import LimitPause, TimeLimit

if TYPE_CHECKING:
    from datetime import date

    from niangjia.foundation.access.actor import Actor


@transaction.atomic
def pause_limit(actor: Actor, limit: TimeLimit, reason: str, *, since: date | None = None) -> LimitPause:
    """Let it stand still from the end of that day (today) on. Raises Refused, NotPossible for another reason."""
    held, day = hold(actor, limit.pk, may_pause), since or today()
    if reason not in limit_kind(held.kind).pauses:
        raise NotPossible(_("This time limit is not paused for that reason."), "reason")
    if held.pauses.filter(until=None).exists():
        raise NotPossible(_("It is paused already."))
    if held.due and held.due < day:
        raise NotPossible(_("It ran out on %(day)s and can't be paused any more.") % {"day": held.due})
    if not held.event <= day <= today() or held.pauses.filter(until__gt=day).exists():
        raise NotPossible(_("A pause begins while the limit runs, and not in another one."), "since")
    made = LimitPause.objects.create(limit=held, reason=reason, since=day, account_id=actor.account_id)
    settled(held)
    _note(actor, codes.PAUSED, held, why=reason)
    return made


@transaction.atomic
def resume_limit(actor: Actor, limit: TimeLimit, *, until: date | None = None) -> TimeLimit:
    """Let it go on after that day (today). Raises Refused, NotPossible if it is not paused."""
    held, day = hold(actor, limit.pk, may_pause), until or today()
    pause = held.pauses.filter(until=None).first()
    if pause is None:
        raise NotPossible(_("It is not paused."))
    if not pause.since <= day <= today():
        raise NotPossible(_("A pause ends after it began, and not in the future."), "until")
    LimitPause.objects.filter(pk=pause.pk).update(until=day)
    settled(held)
    _note(actor, codes.RESUMED, held, day=str(held.due))
    return held


def _note(actor: Actor, code: str, limit: TimeLimit, **data: str) -> None:
    journal.record(actor, code, limit.matter, union=limit.union_id, data={"kind": limit.kind, **data})
