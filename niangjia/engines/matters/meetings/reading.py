"""Meetings that somebody may know of: not those that have, or had, a matter before them which went past a union of
theirs. Whoever has a post in that union leaves the meeting to others, as it would leave the room.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from niangjia.engines.matters.rights import past

from .models import Meeting, MeetingItem

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from niangjia.foundation.access.actor import Actor


def known_meetings(actor: Actor) -> QuerySet[Meeting]:
    """Without those that went past one of the actor's unions in one of their items."""
    return Meeting.objects.exclude(pk__in=barred_meetings(actor))


def barred_meetings(actor: Actor) -> QuerySet[MeetingItem, int | None]:
    """The ids of those."""
    items = MeetingItem.objects.filter(past(actor, "task__matter__"), meeting__isnull=False)
    return items.values_list("meeting", flat=True)


def may_know(actor: Actor, meeting: Meeting) -> bool:
    return known_meetings(actor).filter(pk=meeting.pk).exists()
