"""Rating a closed matter, once, by its applicant; solved and satisfied are counted apart (grouping.py)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.matters.core.models import Matter, Note, State
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.matters.rights import is_applicant
from niangjia.engines.rules import value
from niangjia.foundation.clock import SHANGHAI, today

from .journal_codes import RATED
from .kinds import rating_kind
from .models import Rating

if TYPE_CHECKING:
    from niangjia.foundation.access.actor import Actor

LEAST, MOST, CONTENT = 1, 5, 4  # four and five of five count as content
LONGEST = 500
FEWEST = 10  # of a published cell
WINDOW = "matters.rating_cd"


@dataclass(frozen=True)
class Given:
    """What the applicant says: `solved` is None where there was nothing to solve; figures from one to five."""

    satisfied: int
    solved: bool | None = None
    answers: Mapping[str, int] | None = None
    comment: str = ""


def can_rate(actor: Actor, matter: Matter) -> bool:
    """Whether the actor may still rate it."""
    ended = _ended(matter)
    if not is_applicant(actor, matter) or ended is None or matter.state != State.DONE:
        return False
    days = value(WINDOW, on=ended).days.count
    return today() <= ended + timedelta(days=days) and not Rating.objects.filter(matter=matter).exists()


@transaction.atomic
def rate_matter(actor: Actor, matter: Matter, given: Given) -> Rating:
    """Rate it. Raises Http404 for others, NotPossible when it was rated, is too late, or something is missing."""
    if not is_applicant(actor, matter):
        raise Http404
    if not can_rate(actor, matter):
        raise NotPossible(_("It was rated already, or its time for rating is over."))
    kind = rating_kind(matter.procedure)
    _check(given, kind.solvable, [question.key for question in kind.questions])
    ended = _ended(matter)
    made = Rating(
        matter=matter,
        procedure=matter.procedure,
        union=matter.union,
        solved=given.solved if kind.solvable else None,
        satisfied=given.satisfied,
        answers=dict(given.answers or {}),
        lawful_no=was_lawful_no(matter),
        closed=ended or today(),
    )
    made.comment = given.comment.strip() or None
    _save(made)
    journal.record(actor, RATED, matter, union=matter.union_id)
    return made


def _save(rating: Rating) -> None:
    try:
        with transaction.atomic():
            rating.save(force_insert=True)
    except IntegrityError:  # a second tap
        raise NotPossible(_("It was rated already, or its time for rating is over.")) from None


def _check(given: Given, solvable: bool, questions: list[str]) -> None:
    if solvable and given.solved is None:
        raise NotPossible(_("Say whether it was solved."), "solved")
    for name, figure in {"satisfied": given.satisfied, **(given.answers or {})}.items():
        if not LEAST <= figure <= MOST or (name != "satisfied" and name not in questions):
            raise NotPossible(_("Choose from one to five."), name)
    if len(given.comment) > LONGEST:
        raise NotPossible(_("At most %(most)s letters.") % {"most": LONGEST}, "comment")


def was_lawful_no(matter: Matter) -> bool:
    """Whether it was refused as the rules demand, and the applicant was told why."""
    if matter.phase not in rating_kind(matter.procedure).lawful_no:
        return False
    return Note.objects.filter(matter=matter, kind=Note.Kind.APPLICANT, by_applicant=False).exists()


def _ended(matter: Matter) -> date | None:
    return matter.closed.astimezone(SHANGHAI).date() if matter.closed else None
