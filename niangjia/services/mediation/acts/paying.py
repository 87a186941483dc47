"""The money that was agreed on, until all of it is paid; what was noted wrongly is taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, Sum
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.matters.acts.locking import locked_open
from niangjia.engines.matters.limits.settling import end_of
from niangjia.engines.matters.models import LIVING, Task
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.matters.rights import require_at
from niangjia.foundation.clock import now, today
from niangjia.services.mediation.hooks import refuse_recused
from niangjia.services.mediation.journal_codes import PAID, UNPAID
from niangjia.services.mediation.models import Instalment, Payment
from niangjia.services.mediation.permissions import MEDIATE

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from niangjia.engines.matters.models import Matter
    from niangjia.foundation.access.actor import Actor
    from niangjia.services.mediation.models import Dispute


@transaction.atomic
def note_payment(actor: Actor, matter: Matter, instalment: Instalment, paid: Decimal, day: date) -> Instalment:
    """Note what the employer has paid of an instalment, on top of what was noted. Raises Refused, NotPossible."""
    found = _performing(actor, matter)
    row = Instalment.objects.select_for_update().get(pk=instalment.pk, dispute__matter=found.pk)
    if not 0 < paid <= row.amount - row.paid:
        raise NotPossible(_("More than is open can't be noted, nor nothing."), "paid")
    if day > today():
        raise NotPossible(_("This day is still to come."), "day")
    Payment.objects.create(instalment=row, amount=paid, day=day)
    return _counted(actor, found, row, PAID)


@transaction.atomic
def take_payment_back(actor: Actor, matter: Matter, payment: Payment) -> Instalment:
    """Take back what was noted wrongly; it stays to be seen. Raises Refused, NotPossible."""
    found = _performing(actor, matter)
    row = Instalment.objects.select_for_update().get(pk=payment.instalment_id, dispute__matter=found.pk)
    if not row.payments.filter(pk=payment.pk, off=None).update(off=now()):
        raise NotPossible(_("That was taken back already."))
    return _counted(actor, found, row, UNPAID)


def _performing(actor: Actor, matter: Matter) -> Matter:
    """The matter, held, agreed on and not ended, for who mediates there. Raises Refused, NotPossible."""
    found = locked_open(matter.pk)
    require_at(actor, MEDIATE, found.union)
    refuse_recused(actor, found)
    if found.phase != "performing":
        raise NotPossible(_("Payments are noted once there is an agreement."))
    return found


def _counted(actor: Actor, matter: Matter, row: Instalment, code: str) -> Instalment:
    """Add up what is noted, tell the journal, and set the step's day."""
    row.paid = row.payments.filter(off=None).aggregate(sum=Sum("amount"))["sum"] or 0
    row.save(update_fields=["paid"])
    journal.record(actor, code, matter, union=matter.union_id)
    for task in Task.objects.filter(matter=matter.pk, key="perform", state__in=LIVING):
        set_due(task, row.dispute)
    return row


def set_due(task: Task, row: Dispute) -> None:
    """The step is due when the next instalment is, so that lists show what is late."""
    waiting = Instalment.objects.filter(dispute=row, paid__lt=F("amount")).order_by("due").first()
    task.due = end_of(waiting.due) if waiting else None
    task.save(update_fields=["due"])
