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
from niangjia.engines.people.unions.reading import path
from niangjia.engines.rules import value
from niangjia.foundation.access import hooks
from niangjia.foundation.access.actor import PLATFORM, Kind
from niangjia.foundation.clock import SHANGHAI, now, today
from niangjia.foundation.jobs.actions import start_job
from niangjia.foundation.jobs.models import Job
from niangjia.foundation.jobs.models import State as JobState
from niangjia.services.joining.journal_codes import CLOSED, INVITED, TOLD
from niangjia.services.joining.models import Application, InvitationList, Invited, ListPiece
from niangjia.services.joining.reading import handling_union, months_on, require_here
from niangjia.services.joining.said import Said

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet

    from niangjia.engines.matters.models import Matter
    from niangjia.engines.people.models import Union
    from niangjia.foundation.access.actor import Actor
    from niangjia.services.joining.tables import Line

PIECE = 200  # lines taken in at a time
KEPT = "joining.list_months"
TAKE_IN, TELL = "joining.take_in", "joining.tell_invited"
ONCE = timedelta(days=7)  # nobody is invited more often by text message
Row = Invited.State


@transaction.atomic
def invite(actor: Actor, union: Union, row: InvitationList, lines: Sequence[Line]) -> InvitationList:
    """Keep a list; a job takes its lines in, some at a time, with a result for each.

    Raises Refused, NotPossible for a branch: whoever confirms asks the union that handles it.
    """
    require_here(actor, union)
    if handling_union(union).pk != union.pk:
        raise NotPossible(_("A branch has no lists: its union has."))
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
    """The person of a line has confirmed: what is said stands in the request, and no more in the list."""
    one.state, one.sentence = Row.CONFIRMED, ""
    one.application = Application.objects.get(matter=matter)
    one.said = one.phone_mark = one.number_mark = None
    one.save(update_fields=["state", "sentence", "application", "said", "phone_mark", "number_mark"])


@transaction.atomic
def decline(one: Invited) -> None:
    """The person of a line does not want it: what the list said of them goes."""
    row = Invited.objects.filter(pk=one.pk, state=Row.INVITED)
    row.update(state=Row.DECLINED, said=None, phone_mark=None, number_mark=None)


@transaction.atomic
def close_list(actor: Actor, row: InvitationList) -> None:
    """End a list: what it says of people is deleted. Twice does no harm.

    Raises Refused, NotPossible while a job is at it, or while somebody who signed a roll is not entered; the platform
    closes it all the same.
    """
    require_here(actor, row.union)
    if InvitationList.objects.filter(pk=row.pk).exclude(closed=None).exists():
        return
    held = held_list(row)
    if actor.kind is not Kind.PLATFORM and Invited.objects.filter(list=held, state=Row.SIGNED).exists():
        raise NotPossible(_("Who signed a roll is not entered yet: go on with that, or take it back, then close."))
    held.closed = now()
    held.save(update_fields=["closed"])
    ListPiece.objects.filter(list=held).delete()
    Invited.objects.filter(list=held).update(said=None, phone_mark=None, number_mark=None)
    journal.record(actor, CLOSED, held, union=held.union_id)


def ends_on(row: InvitationList) -> date:
    """The day on which a list is closed at the latest."""
    months = value(KEPT, on=today(), unions=[one.pk for one in reversed(path(row.union))]).count
    return months_on(row.made.astimezone(SHANGHAI).date(), months)


def close_old(most: int, after: int) -> tuple[int, int]:
    """Close lists whose time is over, of some from the one after that id: (how many, the last looked at, 0 for none).

    One that a job is at is left alone.
    """
    rows = InvitationList.objects.filter(closed=None, pk__gt=after).select_related("union").order_by("pk")[:most]
    done = last = 0
    for row in rows:
        last = row.pk
        if ends_on(row) > today():
            continue
        try:
            close_list(PLATFORM, row)
        except NotPossible:
            continue
        done += 1
    return done, last
