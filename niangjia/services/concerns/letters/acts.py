"""Sending a letter, entering its answer, telling upwards that none came."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.matters.limits.settling import chain_of
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.matters.rights import is_barred, require_at
from niangjia.engines.notices.sending.sending import send
from niangjia.engines.papers.rights import decided_by
from niangjia.engines.papers.verbs import issue_paper
from niangjia.engines.rules import add_days, value
from niangjia.foundation.access.actor import PLATFORM, Refused
from niangjia.foundation.attachments import About
from niangjia.foundation.attachments.keeping import keep_file
from niangjia.foundation.attachments.kinds import PAPERS
from niangjia.foundation.attachments.limits import Limits
from niangjia.foundation.clock import today
from niangjia.services.concerns import beside_codes as codes
from niangjia.services.concerns.acts.alerting import officers
from niangjia.services.concerns.acts.answering import said_day
from niangjia.services.concerns.here import open_concern, told_at
from niangjia.services.concerns.messages import LETTER_LATE
from niangjia.services.concerns.once import keep_once
from niangjia.services.concerns.permissions import HANDLE
from niangjia.services.concerns.unread import unread

from .models import Letter, LetterKind
from .papers import LETTER

if TYPE_CHECKING:
    from datetime import date

    from niangjia.engines.matters.models import Matter
    from niangjia.engines.people.models import Employer, Union
    from niangjia.foundation.access.actor import Actor

    from .said import Wrote

FIGURES = {
    LetterKind.HINT: "concerns.hint_wd",
    LetterKind.OPINION: "supervision.reply_wd",
    LetterKind.ADVICE: "concerns.advice_wd",
}
HIGHEST = 3  # here, the union above, the one above that
ANSWERS = Limits(kinds=PAPERS, most=5)


@dataclass(frozen=True, repr=False)
class Draft:
    """A letter before it is sent."""

    kind: LetterKind
    addressee: str
    wrote: Wrote
    employer: Employer | None = None
    matter: Matter | None = None
    follows: Letter | None = None
    key: UUID = field(default_factory=uuid4)  # of its form: sent twice it is one


@dataclass(frozen=True, repr=False)
class Came:
    """An answer: when, what it comes to, in which words, with its scan."""

    day: date
    reply: str
    text: str
    scan: bytes
    name: str


def answer_due(union: Union, kind: LetterKind, day: date) -> date:
    """By when an answer to a letter of that day is expected, by the figure that holds there."""
    return add_days(day, value(FIGURES[kind], on=day, unions=chain_of(union)).days).day


@transaction.atomic
def send_letter(actor: Actor, union: Union, draft: Draft) -> Letter:
    """Send it in the union's name: a paper with its number. Raises Refused, NotPossible."""
    require_at(actor, HANDLE, union)
    matter, before = draft.matter, draft.follows
    if matter is not None:
        open_concern(actor, matter)
    if before is not None:
        _refuse_next(actor, before)
    row = Letter(
        id=draft.key,
        union=union,
        kind=draft.kind,
        addressee=draft.addressee.strip(),
        employer=draft.employer,
        matter=matter or (before.matter if before else None),
        follows=before,
        said=draft.wrote.packed(),
        due=answer_due(union, draft.kind, today()),
        written_by_id=actor.account_id,
    )
    keep_once(row)
    _issue(actor, row, draft)
    journal.record(actor, codes.LETTER_SENT, row, union=union.pk)
    return row


def _issue(actor: Actor, row: Letter, draft: Draft) -> None:
    """About its concern, so that whoever must not know of that finds no paper either."""
    wrote = draft.wrote
    data = {
        "kind": row.kind,
        "to": row.addressee,
        "situation": wrote.situation.splitlines(),
        "asks": wrote.asks.splitlines(),
        "basis": wrote.basis,
        "due": said_day(row.due),
        "before": row.follows.number if row.follows else "",
    }
    with decided_by(row.union, row.union, HANDLE):
        paper = issue_paper(actor, LETTER.key, union=row.union, about=row.matter or row, data=data)
    row.paper, row.number = paper, paper.number
    row.save(update_fields=["paper", "number"])


def _refuse_next(actor: Actor, before: Letter) -> None:
    """Raises NotPossible, Refused."""
    require_reader(actor, before)
    if not before.may_be_followed:
        early = _("Its time for an answer is not over yet.")
        raise NotPossible(_("What it asked for was done.") if before.answered else early)
    if Letter.objects.filter(follows=before).exists():
        raise NotPossible(_("Another letter follows it already."))


def require_reader(actor: Actor, row: Letter) -> None:
    """Raises Refused for who has no post right there, or one at the unit that must not know of its concern, and for
    who reads no word of that.
    """
    require_at(actor, HANDLE, row.union)
    if row.matter is None:
        return
    if is_barred(actor, row.matter) or Letter.objects.filter(unread(actor), pk=row.pk).exists():
        raise Refused(_("This is for others."))


@transaction.atomic
def enter_answer(actor: Actor, letter: Letter, came: Came) -> None:
    """Enter what came back, with its scan. Raises Refused, NotPossible, BadFile."""
    require_reader(actor, letter)
    if not letter.sent <= came.day <= today():
        raise NotPossible(_("It came between the day of the letter and today."), "day")
    rows = Letter.objects.filter(pk=letter.pk, answered=None)
    if not rows.update(answered=came.day, reply=came.reply):
        raise NotPossible(_("An answer was entered already."))
    letter.answer = came.text
    letter.save(update_fields=["answer"])
    keep_file(actor, About.of(letter), came.scan, came.name, slot="", limits=ANSWERS)
    journal.record(actor, codes.LETTER_ANSWERED, letter, union=letter.union_id)


@transaction.atomic
def tell_late_letters() -> int:
    """Once a day: tell of letters whose time is over; first here, then a union higher after each further week."""
    week = value("concerns.letter_up_cd", on=today()).days.count
    rows = Letter.objects.select_related("union", "matter__bypassed")
    late = rows.filter(answered=None, due__lt=today(), level__lt=HIGHEST).order_by("due", "pk")
    return sum(_tell(row) for row in late if row.due + timedelta(days=week * row.level) < today())


def _tell(row: Letter) -> bool:
    """One step up; whether there was one."""
    union: Union | None = row.union
    for _step in range(row.level):
        union = union.parent if union else None
    rows = Letter.objects.filter(pk=row.pk, level=row.level, answered=None)
    if union is None or not rows.update(level=row.level + 1):
        return False
    persons = told_at(union, row.matter) if row.matter else officers(union)
    key = f"concerns.letter.{row.level + 1}.{row.pk}"
    send(PLATFORM, LETTER_LATE, persons, union=union, variables={"number": row.number}, key=key)
    journal.record(PLATFORM, codes.LETTER_LATE, row, union=union.pk)
    return True
