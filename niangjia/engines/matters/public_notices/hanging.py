"""Hanging out, taking down, proof of where it hung; and what stands in the way of going on."""

from __future__ import annotations

import json
import secrets
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.matters.acts.locking import locked_open
from niangjia.engines.matters.acts.otherwise import paper_at_hand
from niangjia.engines.matters.acts.tasks import node_of
from niangjia.engines.matters.core.models import Event, Task
from niangjia.engines.matters.limits import counting
from niangjia.engines.matters.limits.settling import chain_of, figures_for
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.matters.rights import require_at
from niangjia.engines.rules import work_calendar
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.attachments import About, Limits
from niangjia.foundation.attachments.keeping import keep_file
from niangjia.foundation.attachments.kinds import PICTURES
from niangjia.foundation.clock import today
from niangjia.foundation.jobs import periodic

from . import journal_codes as codes
from .ending import end_notice
from .kinds import notice_kind
from .models import Objection, Posting, PublicNotice
from .permissions import HANG

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from niangjia.engines.matters.core.models import Matter
    from niangjia.foundation.access.actor import Actor

State = PublicNotice.State
PROOF = "proof"
PHOTOGRAPHS = Limits(most=6, kinds=PICTURES)
LONGEST_REASON = 200


@transaction.atomic
def hang_notice(actor: Actor, matter: Matter, kind: str) -> PublicNotice:
    """Hang a notice about a matter for the people of its union, masked, from today. One hangs at a time.

    The day on which it is hung does not count. Raises Refused, NotPossible.
    """
    held = locked_open(matter.pk)
    require_at(actor, HANG, held.union)
    known = notice_kind(kind)
    if held.public_notices.filter(kind=kind, state=State.HANGING).exists():
        raise NotPossible(_("It hangs already."))
    figure = figures_for([known.figure], chain_of(held.union), today())[known.figure]
    due = counting.due(work_calendar(), today(), figure.days)
    assert due is not None  # noqa: S101 - it is never paused
    made = PublicNotice(
        matter=held,
        union=held.union,
        kind=kind,
        code=secrets.token_urlsafe(9),
        title=str(known.title)[:100],
        starts=today(),
        ends=due.day,
        days=figure.days.count,
        working=figure.days.working,
        basis=figure.basis[:300],
        account_id=actor.account_id,
    )
    shown = [(line.label, line.mask.shown(line.value)) for line in known.lines(held)]
    made.lines = json.dumps(shown, ensure_ascii=False)
    made.save(force_insert=True)
    data = {"first": str(made.starts), "last": str(made.ends)}
    journal.record(actor, codes.HUNG, held, union=held.union_id, data=data)
    return made


def lines_of(notice: PublicNotice) -> list[tuple[str, str]]:
    """What hangs there: label and masked value; nothing any more of one that is over."""
    if notice.state != State.HANGING or notice.lines is None:
        return []
    return [(label, value) for label, value in json.loads(notice.lines.reveal())]


@transaction.atomic
def take_down(actor: Actor, notice: PublicNotice, reason: str) -> None:
    """Take it down before its time, with a reason. Raises Refused, NotPossible."""
    held = _held(actor, notice)
    if held.state != State.HANGING:
        raise NotPossible(_("It does not hang any more."))
    if not reason.strip() or len(reason) > LONGEST_REASON:
        raise NotPossible(_("Say why, in at most %(most)s letters.") % {"most": LONGEST_REASON}, "reason")
    end_notice(held, State.TAKEN_DOWN, reason.strip())
    journal.record(actor, codes.TAKEN_DOWN, held.matter, union=held.union_id)


@periodic("2 0 * * *")
def take_down_what_is_over() -> None:
    """Just after midnight; nobody sees more than its days, for pages ask the clock as well."""
    over = PublicNotice.objects.filter(state=State.HANGING, ends__lt=today())
    rows = over.select_for_update(of=("self",), skip_locked=True).select_related("matter")
    for notice in rows[:1000]:
        end_notice(notice, State.OVER, "")
        journal.record(PLATFORM, codes.OVER, notice.matter, union=notice.union_id)


@transaction.atomic
def record_posting(
    actor: Actor, notice: PublicNotice, place: str, days: tuple[date, date], photograph: tuple[bytes, str]
) -> Posting:
    """Record where it hung outside from a day to a day, with a photograph (content, name).

    Raises Refused, NotPossible, BadFile.
    """
    held, (since, until) = _held(actor, notice), days
    if not place.strip():
        raise NotPossible(_("Write where it hung."), "place")
    if not held.starts <= since <= until <= today():
        raise NotPossible(_("It hung after it began, and not in the future."), "until")
    if not photograph[0]:
        raise NotPossible(_("Add a photograph of it."), "photograph")
    made = Posting.objects.create(
        notice=held, place=place.strip()[:100], since=since, until=until, account_id=actor.account_id
    )
    keep_file(actor, About.of(made), *photograph, slot=PROOF, limits=PHOTOGRAPHS)
    data = {"first": str(since), "last": str(until)}
    journal.record(actor, codes.POSTED, held.matter, union=held.union_id, data=data)
    return made


def _held(actor: Actor, notice: PublicNotice) -> PublicNotice:
    rows = PublicNotice.objects.select_for_update(of=("self",)).select_related("union", "matter__union")
    held = rows.get(pk=notice.pk)
    require_at(actor, HANG, held.matter.union)
    return held


def notice_allows(actor: Actor, task: Task, outcome: str) -> None:
    """Asked before a step is done: one that waits for a public notice goes on when it was over and nothing is open.

    Any other outcome than the first that is drawn gives the notice up. Raises NotPossible.
    """
    node = node_of(task.matter, task)
    kind = node.properties.get("notice")
    if not kind or outcome != node.words("outcomes")[0]:
        return
    this_round = _of_this_round(task, kind)
    last = this_round.order_by("-pk").first()
    if last is None and paper_at_hand(task.matter_id):
        return  # it hung on paper, as the scan says
    if last is None or last.state == State.TAKEN_DOWN:
        raise NotPossible(_("Hang out the public notice first."))
    if last.ends >= today():
        raise NotPossible(_("The public notice hangs until %(day)s.") % {"day": last.ends})
    objections = Objection.objects.filter(notice__matter=task.matter_id, notice__kind=kind)
    if count := objections.filter(state=Objection.State.OPEN).count():
        raise NotPossible(_("%(count)s objections wait for an answer.") % {"count": count})
    if objections.filter(state=Objection.State.UPHELD, notice__in=this_round).exists():
        raise NotPossible(_("An objection was upheld: it can't go on as it is."))


def _of_this_round(task: Task, kind: str) -> QuerySet[PublicNotice]:
    """The notices that count: hung since the step was last over, and since the matter came to its union.

    What was upheld sends a matter back or ends it; in the next round other facts hang there.
    """
    earlier = Task.objects.filter(matter=task.matter_id, key=task.key, done__isnull=False)
    came = Event.objects.filter(matter=task.matter_id, kind=Event.Kind.TRANSFERRED)
    since = [
        found for row in (earlier.aggregate(at=Max("done")), came.aggregate(at=Max("at"))) if (found := row["at"])
    ]
    rows = task.matter.public_notices.filter(kind=kind)
    return rows.filter(hung__gte=max(since)) if since else rows
