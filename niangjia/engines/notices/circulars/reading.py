"""Circulars as their senders and receivers see them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from .models import Circular, CircularReceipt

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from niangjia.foundation.access.reach import Reach


def _within(reach: Reach) -> Q:
    places = Q(pk__in=())
    for start, end in reach.ranges:
        places |= Q(union__place__gte=start, union__place__lt=end)
    return places


def came_to(reach: Reach) -> QuerySet[CircularReceipt]:
    """What came to the unions of a reach, unconfirmed first, then the newest."""
    found = CircularReceipt.objects.filter(_within(reach)).select_related("circular__union", "union")
    return found.order_by("received", "-circular__created")


def sent_by(reach: Reach) -> QuerySet[Circular]:
    """What the unions of a reach sent, the newest first, with counts: `to`, `received`, `replied`."""
    counts = {
        "to": Count("receipts"),
        "received": Count("receipts", filter=Q(receipts__received__isnull=False)),
        "replied": Count("receipts", filter=Q(receipts__replied__isnull=False)),
    }
    return Circular.objects.filter(_within(reach)).select_related("union").annotate(**counts).order_by("-created")


@dataclass(frozen=True)
class Below:
    """A receipt as the sender sees it, with how far the union passed it on: of so many unions, so many confirmed."""

    receipt: CircularReceipt
    passed_to: int
    passed_received: int


def receipts_of(circular: Circular) -> list[Below]:
    """The receipts of a circular, those that lack first; three queries."""
    rows = list(circular.receipts.select_related("union").order_by("received", "union__place"))
    passed = Circular.objects.filter(passed_from__in=rows).annotate(
        to=Count("receipts"), confirmed=Count("receipts", filter=Q(receipts__received__isnull=False))
    )
    by_receipt = {one.passed_from_id: (one.to, one.confirmed) for one in passed}
    return [Below(row, *by_receipt.get(row.pk, (0, 0))) for row in rows]


def origins_of(circular: Circular) -> list[Circular]:
    """The circulars that it was passed on from, the first one at the end."""
    found: list[Circular] = []
    receipt = circular.passed_from
    while receipt is not None and len(found) < 10:
        found.append(receipt.circular)
        receipt = receipt.circular.passed_from
    return found
