"""The dates of law that run beside a concern, for worker and officer, from the first screen on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from niangjia.engines.rules import NoFigure, value
from niangjia.engines.rules.deadlines import (
    By,
    Event,
    LastDay,
    Unlimited,
    dispute,
    injury_by_employer,
    injury_by_worker,
    inspection,
    wages,
)
from niangjia.foundation.clock import today
from niangjia.foundation.web.pieces import State, Tone

from .choices import DISPUTES, Category

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from .models import Concern

ALARM = 30  # days before the end from which it is shown as urgent: a custom of the platform


@dataclass(frozen=True)
class Shown:
    """One date as pages show it."""

    title: str
    day: str
    text: str
    basis: str
    state: State


def dates_of(category: str, since: date | None, brought: date | None = None) -> list[Shown]:
    """What runs, for what is known since that day and was brought to the union on `brought`; mostly none.

    Of an injury the day is that of the accident or the diagnosis. Where it is not known no day is shown (any would
    be too late), but how long each limit is and from when it runs.
    """
    if category not in DISPUTES:
        return []
    if since is None:
        return [_asking(category, make(today())) for make in _rules(category, today(), None)]
    return [_of_that_day(make, since) for make in _rules(category, since, brought)]


def dates_of_concern(concern: Concern) -> list[Shown]:
    """The same for a concern."""
    return dates_of(concern.category, concern.since, concern.made)


def _asking(category: str, found: LastDay | Unlimited) -> Shown:
    """The rule without a day."""
    if isinstance(found, Unlimited):
        return _shown(found)
    words = (
        _("%(time)s from the accident or the diagnosis: say which day that was.")
        if category == Category.INJURY
        else _("%(time)s from the day on which you learned of it: say which day that was.")
    )
    length = {"time": value(found.key, on=today()).text}
    return Shown(found.title, "", words % length, found.basis, State(_("day not known"), Tone.WAIT))


def _rules(category: str, since: date, brought: date | None) -> Iterator[Callable[[date], LastDay | Unlimited]]:
    """What says the last day of each limit, by the day from which it runs."""
    events = [Event(brought, By.UNION)] if brought and brought > since else []
    if category == Category.INJURY:
        yield injury_by_employer
        yield injury_by_worker
        return
    if category == Category.WAGES:
        yield lambda _since: wages(None, on=today())
    yield lambda began: dispute(began, events)
    yield inspection


def _of_that_day(make: Callable[[date], LastDay | Unlimited], since: date) -> Shown:
    """The date; before the law of today another rule held, which nobody has told us: that is said, and no day."""
    try:
        return _shown(make(since))
    except NoFigure:
        found = make(today())
        words = _(
            "The law of today is younger than that. By the older rules this time is probably over; whether they "
            "still hold for you, and whether it goes on until now, ask a lawyer or the authority itself."
        )
        return Shown(found.title, "", words, found.basis, State(_("ask"), Tone.WAIT))


def _shown(found: LastDay | Unlimited) -> Shown:
    if isinstance(found, Unlimited):
        return Shown(found.title, "", found.sentence, found.basis, State(_("no limit now"), Tone.PLAIN))
    left = found.left(today())
    text = " ".join(str(doubt) for doubt in found.doubts)
    return Shown(found.title, date_format(found.safe, "DATE_FORMAT"), text, found.basis, _state(found, left))


def _state(found: LastDay, left: int) -> State:
    if found.over(today()):
        return State(_("over"), Tone.BAD)
    if left < 0:
        return State(_("doubtful: act today"), Tone.BAD)
    words = ngettext("%(count)s day left", "%(count)s days left", left) % {"count": left}
    return State(words, Tone.BAD if left < ALARM else Tone.NOW)
