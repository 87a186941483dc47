"""Messages of what goes on beside the steps tell nobody of a concern that went past the own unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import CharField, Q
from django.db.models.functions import Cast

from niangjia.engines.matters.models import Matter
from niangjia.engines.matters.rights import past
from niangjia.engines.notices.sending.hiding import hides_notices, keyed
from niangjia.engines.papers.life.hiding import hides_papers
from niangjia.engines.papers.models import Paper
from niangjia.services.concerns.acts.alerting import not_told
from niangjia.services.concerns.letters.acts import HIGHEST
from niangjia.services.concerns.models import Alert, Held, Letter, Part, Press, Urgent

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from niangjia.engines.notices.sending.models import Notice
    from niangjia.foundation.access.actor import Actor


@hides_notices
def of_letters(actor: Actor) -> QuerySet[Notice]:
    """That no answer came."""
    rows = Letter.objects.filter(past(actor, "matter__"))
    found = keyed("concerns.letter.1.", rows)
    for level in range(2, HIGHEST + 1):
        found |= keyed(f"concerns.letter.{level}.", rows)
    return found


@hides_notices
def of_parts(actor: Actor) -> QuerySet[Notice]:
    """That a part was asked for, or answered."""
    rows = Part.objects.filter(past(actor, "matter__"))
    return keyed("concerns.part.", rows) | keyed("concerns.part_answered.", rows)


@hides_notices
def of_urgent_reports(actor: Actor) -> QuerySet[Notice]:
    """That something was reported, or was not."""
    alerts = Alert.objects.filter(not_told(actor))
    found = keyed("concerns.urgent.", Urgent.objects.filter(Q(alert__in=alerts) | past(actor, "matter__")))
    found |= keyed("concerns.urgent_late.", alerts)
    return found | keyed("concerns.urgent_here.", Matter.objects.filter(past(actor)))


@hides_papers
def about_alerts(actor: Actor) -> QuerySet[Paper]:
    """Urgent reports about concerns of wide effect."""
    keys = Alert.objects.filter(not_told(actor)).values(key=Cast("pk", CharField()))
    return Paper.objects.filter(about_type="concerns.alert", about_id__in=keys)


@hides_notices
def of_held(actor: Actor) -> QuerySet[Notice]:
    """That a leader was named."""
    return keyed("concerns.held.", Held.objects.filter(past(actor, "matter__")))


@hides_notices
def of_presses(actor: Actor) -> QuerySet[Notice]:
    """That somebody reminded."""
    return keyed("concerns.press.", Press.objects.filter(past(actor, "matter__")))
