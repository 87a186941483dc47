"""Warns before a limit ends and tells up the line after it: each once, whatever dies in between.

The mark on the row, the message and the journal's entry are of one transaction, and only who sets the mark sends. A
process that is killed leaves all of them or none; the next run finds what is left.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from niangjia.engines import journal
from niangjia.engines.matters.past_unions import without_barred
from niangjia.engines.matters.rights import is_held
from niangjia.engines.notices.sending.sending import send
from niangjia.engines.people.posts.models import Deputy, Post, Role
from niangjia.engines.people.posts.roles import codes_of
from niangjia.engines.people.scope import everywhere
from niangjia.engines.rules import work_calendar
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.clock import now, today
from niangjia.foundation.jobs import Step, job_kind, periodic
from niangjia.foundation.jobs.actions import start_job
from niangjia.foundation.jobs.models import LIVE, Job

from . import journal_codes as codes
from .kinds import title_of
from .messages import NEAR, OVER
from .models import TimeLimit
from .permissions import OVERSEE, PAUSE
from .settling import chain_of, next_escalation, steps_for

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from niangjia.foundation.jobs import Ids, Work

KIND, AT_ONCE = "matters.follow_limits", 100
WHY = gettext_noop("tell who has something in hand that is due")


@periodic("*/10 * * * *")
def start_following() -> None:
    """Start telling, where somebody is to be told, unless a job is at it already."""
    if (_to_warn().exists() or _to_escalate().exists()) and not Job.objects.filter(
        kind=KIND, state__in=LIVE
    ).exists():
        start_job(PLATFORM, KIND, {})


@job_kind(KIND, title=_("Telling of time limits"))
def follow_some(work: Work, cursor: Ids | None) -> Step:
    """Some that are near, then some that are over; both leave the lists that they were found in."""
    done = int(cursor["done"]) if cursor else 0
    told = follow_limits(AT_ONCE)
    return Step({"done": done + told} if told else None, done=done + told)


def follow_limits(most: int) -> int:
    """Tell of at most so many; answers of how many. Rows that another has in hand are left to it."""
    with everywhere(PLATFORM, WHY):
        near = list(_locked(_to_warn())[:most])
        told = sum(warn(limit) for limit in near)
        over = list(_locked(_to_escalate())[: most - len(near)])
        return told + sum(escalate(limit) for limit in over)


def warn(limit: TimeLimit) -> bool:
    """Tell who has it in hand that it ends soon; once for each end. Whether this call did."""
    if not TimeLimit.objects.filter(pk=limit.pk, warned=None, due=limit.due).update(warned=now()):
        return False
    if persons := _in_hand(limit):
        key = f"matters.limit.{limit.pk}.near.{limit.union_id}.{limit.due:%Y%m%d}"
        send(PLATFORM, NEAR, persons, union=limit.union, variables=_variables(limit), key=key)
    return True


def escalate(limit: TimeLimit) -> bool:
    """Tell the next level where somebody is; once for each. Whether this call did.

    Level 1 is who leads the union and who leads the one above, 2 the next. A level where nobody holds a post does not
    hold it up; where nobody is left, it goes no further and nothing is said to have been told.
    """
    chain, level = chain_of(limit.union), limit.level
    steps = steps_for(chain, limit.event)
    persons: set[int] = set()
    while limit.level < steps.most and not persons:
        persons = without_barred(limit.matter, _holders(_heard(chain, limit), OVERSEE))
        limit.level += 1
    following = next_escalation(limit, steps, work_calendar())
    mine = TimeLimit.objects.filter(pk=limit.pk, level=level, due=limit.due)
    if not mine.update(level=limit.level, escalate_on=following):
        return False
    if persons:
        _tell_above(limit, persons)
    return True


def _heard(chain: list[int], limit: TimeLimit) -> list[int]:
    """The unions of the next level, but for the one that the matter went past."""
    unions = chain[limit.level + 1 : limit.level + 2] if limit.level else chain[:2]
    return [one for one in unions if one != limit.matter.bypassed_id]


def _tell_above(limit: TimeLimit, persons: set[int]) -> None:
    key = f"matters.limit.{limit.pk}.over.{limit.union_id}.{limit.due:%Y%m%d}.{limit.level}"
    variables = {**_variables(limit), "where": str(limit.union)}
    send(PLATFORM, OVER, persons, union=limit.union, variables=variables, key=key)
    data = {"kind": limit.kind, "day": str(limit.due)}
    journal.record(PLATFORM, codes.ESCALATED, limit.matter, union=limit.union_id, data=data)


def _variables(limit: TimeLimit) -> dict[str, str]:
    what = str(title_of(limit.kind))
    return {"number": limit.matter.number, "what": what, "day": date_format(limit.due) if limit.due else ""}


def _in_hand(limit: TimeLimit) -> set[int]:
    """Who has it in hand, the applicant where it is theirs; if that is nobody by now, who looks after the union."""
    task = limit.task
    if task and task.for_applicant and limit.matter.person_id:
        return {limit.matter.person_id}
    working = without_barred(limit.matter, _working_on(limit))
    return working or without_barred(limit.matter, _holders([limit.union_id], OVERSEE))


def _working_on(limit: TimeLimit) -> set[int]:
    """Who works on the task and still may; else whoever may at its union."""
    task = limit.task
    if task is None or task.for_applicant:
        return _holders([limit.union_id], PAUSE)
    task.matter = limit.matter
    if is_held(task, limit.matter) and (person := _person_of(task.claimed_by_id)):
        return {person}
    return _holders([task.union_id], task.permission or PAUSE)


def _person_of(account_id: int | None) -> int | None:
    from niangjia.engines.people.models import Person

    return Person.objects.filter(account=account_id).values_list("pk", flat=True).first()


def _holders(unions: list[int], code: str) -> set[int]:
    """The persons who hold a post right there whose role has the permission, and who stand in for them today."""
    roles, day = [role for role in Role if code in codes_of(role)], today()
    posts = Post.objects.living(day).filter(union__in=unions, role__in=roles)
    standing = Deputy.objects.filter(post__in=posts, started__lte=day, ends__gte=day)
    return {*posts.values_list("person", flat=True), *standing.values_list("person", flat=True)}


def _to_warn() -> QuerySet[TimeLimit]:
    running = TimeLimit.objects.filter(outcome=TimeLimit.Outcome.RUNNING, warned=None)
    return running.filter(warn_on__lte=today(), due__gte=today())


def _to_escalate() -> QuerySet[TimeLimit]:
    return TimeLimit.objects.filter(outcome=TimeLimit.Outcome.RUNNING, escalate_on__lte=today())


def _locked(found: QuerySet[TimeLimit]) -> QuerySet[TimeLimit]:
    rows = found.select_for_update(of=("self",), skip_locked=True)
    return rows.select_related("union", "matter__bypassed", "task__union", "task__claimed_by").order_by("due", "pk")
