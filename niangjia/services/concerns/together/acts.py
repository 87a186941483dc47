"""Several unions on one concern: asking for parts, answering them, doing without; reminding who handles it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.matters.acts.going import passes_by
from niangjia.engines.matters.acts.notes import living_of
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.matters.rights import is_applicant, is_barred, may_act, require_at
from niangjia.engines.notices.sending.sending import send
from niangjia.engines.papers.rights import decided_by
from niangjia.engines.papers.verbs import issue_paper
from niangjia.engines.people.unions.acts import STANDING
from niangjia.engines.rules import add_days, value
from niangjia.foundation.access.actor import Refused
from niangjia.foundation.clock import SHANGHAI, today
from niangjia.services.concerns import beside_codes as codes
from niangjia.services.concerns.acts.anonymous import is_past
from niangjia.services.concerns.acts.answering import said_day
from niangjia.services.concerns.here import open_concern, told_at
from niangjia.services.concerns.messages import PART_ANSWERED, PART_ASKED, PRESSED
from niangjia.services.concerns.once import keep_once
from niangjia.services.concerns.permissions import HANDLE
from niangjia.services.concerns.said import plain

from .models import Part, Press
from .papers import SUPERVISION

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from niangjia.engines.matters.models import Matter, Task
    from niangjia.engines.people.models import Union
    from niangjia.foundation.access.actor import Actor


def legal_day(living: Iterable[Task]) -> date | None:
    """The day by which the concern itself has to be handled: parts of others never go beyond it."""
    days = [task.due.astimezone(SHANGHAI).date() for task in living if task.due]
    return min(days) if days else None


def leads(actor: Actor, matter: Matter, living: Iterable[Task]) -> bool:
    """Whether the actor has the handling in hand, and so asks others and joins what they answer."""
    return any(task.key == "handle" and may_act(actor, task, matter) for task in living)


@transaction.atomic
def ask_part(actor: Actor, matter: Matter, union: Union, asks: str, due: date) -> Part:
    """Ask another union for its part. Raises Refused for who does not lead the handling, NotPossible."""
    open_concern(actor, matter)
    living = living_of(matter)
    if not leads(actor, matter, living):
        raise Refused(_("Whoever has the handling in hand asks others."))
    _refuse_union(matter, union)
    last = legal_day(living)
    if due < today() or (last is not None and due > last):
        raise NotPossible(_("Choose a day from today until %(day)s: the legal days go on.") % {
            "day": date_format(last or due, "DATE_FORMAT")
        }, "due")  # fmt: skip
    row = Part(matter=matter, union=union, asks=asks.strip(), due=due, asked_by_id=actor.account_id)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise NotPossible(_("This union was asked already, and has not answered yet."), "union") from None
    told = told_at(union, matter)
    send(actor, PART_ASKED, told, union=matter.union, variables=_day(due), key=f"concerns.part.{row.pk}")
    journal.record(actor, codes.PART_ASKED, matter, union=matter.union_id)
    return row


def _day(day: date) -> dict[str, str]:
    return {"day": date_format(day, "DATE_FORMAT")}


def _refuse_union(matter: Matter, union: Union) -> None:
    if union.pk == matter.union_id:
        raise NotPossible(_("It is there already."), "union")
    if union.state not in STANDING or passes_by(matter, union):
        raise NotPossible(_("This union can't have it."), "union")


def require_answerer(actor: Actor, part: Part) -> None:
    """Raises Refused for who has no post at the union that was asked, or one at the unit that must not know."""
    require_at(actor, HANDLE, part.union)
    if is_barred(actor, part.matter) or is_past(actor, part.matter.bypassed):
        raise Refused(_("This is for others."))


@transaction.atomic
def answer_part(actor: Actor, part: Part, text: str) -> None:
    """Answer what was asked; who leads hears of it. Raises Refused, NotPossible."""
    require_answerer(actor, part)
    if actor.person_id is not None and actor.person_id == part.matter.person_id:
        raise NotPossible(_("It is your own concern: somebody else handles it."))
    if not text.strip():
        raise NotPossible(_("Write what you found."), "text")
    rows = Part.objects.filter(pk=part.pk, answered=None, dropped=None)
    if not rows.update(answered=today(), answered_by=actor.account_id):
        raise NotPossible(_("It was answered already, or is not needed any more."))
    part.answer = text.strip()
    part.save(update_fields=["answer"])
    matter = part.matter
    told = told_at(matter.union, matter)
    given = {"number": matter.number}
    send(actor, PART_ANSWERED, told, union=part.union, variables=given, key=f"concerns.part_answered.{part.pk}")
    journal.record(actor, codes.PART_ANSWERED, matter, union=part.union_id)


@transaction.atomic
def drop_part(actor: Actor, part: Part) -> None:
    """Do without it. Raises Refused, NotPossible."""
    open_concern(actor, part.matter)
    if not Part.objects.filter(pk=part.pk, answered=None, dropped=None).update(dropped=today()):
        raise NotPossible(_("It was answered already, or is not needed any more."))
    journal.record(actor, codes.PART_DROPPED, part.matter, union=part.matter.union_id)


def presses_from(actor: Actor, matter: Matter, unions: Iterable[Union]) -> Union | None:
    """In whose name the actor reminds: of the union that has it, else the nearest one above where the actor has a
    post."""
    if is_barred(actor, matter) or is_applicant(actor, matter) or not matter.is_open:
        return None
    here = matter.union.place
    found = [one for one in unions if one.place <= here < one.place_end]
    return max(found, key=lambda one: one.place, default=None)


@transaction.atomic
def press(actor: Actor, matter: Matter, union: Union, text: str, key: UUID | None = None) -> Press:
    """Remind who handles it; from a union above it is a supervision letter (督办函). Raises Refused, NotPossible."""
    require_at(actor, HANDLE, union)
    if is_barred(actor, matter) or not union.place <= matter.union.place < union.place_end:
        raise Refused(_("This is for others."))
    if not matter.is_open:
        raise NotPossible(_("It is over."))
    if not text.strip():
        raise NotPossible(_("Say what is to be done."), "text")
    due = add_days(today(), value("concerns.press_wd", on=today()).days).day
    kind = Press.Kind.URGE if union.pk == matter.union_id else Press.Kind.SUPERVISE
    row = Press(
        id=key or uuid4(), matter=matter, kind=kind, union=union, text=text.strip(), due=due, by_id=actor.account_id
    )
    keep_once(row)
    if kind == Press.Kind.SUPERVISE:
        _issue(actor, row)
    told = told_at(matter.union, matter)
    given = {"number": matter.number, "day": date_format(due, "DATE_FORMAT")}
    send(actor, PRESSED, told, union=union, variables=given, key=f"concerns.press.{row.pk}")
    journal.record(actor, codes.PRESSED, matter, union=union.pk)
    return row


def _issue(actor: Actor, row: Press) -> None:
    matter = row.matter
    data = {
        "to": matter.union.name,
        "matter": matter.number,
        "opened": said_day(matter.opened.astimezone(SHANGHAI).date()),
        "text": plain(row.text).splitlines(),
        "due": said_day(row.due),
    }
    with decided_by(row.union, row.union, HANDLE):
        issue_paper(actor, SUPERVISION.key, union=row.union, about=matter, data=data)


@transaction.atomic
def answer_press(actor: Actor, row: Press, text: str) -> None:
    """Say what was done. Raises Refused, NotPossible."""
    require_at(actor, HANDLE, row.matter.union)
    if is_barred(actor, row.matter):
        raise Refused(_("This is for others."))
    if not text.strip():
        raise NotPossible(_("Say what was done."), "text")
    if not Press.objects.filter(pk=row.pk, replied=None).update(replied=today()):
        raise NotPossible(_("It was answered already, or is not needed any more."))
    row.reply = text.strip()
    row.save(update_fields=["reply"])
    journal.record(actor, codes.PRESS_ANSWERED, row.matter, union=row.matter.union_id)


def nearly(day: date | None) -> date:
    """By when a part is usually wanted: a week from now, or the legal day where that is sooner."""
    week = today() + timedelta(days=7)
    return min(week, day) if day else week
