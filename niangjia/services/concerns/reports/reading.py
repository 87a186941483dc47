"""What is read of numbers in other systems."""

from __future__ import annotations

from typing import TYPE_CHECKING

from niangjia.engines.matters.rights import seen_by
from niangjia.services.concerns.models import OtherNumber
from niangjia.services.concerns.reading import CONCERN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from niangjia.engines.matters.models import Matter
    from niangjia.foundation.access.actor import Actor


def in_hand_elsewhere(matter: Matter) -> bool:
    """Whether a linked number says that another body has taken it up (条例 第十九条)."""
    return OtherNumber.objects.filter(matter=matter, handled=True).exists()


def with_the_same(actor: Actor, rows: Iterable[OtherNumber]) -> list[OtherNumber]:
    """Other concerns with one of these numbers, of those that the actor may see: what went past is not among them."""
    found = list(rows)
    if not found:
        return []
    same = OtherNumber.objects.filter(
        seen_by(actor, "matter__"), matter__procedure=CONCERN, number__in=[row.number for row in found]
    )
    pairs = {(row.system, row.number) for row in found}
    others = same.exclude(matter=found[0].matter_id).select_related("matter__union").order_by("linked", "pk")[:20]
    return [row for row in others if (row.system, row.number) in pairs]
