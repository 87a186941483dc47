"""What this engine writes into the journal."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from niangjia.engines.journal import register_code

from .units import Unit

if TYPE_CHECKING:
    from niangjia.engines.journal.codes import Words


def _title(key: str) -> Words:
    from .defaults import UnknownParameter, known  # which reads the tables: not while codes are registered

    try:
        return known(key).meaning
    except UnknownParameter:
        return key


def _day(text: str) -> str:
    return date_format(date.fromisoformat(text))


def _unit(text: str) -> str:
    return str(Unit(text).label)


FIGURE = {"key": _title, "unit": _unit, "from": _day}

PARAMETER_SET = register_code(
    "rules.parameter.set",
    sentence=_("set the figure %(key)s to %(value)s %(unit)s from %(from)s"),
    words=FIGURE,
)
PARAMETER_WITHDRAWN = register_code(
    "rules.parameter.withdrawn", sentence=_("took back the figure %(key)s of %(value)s %(unit)s"), words=FIGURE
)
DAY_SET = register_code(
    "rules.calendar.day_set", sentence=_("set the day %(day)s of the work calendar"), words={"day": _day}
)
YEAR_COMPLETED = register_code(
    "rules.calendar.year_completed", sentence=_("said whether the work calendar of %(year)s is complete")
)
