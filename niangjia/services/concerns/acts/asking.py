"""Ninety days after it was closed as solved, some workers are asked whether that holds."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.matters.models import State
from niangjia.engines.matters.past_unions import without_barred
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.notices.sending.sending import send
from niangjia.engines.rules import value
from niangjia.foundation.access.actor import PLATFORM, Refused
from niangjia.foundation.clock import SHANGHAI, today
from niangjia.services.concerns.choices import Result
from niangjia.services.concerns.journal_codes import HOLDS
from niangjia.services.concerns.messages import AGAIN, AGAIN_NOT
from niangjia.services.concerns.models import Concern

from .alerting import officers

if TYPE_CHECKING:
    from niangjia.foundation.access.actor import Actor

ONE_OF = 5  # a sample: a custom of the platform
LATE = 7  # days for which a night that did not run is made up


@transaction.atomic
def ask_again() -> int:
    """Ask those whose day it is. How many."""
    day = today() - timedelta(days=value("concerns.again_cd", on=today()).days.count)
    first, last = (datetime.combine(one, time(), SHANGHAI) for one in (day - timedelta(days=LATE), day))
    rows = Concern.objects.select_related("matter__union").filter(
        matter__state=State.DONE,
        matter__closed__gte=first,
        matter__closed__lt=last + timedelta(days=1),
        matter__person__isnull=False,
        result__in=(Result.SOLVED, Result.PARTLY),
        asked_again=None,
    )
    chosen = [concern for concern in rows if concern.pk.int % ONE_OF == 0]
    for concern in chosen:
        _ask(concern)
    return len(chosen)


def _ask(concern: Concern) -> None:
    matter = concern.matter
    if matter is None or matter.person_id is None:
        return
    Concern.objects.filter(pk=concern.pk).update(asked_again=today())
    given = {"number": matter.number}
    send(PLATFORM, AGAIN, [matter.person_id], union=matter.union, variables=given, key=f"concerns.again.{matter.pk}")


@transaction.atomic
def say_whether_it_holds(actor: Actor, concern: Concern, *, holds: bool) -> None:
    """Answer, once. Who handles concerns there hears of what does not hold. Raises Refused, NotPossible."""
    matter = concern.matter
    if matter is None or matter.person_id is None or matter.person_id != actor.person_id:
        raise Refused(_("This is somebody else's matter."))
    rows = Concern.objects.filter(pk=concern.pk, asked_again__isnull=False, holds=None)
    if not rows.update(holds=holds):
        raise NotPossible(_("You are not asked now."))
    journal.record(actor, HOLDS, matter, union=matter.union_id)
    if not holds:
        given = {"number": matter.number}
        told = without_barred(matter, officers(matter.union, matter.bypassed))
        send(PLATFORM, AGAIN_NOT, told, union=matter.union, variables=given, key=f"concerns.holds_not.{matter.pk}")
