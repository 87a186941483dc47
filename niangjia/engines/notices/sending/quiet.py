"""Quiet hours: from one hour of the evening to one of the morning, by the clock on the wall in Shanghai."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from niangjia.engines import rules
from niangjia.engines.people.unions.reading import path
from niangjia.foundation.clock import SHANGHAI

if TYPE_CHECKING:
    from niangjia.engines.people.models import Union

FROM, TO = "notices.quiet_from", "notices.quiet_to"


def loud_from(moment: datetime, begins: int, ends: int) -> datetime:
    """The first moment, at or after this one, outside the quiet hours from `begins` to `ends` o'clock.

    `moment` is aware, in whatever zone. The hours may lie over midnight; equal ones mean that there are none.
    """
    here = moment.astimezone(SHANGHAI)
    if begins == ends or not _quiet(here.hour, begins, ends):
        return moment
    end = here.replace(hour=ends, minute=0, second=0, microsecond=0)
    return end if end > here else end + timedelta(days=1)


def _quiet(hour: int, begins: int, ends: int) -> bool:
    return begins <= hour < ends if begins < ends else hour >= begins or hour < ends


def chain_of(union: Union | None) -> list[int]:
    """The ids from the union up to the root, as `rules.value` takes them."""
    return [each.pk for each in reversed(path(union))] if union else []


def next_loud(moment: datetime, union: Union | None) -> datetime:
    """As `loud_from`, by the figures that hold for the union on that day."""
    unions, day = chain_of(union), moment.astimezone(SHANGHAI).date()
    begins, ends = (rules.value(key, on=day, unions=unions).count for key in (FROM, TO))
    return loud_from(moment, begins, ends)
