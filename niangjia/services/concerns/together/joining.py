"""What others answered, one below the other: the facts of the opinion begin from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from niangjia.services.concerns.models import Part
from niangjia.services.concerns.said import plain

if TYPE_CHECKING:
    from niangjia.engines.matters.models import Matter


def joined(matter: Matter) -> str:
    """Each union with its answer, in the order in which they were asked."""
    rows = Part.objects.select_related("union").filter(matter=matter, answered__isnull=False).order_by("asked", "pk")
    return "\n".join(f"{row.union.name}：{plain(row.answer)}" for row in rows)
