"""The time limits of a matter on its page, with what the actor may do about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from niangjia.engines.matters.pages.answering import bound
from niangjia.engines.rules import work_calendar
from niangjia.foundation.clock import today
from niangjia.foundation.web.pieces import State, Tone

from .counting import Paused, due
from .extending import most_days
from .forms import ExtensionForm, PauseForm
from .holding import may_ask, may_extend, may_pause
from .kinds import UnknownLimit, limit_kind, title_of, title_of_reason
from .models import LimitExtension, LimitPause, TimeLimit

if TYPE_CHECKING:
    from niangjia.engines.matters.core.models import Matter, Task
    from niangjia.foundation.access.request import Request

MOST = 20


@dataclass
class Shown:
    """A limit as the panel shows it; forms are there for whoever may."""

    limit: TimeLimit
    title: str
    state: State
    guess: str
    pauses: list[tuple[str, LimitPause]]
    asked: LimitExtension | None
    pause: PauseForm | None = None
    longer: ExtensionForm | None = None
    may_resume: bool = False
    may_decide: bool = False


def limits_of(request: Request, matter: Matter, living: Sequence[Task]) -> Mapping[str, Any] | None:
    """Those that run first; none leaves the panel out."""
    rows = matter.limits.select_related("union").prefetch_related("pauses", "extensions")
    found = list(rows.order_by("outcome", "due", "pk")[:MOST])
    return {"limits": [_shown(request, limit) for limit in found]} if found else None


def _shown(request: Request, limit: TimeLimit) -> Shown:
    asked = next((one for one in limit.extensions.all() if one.state == LimitExtension.State.ASKED), None)
    pauses = [(str(title_of_reason(pause.reason)), pause) for pause in limit.pauses.all()]
    shown = Shown(limit, str(title_of(limit.kind)), state_of(limit), _guess(limit), pauses, asked)
    if limit.running:
        _offer(request, shown)
    return shown


def _offer(request: Request, shown: Shown) -> None:
    limit, actor = shown.limit, request.actor
    shown.may_decide = shown.asked is not None and may_extend(actor, limit)
    pauses = may_pause(actor, limit)
    paused = any(pause.until is None for _title, pause in shown.pauses)
    shown.may_resume = paused and pauses
    late = limit.due is not None and limit.due < today()
    if pauses and not paused and not late and _pauses(limit):
        shown.pause = bound(request, f"pause_{limit.pk}", lambda: PauseForm(limit))
    if may_ask(actor, limit) and not late and shown.asked is None and _extends(limit):
        shown.longer = bound(request, f"longer_{limit.pk}", lambda: ExtensionForm(limit))


def _pauses(limit: TimeLimit) -> bool:
    try:
        return bool(limit_kind(limit.kind).pauses)
    except UnknownLimit:
        return False


def _extends(limit: TimeLimit) -> bool:
    try:
        most = most_days(limit)
        rounds = limit_kind(limit.kind).rounds
    except UnknownLimit:
        return False
    approved = sum(one.state == LimitExtension.State.APPROVED for one in limit.extensions.all())
    return most is not None and most.count > limit.extended and approved < rounds


def state_of(limit: TimeLimit) -> State:
    """Where a limit stands, as a word."""
    if limit.outcome == TimeLimit.Outcome.MET:
        return State(_("met"), Tone.GOOD)
    if limit.outcome == TimeLimit.Outcome.MISSED:
        return State(_("missed"), Tone.BAD)
    if limit.outcome == TimeLimit.Outcome.DROPPED:
        return State(_("not needed any more"), Tone.PLAIN)
    if limit.due is None:
        return State(_("paused"), Tone.WAIT)
    return State(_("overdue"), Tone.BAD) if limit.due < today() else State(_("running"), Tone.NOW)


def _guess(limit: TimeLimit) -> str:
    """Why its end is not certain, as a sentence; empty if it is."""
    if not limit.running or not limit.guessed:
        return ""
    pauses = [Paused(pause.since, pause.until) for pause in limit.pauses.all()]
    found = due(work_calendar(), limit.event, limit.length, pauses)
    return found.reason if found else ""
