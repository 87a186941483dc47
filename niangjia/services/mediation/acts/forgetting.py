"""The words of who was erased go as soon as the dispute is over; what was issued stays with the papers."""

from __future__ import annotations

from django.db import transaction

from niangjia.engines.matters.models import State
from niangjia.services.mediation.models import Dispute, Recusal, Session
from niangjia.services.mediation.reading import said_of
from niangjia.services.mediation.said import Said

NOTHING = Said(name="", employer="", claim="")


@transaction.atomic
def forget_erased() -> int:
    """How many disputes were emptied. One that came without a person was never anybody's record."""
    rows = Dispute.objects.filter(erased__isnull=False).exclude(matter__state=State.OPEN)
    emptied = 0
    for row in rows.select_for_update(of=("self",)):
        if said_of(row) == NOTHING:
            continue
        row.said, row.terms = NOTHING.packed(), None
        row.save(update_fields=["said", "terms"])
        Session.objects.filter(dispute=row).update(record=None)
        Recusal.objects.filter(dispute=row).delete()
        emptied += 1
    return emptied
