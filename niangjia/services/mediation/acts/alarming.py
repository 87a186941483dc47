"""Whoever has not settled a dispute is warned before the day for arbitration is over."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils.formats import date_format

from niangjia.engines.matters.models import State
from niangjia.engines.notices.sending.sending import send
from niangjia.engines.rules.deadlines import LastDay
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.clock import today
from niangjia.services.mediation.messages import NEAR
from niangjia.services.mediation.models import Dispute
from niangjia.services.mediation.reading import limitation

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

BEFORE = (30, 7)  # days: a custom of the platform
UNSETTLED = ("accepting", "correcting", "mediating", "performing", "failed", "broken", "refused")
SOON = timedelta(days=365 - 30 - 15)  # days of rest may bring the safe day forward
YEARS = timedelta(days=2 * 366)  # a day for arbitration later than that does not follow from what was entered


def _waiting() -> QuerySet[Dispute]:
    """Disputes whose day may be near: a year from one of their days at least and at most; and those marked before."""
    since, until = today() - YEARS, today() - SOON
    recent = Q(applied__gte=since) | Q(agreed_on__gte=since)
    old = Q(applied__lte=until) | Q(knew__lte=until) | Q(left__lte=until) | Q(near__isnull=False)
    rows = Dispute.objects.filter(recent, old, matter__phase__in=UNSETTLED, matter__person__isnull=False)
    return rows.exclude(matter__state=State.WITHDRAWN).select_related("matter__union").defer("said", "terms")


@transaction.atomic
def warn_of_days() -> int:
    """Warn each worker thirty and seven days before the safe day, once each, and mark it for the desk's list.

    How many were in question.
    """
    warned = 0
    for row in _waiting().iterator():
        limit = limitation(row)
        near = isinstance(limit, LastDay) and 0 <= limit.left(today()) <= BEFORE[0]
        day = limit.safe if isinstance(limit, LastDay) and near else None
        if day != row.near:
            Dispute.objects.filter(pk=row.pk).update(near=day)
        if isinstance(limit, LastDay) and near:
            _warn(row, min(one for one in BEFORE if limit.left(today()) <= one), limit.safe)
            warned += 1
    return warned


def _warn(row: Dispute, days: int, day: date) -> None:
    if (matter := row.matter) is None or matter.person_id is None:
        return
    given, key = {"day": date_format(day, "DATE_FORMAT")}, f"mediation.near.{days}.{matter.pk}"
    send(PLATFORM, NEAR, [matter.person_id], union=matter.union, variables=given, key=key)
