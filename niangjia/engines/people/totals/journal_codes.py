"""What the journal says about totals."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from niangjia.engines.journal import Subject, keep, register_code

TOTALS = Subject("people.total", 0)  # all of them
RECOUNTED = register_code(
    "people.totals.recounted",
    sentence=_("Counted %(unions)s unions anew and found %(wrong)s wrong totals"),
)
keep("people.totals", months=24)
