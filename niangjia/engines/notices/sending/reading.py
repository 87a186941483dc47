"""A person's own messages, and how a sender's notices came through."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import Case, Count, Value, When

from niangjia.engines.notices.kinds import Channel
from niangjia.foundation.clock import now

from .models import Message, State
from .reasons import sentence_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .models import Notice

UNREAD = "SELECT count(*) FROM notices_message WHERE person_id = %s AND channel = %s AND read IS NULL"


def inbox(person: int) -> list[Message]:
    """What a person has on the platform, unread first, then the newest; with notices and unions."""
    unread = Case(When(read=None, then=Value(0)), default=Value(1))
    found = Message.objects.filter(person=person, channel=Channel.APP).select_related("notice__union")
    return list(found.order_by(unread, "-created", "-id")[:200])


def unread_count(person: int) -> int:
    """How many messages a person has not opened; served by an index."""
    with connection.cursor() as cursor:  # by hand: everybody's first page asks this
        cursor.execute(UNREAD, [person, Channel.APP.value])
        return int(cursor.fetchone()[0])


def own_message(person: int, notice: int) -> Message | None:
    """A person's own message of that notice."""
    found = Message.objects.filter(person=person, notice=notice, channel=Channel.APP)
    return found.select_related("notice__union").first()


def mark_read(message: Message) -> None:
    """Put down that its person has opened it; the first time counts."""
    rows = Message.objects.filter(notice=message.notice_id, pk=message.pk, read=None)
    rows.update(read=now(), state=State.READ)


@dataclass(frozen=True)
class Tally:
    """How many messages of one channel stand where; `arrived` counts those delivered or read."""

    channel: Channel
    states: dict[State, int]

    @property
    def total(self) -> int:
        return sum(self.states.values())

    @property
    def arrived(self) -> int:
        return self.states.get(State.DELIVERED, 0) + self.states.get(State.READ, 0)

    @property
    def read(self) -> int:
        return self.states.get(State.READ, 0)

    @property
    def waiting(self) -> int:
        return self.states.get(State.QUEUED, 0) + self.states.get(State.FAILED, 0)

    @property
    def sent(self) -> int:
        return self.states.get(State.SENT, 0) + self.arrived

    @property
    def given_up(self) -> int:
        return self.states.get(State.GIVEN_UP, 0)


def tallies_of(notice: Notice) -> list[Tally]:
    """The exact counts of a notice, channel by channel; one query."""
    rows = Message.objects.filter(notice=notice).values_list("channel", "state").annotate(count=Count("*"))
    found: dict[int, dict[State, int]] = defaultdict(dict)
    for channel, state, count in rows.order_by("channel", "state"):
        found[channel][State(state)] = count
    return [Tally(Channel(channel), states) for channel, states in sorted(found.items())]


def reasons_of(notice: Notice) -> list[tuple[str, int]]:
    """Why messages of a notice were given up or failed, the commonest first: sentence and count."""
    rows = Message.objects.filter(notice=notice).exclude(reason="").values_list("reason").annotate(count=Count("*"))
    return [(sentence_of(reason), count) for reason, count in rows.order_by("-count", "reason")]


def failures_of(notice: Notice, most: int) -> Iterable[Message]:
    """Messages that were given up or failed, some of them."""
    states = (State.GIVEN_UP, State.FAILED)
    return Message.objects.filter(notice=notice, state__in=states).order_by("id")[:most]
