"""A subject's history as the steps of a timeline, for the foot of its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from niangjia.foundation.clock import SHANGHAI
from niangjia.foundation.web.pieces import Step, StepState

from .models import Entry
from .reading import Act, history, looks_at

if TYPE_CHECKING:
    from .writing import Thing


def steps(*things: Thing) -> list[Step]:
    """What happened to the subject (and to those merged into it), newest first."""
    return [_step(act) for act in history(*things)]


def look_steps(*things: Thing) -> list[Step]:
    """Who looked at the subject's data, newest first."""
    return [
        Step(look.sentence, StepState.DONE, who=look.who, when=look.time.astimezone(SHANGHAI), text=look.reason)
        for look in looks_at(*things)
    ]


def _step(act: Act) -> Step:
    moment = act.entry.time.astimezone(SHANGHAI)
    when = moment.date() if act.entry.anonymous else moment
    return Step(act.entry.sentence, StepState.DONE, who=_who(act), when=when)


def _who(act: Act) -> str:
    if act.entry.actor == Entry.Actor.PLATFORM:
        return _("the platform")
    if act.entry.anonymous:
        return _("with a receipt")
    return act.who
