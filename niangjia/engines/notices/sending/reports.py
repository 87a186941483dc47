"""Reports of delivery: the SMS provider tells what became of what it took."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from niangjia.engines.notices.kinds import Channel
from niangjia.foundation.clock import now

from . import reasons
from .delivering import once
from .models import Message, State

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST = 500  # reports in one request


def take_reports(reports: Iterable[Any]) -> int:
    """Put reports down, each {"reference", "id", "state": "delivered" or "failed"}; answers how many fitted.

    The same report may come again; one that fits no message of ours is passed over.
    """
    return sum(_take(report) for report in reports if isinstance(report, dict))


def _take(report: dict[str, Any]) -> bool:
    reference, state = report.get("reference"), report.get("state")
    if not isinstance(reference, int) or not 0 < reference < 2**63 or state not in {"delivered", "failed"}:
        return False
    with transaction.atomic():
        # Whoever sends holds the row until it is put down as sent; a report may come before that, and waits for it.
        message = Message.objects.select_for_update(of=("self",)).filter(pk=reference, channel=Channel.SMS).first()
        if message is None or once(message) != report.get("id"):
            return False
        arrived = {"state": State.DELIVERED, "delivered": now()}
        lost = {"state": State.GIVEN_UP, "reason": reasons.UNDELIVERED}
        rows = Message.objects.filter(notice=message.notice_id, pk=message.pk, state=State.SENT)
        rows.update(**(arrived if state == "delivered" else lost))
    return True
