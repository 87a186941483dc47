"""A request is over by something else: what it asked for can't be any more, or whoever asked has thought better."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from niangjia.engines import journal
from niangjia.engines.matters import journal_codes as matters
from niangjia.engines.matters.acts.going import close, end_task, note_event
from niangjia.engines.matters.acts.locking import hold_at_once, locked_matter
from niangjia.engines.matters.acts.notes import living_of
from niangjia.engines.matters.core.models import Event, State, TaskState
from niangjia.engines.notices.sending.sending import send
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.clock import now
from niangjia.services.joining.messages import CALLED_OFF

if TYPE_CHECKING:
    from niangjia.foundation.access.actor import Actor


@transaction.atomic
def call_off(actor: Actor, matter_id: int, *, told: bool = False) -> None:
    """End a matter of ours as withdrawn, with the steps that wait; closed ones are left alone. No right is asked.

    By who holds persons or unions already, which come behind matters: raises NotPossible, and waits for nobody, where
    somebody has it in hand. The person is told, unless it is the own doing or it is `told` otherwise.
    """
    hold_at_once([matter_id])
    held = locked_matter(matter_id)
    if not held.is_open:
        return
    for task in living_of(held):
        end_task(task, TaskState.WITHDRAWN)
    held.state, held.closed, held.engine = State.WITHDRAWN, now(), None
    held.save(update_fields=["state", "closed", "engine"])
    note_event(actor, held, Event.Kind.WITHDRAWN)
    journal.record(actor, matters.WITHDRAWN, held, union=held.union_id)
    if held.person_id and held.person_id != actor.person_id and not told:
        send(PLATFORM, CALLED_OFF, [held.person_id], union=held.union, key=f"joining.called_off.{held.pk}")
    close(actor, held)
