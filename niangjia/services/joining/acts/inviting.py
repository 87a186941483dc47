"""An employer's or a platform's list invites; each person confirms by a tap, or on a roll that is scanned back."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from niangjia.engines import journal
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.notices.sending.quiet import next_loud
from niangjia.foundation.access import hooks
from niangjia.foundation.clock import SHANGHAI, now
from niangjia.foundation.jobs.actions import start_job
from niangjia.foundation.jobs.models import Job
from niangjia.foundation.jobs.models import State as JobState
from niangjia.services.joining.journal_codes import CLOSED, INVITED, TOLD
from niangjia.services.joining.models import Application, InvitationList, Invited, ListPiece
from niangjia.services.joining.reading import require_here
from niangjia.services.joining.said import Said

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from django.db.models import QuerySet

    from niangjia.engines.matters.models import Matter
    from niangjia.engines.people.models import Union
    from niangjia.foundation.access.actor import Actor
    from niangjia.services.joining.tables import Line

PIECE = 200  # lines taken in at a time
TAKE_IN, TELL = "joining.take_in", "joining.tell_invited"
ONCE = timedelta(days=7)  # nobody is invited more often by text message
Row = Invited.State


@transaction.atomic
def invite(actor: Actor, union: Union, row: InvitationList, lines: Sequence[Line]) -> InvitationList:
    """Keep a list; a job takes its lines in, some at a time, with a result for each. Raises Refused."""
    require_here(actor, union)
    row.union, row.made_by_id, row.lines = union, actor.account_id, len(lines)
    row.save(force_insert=True)
    for number, first in enumerate(range(0, len(lines), PIECE)):
        piece = lines[first : first + PIECE]
        ListPiece(list=row, number=number, said=json.dumps(piece, ensure_ascii=False)).save(force_insert=True)
    _begin(actor, row, TAKE_IN, len(lines))
    journal.record(actor, INVITED, row, union=union.pk, data={"count": len(lines)})
    return row


def _begin(actor: Actor, row: InvitationList, kind: str, total: int) -> UUID:
    row.job = start_job(actor, kind, {"list": row.pk}, total=total).pk
    row.save(update_fields=["job"])
    return row.job


def held_list(row: InvitationList) -> InvitationList:
    """The list, locked. Raises NotPossible for one that is closed or that a job is still at."""
    held = InvitationList.objects.select_for_update(of=("self",)).select_related("union").get(pk=row.pk)
    if held.closed:
        raise NotPossible(_("This list is closed."))
    if held.job and Job.objects.filter(pk=held.job, state__in=(JobState.WAITING, JobState.RUNNING)).exists():
        raise NotPossible(_("This list is being worked on: wait until that is done."))
    return held


@transaction.atomic
def tell_invited(actor: Actor, row: InvitationList) -> UUID:
    """Invite by text message whoever has a telephone on the list and was not told lately. Answers the job.

    Raises Refused, NotPossible.
    """
    require_here(actor, row.union)
    held = held_list(row)
    count = _untold(held).count()
    if not count:
        raise NotPossible(_("Nobody is left who could be told by text message."))
    moment = now()
    if next_loud(moment, held.union) > moment:
        raise NotPossible(_("It is late: text messages go out in the day."))
    journal.record(actor, TOLD, held, union=held.union_id, data={"count": count})
    return _begin(actor, held, TELL, count)


def _untold(row: InvitationList) -> QuerySet[Invited]:
    rows = Invited.objects.filter(list=row, state=Row.INVITED, said__isnull=False, phone_mark__isnull=False)
    return rows.exclude(told__gt=now() - ONCE)


def tell_some(row: InvitationList, link: str, most: int, after: int) -> tuple[int, int]:
    """Try to send some invitations, from the line after that one; what does not go out is left for another time.

    Nothing at night. Answers how many were tried, and the last line.
    """
    moment = now()
    if row.closed or next_loud(moment, row.union) > moment:
        return 0, after
    rows = list(_untold(row).filter(position__gt=after).order_by("position")[:most])
    with override("zh-hans"):
        words = _("[%(union)s] %(employer)s has named you: you can join the union. It is your own choice: %(link)s")
    text = words % {"union": row.union.name, "employer": row.employer, "link": link}
    for one in rows:
        _tell(one, text)
    return len(rows), rows[-1].position if rows else after


def _tell(one: Invited, text: str) -> None:
    """One message. Its id is that of its round: a try that was killed sends again under the same."""
    round_ = one.told.astimezone(SHANGHAI).date().isoformat() if one.told else "first"
    if hooks.carry(Said.read(one.said.reveal()).phone, text, f"{one.pk}.{round_}"):
        one.told, one.unsent = now(), None
    else:
        one.unsent = now()
    one.save(update_fields=["told", "unsent"])


def confirm_row(one: Invited, matter: Matter) -> None:
    """The person of a line has confirmed: the request is there."""
    one.state, one.sentence = Row.CONFIRMED, ""
    one.application = Application.objects.get(matter=matter)
    one.save(update_fields=["state", "sentence", "application"])


@transaction.atomic
def decline(one: Invited) -> None:
    """The person of a line does not want it: what the list said of them goes."""
    row = Invited.objects.filter(pk=one.pk, state=Row.INVITED)
    row.update(state=Row.DECLINED, said=None, phone_mark=None, number_mark=None)


@transaction.atomic
def close_list(actor: Actor, row: InvitationList) -> None:
    """End a list: what it says of people is deleted. Twice does no harm.

    Raises Refused, NotPossible while a job is at it: who signed a roll is entered first.
    """
    require_here(actor, row.union)
    if InvitationList.objects.filter(pk=row.pk).exclude(closed=None).exists():
        return
    held = held_list(row)
    held.closed = now()
    held.save(update_fields=["closed"])
    ListPiece.objects.filter(list=held).delete()
    Invited.objects.filter(list=held).update(said=None, phone_mark=None, number_mark=None)
    journal.record(actor, CLOSED, held, union=held.union_id)
