"""Carrying messages out of the house: claimed row by row, tried, put down, tried again or given up.

At least once: a worker that dies after the provider took a message, and before that was put down, leads to another
try with the same idempotency id.
"""

from __future__ import annotations

import logging
import time
import uuid
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils.translation import override

from niangjia.engines.notices.channels.base import Fate, Outcome, Parcel, later, never
from niangjia.engines.notices.channels.carriers import carrier
from niangjia.engines.notices.kinds import Channel, UnknownKind, known
from niangjia.engines.people.models import Person
from niangjia.foundation.access.scope import Scope, in_scope
from niangjia.foundation.clock import now
from niangjia.foundation.jobs.failures import place_of

from . import reasons
from .addresses import address_of
from .handing import wants
from .models import WAITING, Message, State
from .pauses import TOO_LATE, pause_after
from .quiet import next_loud
from .rendering import link_to, rendered

if TYPE_CHECKING:
    from datetime import datetime

    from niangjia.engines.notices.kinds import Kind

logger = logging.getLogger(__name__)

AT_ONCE = 20  # messages claimed together
SECONDS = 5.0  # after which no other one of them is begun
OUTGOING = "zh-hans"  # the language of what leaves the house
OVER = (Person.State.MERGED, Person.State.ERASED)


def deliver_some(notice: int | None = None) -> tuple[int, bool]:
    """Try messages that are due, of one notice or of all; answers how many, and whether there may be more.

    Runs in the caller's transaction: the rows stay locked until it ends, others pass them by.
    """
    until = time.monotonic() + SECONDS
    claimed, tried = _claim(notice), 0
    for message in claimed:
        if time.monotonic() > until:
            return tried, True
        _try(message)
        tried += 1
    return tried, len(claimed) == AT_ONCE


def _claim(notice: int | None) -> list[Message]:
    due = Message.objects.filter(not_before__lte=now(), state__in=WAITING)
    if notice is not None:
        due = due.filter(notice=notice)
    locked = due.select_for_update(skip_locked=True, of=("self",)).select_related("notice__union")
    return list(locked.order_by("not_before", "id")[:AT_ONCE])


def _try(message: Message) -> None:
    """Whatever goes wrong is put down with the message: its neighbours have been sent already."""
    try:
        kind = known(message.notice.kind)
        loud = _loud(message, kind)
        if loud > now():
            _postpone(message, loud)
            return
        with transaction.atomic():
            outcome = _outcome(message, kind)
    except UnknownKind:
        outcome = later(reasons.ERROR)  # a worker of an older version; another one knows it
    except Exception as error:  # noqa: BLE001 - a message must not take its neighbours along
        logger.warning("message %s: %s", message.pk, place_of(error))
        outcome = later(reasons.ERROR)
    _put_down(message, outcome)


def _loud(message: Message, kind: Kind) -> datetime:
    if kind.urgent or not carrier(Channel(message.channel)).rings:
        return now()
    return next_loud(now(), message.notice.union)


def _postpone(message: Message, loud: datetime) -> None:
    """Let everything of the notice that rings wait for the morning: it is not a try."""
    ringing = [channel for channel in Channel if channel is not Channel.APP and carrier(channel).rings]
    waiting = Q(notice=message.notice_id, state__in=WAITING, channel__in=ringing, not_before__lt=loud)
    Message.objects.filter(waiting).update(not_before=loud)


def _outcome(message: Message, kind: Kind) -> Outcome:
    channel = Channel(message.channel)
    with in_scope(Scope(person_id=message.person_id)):
        person = Person.objects.filter(pk=message.person_id).exclude(state__in=OVER).filter(died=None).first()
        if person is None:
            return never(reasons.GONE)
        # Asked at this very moment: whoever took consent back after it was queued is not written to.
        if not wants(person.pk, kind, channel):
            return never(reasons.NOT_WANTED)
        address = address_of(person, channel)
    if not address:
        return never(reasons.NO_ADDRESS)
    found = carrier(channel)
    return found.carry(parcel_of(message, address)) if found.ready() else never(reasons.NOT_SET_UP)


def parcel_of(message: Message, address: str) -> Parcel:
    """What is handed to the carrier."""
    channel = Channel(message.channel)
    with override(OUTGOING):
        words = rendered(message.notice, channel)
    return Parcel(
        once=once(message),
        reference=message.pk,
        kind=message.notice.kind,
        address=address,
        body=words.body,
        title=words.title,
        link=link_to(message.notice),
        fields=words.fields,
    )


def once(message: Message) -> str:
    """The idempotency id: the same for every try, and of no other message, also after a backup was restored."""
    return uuid.uuid5(uuid.NAMESPACE_OID, f"{message.pk} {message.created.isoformat()}").hex


def _put_down(message: Message, outcome: Outcome) -> None:
    moment = now()
    message.attempts += 1
    message.reason = outcome.reason
    message.state, message.not_before = State.GIVEN_UP, None
    if outcome.fate is Fate.SENT:
        message.state, message.sent = State.SENT, moment
    elif outcome.fate is Fate.LATER:
        pause = pause_after(message.attempts, message.pk)
        if moment - message.created > TOO_LATE:
            message.reason = reasons.TOO_LATE
        elif pause:
            message.state, message.not_before = State.FAILED, moment + pause
    fields = ["attempts", "reason", "state", "not_before", "sent"]
    Message.objects.filter(notice=message.notice_id, pk=message.pk).update(
        **{name: getattr(message, name) for name in fields}
    )
