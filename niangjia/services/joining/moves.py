"""What becomes of our rows when two records become one, one is erased, or a union goes into another."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from niangjia.engines.matters.acts.locking import hold_at_once
from niangjia.engines.matters.core.models import LIVING as WAITING
from niangjia.engines.matters.core.models import Matter, State, Task, TaskState
from niangjia.engines.matters.limits.models import TimeLimit
from niangjia.engines.matters.meetings.models import MeetingItem
from niangjia.engines.people.persons.moving import Fate, before_erasing, moves_with_person
from niangjia.engines.people.persons.own_copy import Section, adds_to_own_copy
from niangjia.engines.people.refusals import NotPossible
from niangjia.engines.people.unions.hooks import on_merge, on_split

from .acts.calling_off import call_off
from .acts.forgetting import forget_lines, said_by_lists
from .models import Application, Door, InvitationList, Lead, Talk
from .reading import handling_union

if TYPE_CHECKING:
    from niangjia.engines.people.models import Person
    from niangjia.engines.people.persons.own_copy import Rows
    from niangjia.engines.people.unions.hooks import Merging, Splitting


def _applications(keep: Person, lose: Person) -> int:
    """Two requests under way can't become one: one of them is to be ended first."""
    open_ones = Application.objects.filter(person__in=(keep, lose), ended=None)
    if open_ones.count() > 1:
        raise NotPossible(_("Both records have a request to join or a transfer under way: end one of them first."))
    return Application.objects.filter(person=lose).update(person=keep)


def _said_of(person: Person) -> Rows:
    """What somebody said on applying, and the talks about dues, as the copy of one's own data has it."""
    asked: Rows = []
    for row in Application.objects.filter(person=person).select_related("union").order_by("made"):
        said = json.loads(row.said.reveal())
        reason = {"reason": row.reason.reveal()} if row.reason else {}
        drawn = {"signature": f"data:image/png;base64,{row.drawn.reveal()}"} if row.drawn else {}
        told = {"request": row.kind, "union": row.union.name, "day": row.made.isoformat()}
        asked.append({**told, **said, **reason, **drawn})
    talks = Talk.objects.filter(person=person).select_related("union").order_by("day")
    return [
        *asked,
        *({"talk": row.day.isoformat(), "union": row.union.name, "words": row.words.reveal()} for row in talks),
    ]


adds_to_own_copy(Section("joining_lists", gettext_lazy("Lists that name me"), said_by_lists))
before_erasing(forget_lines)
adds_to_own_copy(Section("joining", gettext_lazy("Requests to join and transfers"), _said_of))
# What was said is the person's; the matter and its papers are the union's and stay.
moves_with_person("joining.application", "person", _applications, erased=Fate.DELETED)
moves_with_person("joining.talk", "person", erased=Fate.DELETED)
on_merge.stays("joining.talk.union")  # the union that talked


@on_merge("joining.application.union", "joining.application.origin")
def applications(merging: Merging) -> int:
    """What is under way goes on with the union that stays; a transfer between the two has come to its end."""
    open_ones = Application.objects.filter(ended=None)
    moved = open_ones.filter(union=merging.gone).update(union=merging.into)
    moved += open_ones.filter(origin=merging.gone).update(origin=merging.into)
    for row in open_ones.filter(origin=merging.into, matter__isnull=False).select_related("union"):
        if row.matter_id and handling_union(row.union).pk == merging.into.pk:
            call_off(merging.actor, row.matter_id)
    return moved


@on_split("joining.application.origin", "joining.application.union")
def requests_of_members(splitting: Splitting) -> int:
    """A request about a membership follows the member, with the steps that wait where the member was.

    Members who are named move in a step of the register's, before or after this one.
    """
    origin, part = splitting.origin, splitting.part
    rows = Application.objects.filter(ended=None, person__in=splitting.members)
    going, changing = rows.filter(origin=origin), rows.filter(kind=Application.Kind.CHANGE, union=origin)
    matters = [row.matter_id for row in changing if row.matter_id]
    ids = [*matters, *(row.matter_id for row in going if row.matter_id)]
    hold_at_once(ids)
    Matter.objects.filter(pk__in=matters, state=State.OPEN).update(union=part)
    waiting = Task.objects.filter(matter__in=ids, union=origin, state__in=WAITING)
    limits = TimeLimit.objects.filter(task__in=waiting.values("pk"), outcome=TimeLimit.Outcome.RUNNING)
    limits.update(union=part, warned=None, level=0)
    MeetingItem.objects.filter(task__in=waiting.values("pk"), meeting=None).update(union=part)
    waiting.update(union=part, state=TaskState.OPEN, claimed_by=None, claimed=None)
    return going.update(origin=part) + changing.update(union=part)


@on_merge("joining.invitationlist.union")
def lists(merging: Merging) -> int:
    return InvitationList.objects.filter(union=merging.gone, closed=None).update(union=merging.into)


@on_merge("joining.door.union")
def doors(merging: Merging) -> int:
    """The union that stays keeps its own."""
    return Door.objects.filter(union=merging.gone).delete()[0]


@on_merge("joining.lead.union")
def leads(merging: Merging) -> int:
    return Lead.objects.filter(union=merging.gone, settled=None).delete()[0]
