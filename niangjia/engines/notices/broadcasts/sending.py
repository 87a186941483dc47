"""The job that lets a message to many go out: chunk by chunk, each with its cursor in one transaction."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from niangjia.engines.notices.kinds import known
from niangjia.engines.notices.permissions import WRITE
from niangjia.engines.notices.sending.handing import add_messages
from niangjia.engines.notices.sending.models import Notice
from niangjia.engines.notices.sending.sending import deliver_soon
from niangjia.foundation.access.scope import Scope, in_scope
from niangjia.foundation.clock import now
from niangjia.foundation.jobs import Step, job_kind

from .audience import unpacked
from .kinds import channels_of, kind_of
from .models import Broadcast, State
from .preview import persons_sql

if TYPE_CHECKING:
    from niangjia.foundation.jobs import Ids, Work

SEND = "notices.broadcast"
AT_ONCE = 5_000  # persons; some 0.1 s
REST = 0.15  # seconds before every chunk but the first: visitors' pages have half of the machine meanwhile


def _leads_to(ids: Ids) -> str:
    return reverse("notices:broadcast", args=[ids["broadcast"]])


@job_kind(SEND, title=_("Sending a message to many"), leads_to=_leads_to)
def send_broadcast(work: Work, cursor: Ids | None) -> Step:
    """The next persons by their id. A chunk done twice adds nobody twice: the database has one row for each."""
    broadcast = Broadcast.objects.select_related("union", "notice").get(pk=int(work.ids["broadcast"]))
    work.actor.require(WRITE, at=broadcast.union.place)
    notice, after, done = (
        broadcast.notice,
        int(cursor["after"]) if cursor else 0,
        int(cursor["done"]) if cursor else 0,
    )
    assert notice is not None  # noqa: S101 - releasing made it
    if cursor:
        time.sleep(REST)  # nothing is locked or seen yet
    with in_scope(Scope(unpacked(broadcast.audience).reach)):
        text, values = persons_sql(unpacked(broadcast.audience), after=after, most=AT_ONCE)
        kind, channels = known(kind_of(broadcast)), channels_of(broadcast)
        count, last = add_messages(notice, kind, text, values, channels=channels)
    if count == AT_ONCE and last is not None:
        return Step({"after": last, "done": done + count}, done=done + count, total=broadcast.counted)
    _finish(broadcast, notice, done + count)
    return Step(None, done=done + count, total=done + count)


def _finish(broadcast: Broadcast, notice: Notice, people: int) -> None:
    Notice.objects.filter(pk=notice.pk).update(people=people)
    Broadcast.objects.filter(pk=broadcast.pk, state=State.SENDING).update(state=State.SENT, finished=now())
    deliver_soon(notice)
