"""A list whose job failed or was cancelled: whoever handles its union goes on from there, or takes the ticks back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.matters.refusals import NotPossible
from niangjia.foundation.jobs.actions import start_job
from niangjia.services.joining.journal_codes import TAKEN_BACK, WENT_ON
from niangjia.services.joining.models import Invited, ListPiece
from niangjia.services.joining.reading import require_here

from .inviting import TAKE_IN, held_list
from .rolls import ENTER

if TYPE_CHECKING:
    from niangjia.foundation.access.actor import Actor
    from niangjia.services.joining.models import InvitationList

Row = Invited.State


def left_undone(row: InvitationList) -> tuple[str, int]:
    """What of the list was begun and is not done: the kind of job, and lines or people; ("", 0) for nothing."""
    if ListPiece.objects.filter(list=row).exists():
        return TAKE_IN, row.lines
    signed = Invited.objects.filter(list=row, state=Row.SIGNED).count()
    return (ENTER, signed) if signed else ("", 0)


@transaction.atomic
def go_on(actor: Actor, row: InvitationList) -> None:
    """Begin anew what is left, whoever had begun it. Raises Refused, NotPossible."""
    require_here(actor, row.union)
    held = held_list(row)
    kind, count = left_undone(held)
    if not kind:
        raise NotPossible(_("Nothing of this list is left to be done."))
    held.job = start_job(actor, kind, {"list": held.pk}, total=count).pk
    held.save(update_fields=["job"])
    journal.record(actor, WENT_ON, held, union=held.union_id)


@transaction.atomic
def take_back(actor: Actor, row: InvitationList) -> int:
    """Say that nobody has signed yet of those who were not entered. Answers how many. Raises Refused, NotPossible."""
    require_here(actor, row.union)
    held = held_list(row)
    count = Invited.objects.filter(list=held, state=Row.SIGNED).update(state=Row.INVITED)
    if count:
        journal.record(actor, TAKEN_BACK, held, union=held.union_id, data={"count": count})
    return count
