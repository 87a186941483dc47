"""Whether the totals were right when they were last counted anew."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from niangjia.engines.journal.models import Entry
from niangjia.foundation.clock import SHANGHAI, now
from niangjia.foundation.readings import Health, Reading, source_of_readings

from .journal_codes import RECOUNTED, TOTALS

if TYPE_CHECKING:
    from collections.abc import Iterator

OVERDUE = timedelta(days=3)


@source_of_readings
def totals_readings() -> Iterator[Reading]:
    """When the totals were last counted anew, and how many were wrong."""
    last = Entry.objects.about(TOTALS).filter(code=RECOUNTED).order_by("-time").first()
    if last is None:
        yield Reading("people.totals", _("totals counted anew"), _("not yet"))
        return
    wrong, hint = (last.data or {}).get("wrong", 0), ""
    if wrong:
        hint = _("They were mended. If this comes again, some action does not keep them: report it.")
    elif now() - last.time > OVERDUE:
        hint = _("The job worker has not done it for days.")
    day = date_format(last.time.astimezone(SHANGHAI))
    value = _("%(day)s, %(wrong)s wrong") % {"day": day, "wrong": wrong}
    yield Reading("people.totals", _("totals counted anew"), value, Health.WARN if hint else Health.GOOD, hint)
