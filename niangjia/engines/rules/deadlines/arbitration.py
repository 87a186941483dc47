"""Labour arbitration: the year in which to apply, and the days in which to sue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from niangjia.engines.rules import value

from .answers import LastDay, Unlimited
from .counting import in_days
from .running import Event, Pause, run

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

LIMIT = "arbitration.limit_years"


def dispute(knew: date, events: Sequence[Event] = (), pauses: Sequence[Pause] = ()) -> LastDay:
    """By when to apply for arbitration: a year from the day on which the worker knew or should have known (27(1))."""
    return run(LIMIT, _("Apply for labour arbitration"), knew, events, pauses)


def wages(
    ended: date | None, *, on: date, events: Sequence[Event] = (), pauses: Sequence[Pause] = ()
) -> LastDay | Unlimited:
    """By when to apply for wages in arrears: no limit in employment, a year from its end after that (27(4)).

    `ended` is the day on which the employment ended, None while it lasts; `on` the day that the answer is for.
    """
    title = _("Apply for labour arbitration over wages in arrears")
    if ended is None:
        basis = value(LIMIT, on=on).basis
        sentence = _("While you work there, wages in arrears have no limit. It begins to run on the day you leave.")
        return Unlimited(LIMIT, title, basis, sentence)
    kind = run(LIMIT, title, ended, events, pauses)
    strict = run(LIMIT, title, ended)
    if kind.safe == strict.safe:
        return kind
    doubt = _("The law does not say again that this year begins anew or stops: keep to the earlier day.")
    return kind.doubting(doubt, safe=strict.safe)


def award_sued_by(received: date) -> LastDay:
    """By when to go to court against an award received on that day (48, 50)."""
    return in_days("arbitration.sue_cd", _("Go to court against the award"), received)
