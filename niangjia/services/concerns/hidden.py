"""What our own messages would tell to who has a post at the unit that is not to know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from niangjia.engines.matters.models import Matter
from niangjia.engines.matters.rights import past
from niangjia.engines.notices.sending.hiding import hides_notices, keyed

from .acts.alerting import not_told
from .models import Alert

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from niangjia.engines.notices.sending.models import Notice
    from niangjia.foundation.access.actor import Actor


@hides_notices
def of_alerts(actor: Actor) -> QuerySet[Notice]:
    """That there was an alert about the unit."""
    return keyed("concerns.alert.", Alert.objects.filter(not_told(actor)))


@hides_notices
def of_asking(actor: Actor) -> QuerySet[Notice]:
    """That a worker was asked again."""
    return keyed("concerns.again.", Matter.objects.filter(past(actor)))


@hides_notices
def of_answers(actor: Actor) -> QuerySet[Notice]:
    """That a solution does not hold."""
    return keyed("concerns.holds_not.", Matter.objects.filter(past(actor)))
