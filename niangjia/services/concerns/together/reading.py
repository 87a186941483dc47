"""What other unions ask mine for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from niangjia.engines.matters.rights import not_past
from niangjia.services.concerns.here import own_unions
from niangjia.services.concerns.models import Part
from niangjia.services.concerns.unread import of_employer

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from niangjia.foundation.access.actor import Actor


def asked_of(actor: Actor) -> QuerySet[Part]:
    """Parts of the unions where the actor handles concerns, but for what went past one of the actor's own, or past
    that of the own employer. Who is asked reads what is asked, also about what came without a name.
    """
    rows = Part.objects.select_related("union", "matter__union", "matter__bypassed")
    return rows.filter(not_past(actor, "matter__") & ~of_employer(actor), union__in=own_unions(actor))
