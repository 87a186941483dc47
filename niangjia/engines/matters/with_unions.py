"""What becomes of limits, lists, meetings, notices and ratings when unions merge, and when records of persons do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from niangjia.engines.people.persons.moving import Fate, moves_with_person
from niangjia.engines.people.unions.hooks import on_merge

from . import moves  # noqa: F401 - registered first: it holds the matters before anything of them is locked
from .limits.models import TimeLimit
from .meetings.models import Meeting, MeetingItem
from .public_notices.models import PublicNotice
from .recusing.models import KeptOut

if TYPE_CHECKING:
    from niangjia.engines.people.models import Person
    from niangjia.engines.people.unions.hooks import Merging


def _kept_out(keep: Person, lose: Person) -> int:
    """Out of which either kept, the one that stays keeps."""
    known = KeptOut.objects.filter(person=keep).values("matter")
    KeptOut.objects.filter(person=lose, matter__in=known).delete()
    return KeptOut.objects.filter(person=lose).update(person=keep)


moves_with_person("matters.keptout", "person", _kept_out, erased=Fate.DELETED)
# Who sat in a meeting and who objected are acts of their day; what is gone is the way to the record.
moves_with_person("matters.objection", "person", erased=Fate.UNLINKED)
moves_with_person("matters.meetingmember", "person", erased=Fate.UNLINKED)
# What a union decided and was rated for stays its own; a delegation by its committee ends with it.
on_merge.stays("matters.delegation.union", "matters.rating.union", "matters.ratinggroup.union")


@on_merge("matters.timelimit.union")
def limits(merging: Merging) -> int:
    """What runs goes along with its task."""
    running = TimeLimit.objects.filter(union=merging.gone, outcome=TimeLimit.Outcome.RUNNING)
    return running.update(union=merging.into, warned=None, level=0)  # who has it in hand now was not told yet


@on_merge("matters.publicnotice.union")
def notices(merging: Merging) -> int:
    """What hangs goes on to hang, where its people are now."""
    hanging = PublicNotice.objects.filter(union=merging.gone, state=PublicNotice.State.HANGING)
    return hanging.update(union=merging.into)


@on_merge("matters.meeting.union")
def meetings(merging: Merging) -> int:
    """A meeting that is still being prepared is held by the union that stays."""
    return Meeting.objects.filter(union=merging.gone, state=Meeting.State.PREPARED).update(union=merging.into)


@on_merge("matters.meetingitem.union")
def items(merging: Merging) -> int:
    waiting = MeetingItem.objects.filter(
        union=merging.gone, state__in=(MeetingItem.State.LISTED, MeetingItem.State.PUT)
    )
    return waiting.update(union=merging.into)
