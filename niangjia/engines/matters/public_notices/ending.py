"""A public notice ends: when its days are over, by hand, and with the step or the matter that it hangs for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection
from django.utils.translation import gettext_noop

from niangjia.engines import journal
from niangjia.engines.matters.acts.tasks import node_of
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.clock import now, today

from . import journal_codes as codes
from .models import PublicNotice

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from niangjia.engines.matters.core.models import Matter, Task
    from niangjia.engines.matters.hooks import Moved

State = PublicNotice.State
# By hand: asked of every matter that closes, and of most there is nothing.
HANGS = "SELECT EXISTS (SELECT FROM matters_publicnotice WHERE matter_id = %s AND state = %s)"
# Kept in English, shown in the language of whoever reads it.
STEP_OVER = gettext_noop("the step that it hung for is over")
GONE = gettext_noop("the matter went to another union")


def end_notice(notice: PublicNotice, state: PublicNotice.State, reason: str) -> None:
    """What hung there is not kept in words: its journal, days and proof are."""
    notice.state, notice.reason, notice.ended, notice.lines = state, reason, now(), None
    notice.save(update_fields=["state", "kept_reason", "ended", "lines"])


def notices_of_task_ended(task: Task) -> None:
    """Whichever way the step ended, nobody reads of it or objects to it any more."""
    if kind := node_of(task.matter, task).properties.get("notice"):
        _end(_hanging(task.matter).filter(kind=kind), STEP_OVER)


def notices_of_task_moved(moved: Moved) -> None:
    """One that is not drawn any more is of no use."""
    matter = moved.task.matter
    before, drawn = (node.properties.get("notice") for node in (moved.drawn, node_of(matter, moved.task)))
    if before and before != drawn:
        _end(_hanging(matter).filter(kind=before), STEP_OVER)


def notices_of_matter_moved(matter: Matter) -> None:
    """What hangs at the union that had it comes down; the other one hangs out its own."""
    _end(_hanging(matter).exclude(union=matter.union_id), GONE)


def notices_of_matter_closed(matter: Matter) -> None:
    """Nothing of a matter hangs longer than it lasts."""
    with connection.cursor() as cursor:
        cursor.execute(HANGS, [matter.pk, State.HANGING.value])
        (hangs,) = cursor.fetchone()
    if hangs:
        _end(_hanging(matter), STEP_OVER)


def _hanging(matter: Matter) -> QuerySet[PublicNotice]:
    return matter.public_notices.filter(state=State.HANGING)


def _end(notices: QuerySet[PublicNotice], reason: str) -> None:
    """Those whose days are over are just that, though nobody took them down yet."""
    for notice in notices.select_for_update(of=("self",)).select_related("matter").order_by("pk"):
        over = notice.ends < today()
        end_notice(notice, State.OVER if over else State.TAKEN_DOWN, "" if over else reason)
        code = codes.OVER if over else codes.WITH_STEP
        journal.record(PLATFORM, code, notice.matter, union=notice.union_id)
