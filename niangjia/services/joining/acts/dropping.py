"""A union ends what it has begun itself, or what lies with an applicant who does not answer; the person reads why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.engines.matters.acts.locking import locked_matter
from niangjia.engines.matters.acts.notes import living_of, write_reason
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.notices.sending.sending import send
from niangjia.engines.people.posts.holding import holds_at
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.clock import now
from niangjia.services.joining.messages import DROPPED
from niangjia.services.joining.models import Application
from niangjia.services.joining.permissions import DECIDE
from niangjia.services.joining.reading import left_of, require_here

from .calling_off import call_off

if TYPE_CHECKING:
    from niangjia.engines.matters.models import Matter
    from niangjia.foundation.access.actor import Actor

PROPOSED = ("deciding", "recording")  # phases in which a change is not decided yet
LONGEST = 200


@transaction.atomic
def drop_matter(actor: Actor, matter: Matter, reason: str) -> None:
    """End it before it is decided, with a reason for the person. Raises Refused, NotPossible."""
    require_here(actor, matter.union)
    held = locked_matter(matter.pk)
    if not may_drop(actor, held, left_of(held)):
        told = _("Only what the union proposed and nobody decided, or what an applicant leaves lying, can end so.")
        raise NotPossible(told)
    if not reason.strip() or len(reason) > LONGEST:
        raise NotPossible(_("Say why, in at most %(count)s signs.") % {"count": LONGEST}, "reason")
    if held.person_id:
        write_reason(actor, held, living_of(held)[0], reason, to_applicant=True)
        send(PLATFORM, DROPPED, [held.person_id], union=held.union, key=f"joining.dropped.{held.pk}")
    call_off(actor, held.pk, told=True)


def may_drop(actor: Actor, matter: Matter, row: Application | None) -> bool:
    """Whether it is a proposal of the actor's union, or a request that was sent back and lies beyond its time.

    What lies with nobody, for the record was erased, can be ended at once.
    """
    if not matter.is_open or not holds_at(actor, DECIDE, matter.union):
        return False
    if matter.procedure == "joining.join":
        return matter.phase == "correcting" and (matter.person_id is None or _is_late(matter))
    ours = row is not None and row.kind == Application.Kind.CHANGE and row.way == Application.Way.UNION
    return ours and matter.phase in PROPOSED


def _is_late(matter: Matter) -> bool:
    return any(task.is_late(now()) for task in living_of(matter))
