"""Drafts of concerns end sooner than others: they lie on the way of who is not sure yet."""

from __future__ import annotations

from datetime import timedelta

from niangjia.engines.rules import value
from niangjia.foundation.clock import now, today
from niangjia.foundation.drafts.keeping import drop_drafts_before

FORMS = "concerns.bring."


def drop_old_drafts() -> int:
    """Forget what nobody has typed on for the days that the place sets. How many."""
    days = value("concerns.draft_cd", on=today()).days.count
    return drop_drafts_before(FORMS, now() - timedelta(days=days))
