"""What we tell the engine: which time limit handling has, and who may not end a step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from niangjia.engines.matters.hooks import (
    before_task_done,
    before_transfer,
    on_matter_moved,
    on_matter_opened,
    on_task_ended,
    on_task_opened,
)
from niangjia.engines.matters.limits.starting import start_limit
from niangjia.engines.matters.models import Task, TaskState
from niangjia.engines.matters.recusing.acts import keep_out
from niangjia.engines.matters.recusing.models import kept_out_of
from niangjia.engines.matters.refusals import NotPossible
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.clock import today

from .acts.anonymous import is_past
from .acts.confiding import is_own_sealed, sealed_of, tell_news
from .acts.passing import sent_back_until
from .choices import Difficulty, Kind
from .limits import HANDLING, LIGHT, REVIEWING, SECOND, TELL
from .models import Anonymous, Concern, Review
from .reading import ANONYMOUS, BROUGHT, CONCERN, OURS, REVIEW, find_concern

if TYPE_CHECKING:
    from niangjia.engines.matters.models import Matter
    from niangjia.foundation.access.actor import Actor


@on_task_opened
def start_telling(task: Task) -> None:
    """The days for telling in writing run from the day of bringing; where it was passed on, from that day on."""
    if task.procedure not in BROUGHT or task.key != "register":
        return
    matter = task.matter
    began = (
        bool(matter.subject_id) and not matter.phase
    )  # its first step; what is passed on has been somewhere before
    made = Concern.objects.filter(pk=matter.subject_id).values_list("made", flat=True).first() if began else None
    start_limit(TELL, matter, task=task, event=made, fresh=True)


@on_task_opened
def start_handling(task: Task) -> None:
    """Claims have the sixty days of the rules on petitions, questions and suggestions the place's own.

    They run once, from taking it up (第三十四条): handling it once more has a short limit of its own.
    """
    if task.procedure not in BROUGHT or task.key != "handle":
        return
    concern = find_concern(task.matter)
    light = concern is not None and concern.kind != Kind.CLAIM
    kind = LIGHT[Difficulty(concern.difficulty)] if concern and light else HANDLING
    start_limit(SECOND if concern and concern.rounds else kind, task.matter, task=task)


@on_matter_opened
def keep_out_of_reviews(matter: Matter) -> None:
    """Whoever keeps out of a concern keeps out of its reviews."""
    if matter.procedure != REVIEW:
        return
    review = Review.objects.select_related("concern__matter").filter(pk=matter.subject_id).first()
    if review is not None and review.concern.matter is not None:
        keep_out(PLATFORM, matter, kept_out_of(review.concern.matter))


@on_task_opened
def start_reviewing(task: Task) -> None:
    """The thirty days of a review run from the day on which it was asked for, whenever that was entered."""
    if task.procedure == REVIEW and task.key == "review":
        key = task.matter.subject_id
        found = Review.objects.filter(pk=key).first() if key else None
        start_limit(REVIEWING, task.matter, task=task, event=found.asked_on if found else None)


@on_task_ended
def tell_sealed(task: Task) -> None:
    """Whoever has a sealed name is no applicant whom the engine would tell."""
    if task.procedure not in (CONCERN, REVIEW) or task.matter.person_id is not None or task.state != TaskState.DONE:
        return
    concern = find_concern(task.matter)
    row = sealed_of(concern) if concern else None
    if row is not None:
        tell_news(row)


def _had_part(concern: Concern) -> set[int | None]:
    """The accounts of all who handled it in any round, or reviewed it before."""
    matters = [concern.matter_id, *concern.reviews.values_list("matter", flat=True)]
    steps = Task.objects.filter(matter__in=matters, key__in=("handle", "review"), state=TaskState.DONE)
    return {concern.handled_by_id, *steps.values_list("done_by", flat=True)} - {None}


@before_transfer
def send_back_in_time(_actor: Actor, matter: Matter) -> None:
    """What was passed on and is not theirs a union gives on or back within five working days (第二十三条)."""
    until = sent_back_until(matter)
    if until is not None and today() > until.day:
        raise NotPossible(
            _("It was passed on to your union, and could be given back until %(day)s: handle it.")
            % {"day": date_format(until.day, "DATE_FORMAT")}
        )


@on_matter_moved
def follow(matter: Matter) -> None:
    """Whoever gets a concern without a name reads it and writes into its dialogue."""
    if matter.procedure == ANONYMOUS:
        Anonymous.objects.filter(concern__matter=matter).update(union=matter.union)


@before_task_done
def recuse(actor: Actor, task: Task, outcome: str) -> None:
    """Nobody decides about the own concern; who handled it neither checks nor reviews it (条例 第二十八条)."""
    if task.procedure not in OURS:
        return
    if actor.person_id is not None and actor.person_id == task.matter.person_id:
        raise NotPossible(_("It is your own concern: somebody else handles it."))
    if is_past(actor, task.matter.bypassed):
        raise NotPossible(_("It went past the union of your employer: somebody else handles it."))
    if task.matter.person_id is None and (sealed := find_concern(task.matter)) and is_own_sealed(actor, sealed):
        raise NotPossible(_("It is your own concern: somebody else handles it."))
    if task.key not in ("check", "review") or actor.account_id is None:
        return
    concern = find_concern(task.matter)
    if concern is not None and actor.account_id in _had_part(concern):
        raise NotPossible(_("You handled it: somebody else calls back and checks."))
