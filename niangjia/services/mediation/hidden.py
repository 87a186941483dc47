"""What our own messages would tell to who has a post at the unit that is not to know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from niangjia.engines.matters.models import Matter
from niangjia.engines.matters.rights import past
from niangjia.engines.notices.sending.hiding import hides_notices, keyed

from .models import Session

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from niangjia.engines.notices.sending.models import Notice
    from niangjia.foundation.access.actor import Actor


@hides_notices
def of_sessions(actor: Actor) -> QuerySet[Notice]:
    """When and where both sides come together."""
    return keyed("mediation.session.", Session.objects.filter(past(actor, "dispute__matter__")))


@hides_notices
def of_sessions_off(actor: Actor) -> QuerySet[Notice]:
    """That they do not."""
    return keyed("mediation.off.", Session.objects.filter(past(actor, "dispute__matter__")))


@hides_notices
def of_days(actor: Actor) -> QuerySet[Notice]:
    """That a day comes near: under the matter's id and how many days are left."""
    return keyed("mediation.near.30.", Matter.objects.filter(past(actor))) | keyed(
        "mediation.near.7.", Matter.objects.filter(past(actor))
    )
