"""What this engine writes into the journal."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from niangjia.engines.journal import register_code

PARAMETER_SET = register_code(
    "rules.parameter.set", sentence=_("set the figure %(key)s to %(value)s %(unit)s from %(from)s")
)
PARAMETER_WITHDRAWN = register_code(
    "rules.parameter.withdrawn", sentence=_("took back the figure %(key)s of %(value)s %(unit)s")
)
DAY_SET = register_code("rules.calendar.day_set", sentence=_("set the day %(day)s of the work calendar"))
YEAR_COMPLETED = register_code(
    "rules.calendar.year_completed", sentence=_("said whether the work calendar of %(year)s is complete")
)
