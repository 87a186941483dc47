"""A meeting before it decides: who is due, what is on its list, who came, how they voted.

It is kept by a post in that very union: what the level above writes down would be its decision in the other's place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.matters.acts.tasks import node_of, reason_for
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.matters.rights import not_past, require_at
from niangjia.engines.people.posts.models import Post, Role
from niangjia.foundation.clock import today

from . import journal_codes as codes
from .bodies import body_of
from .listing import listed
from .models import Meeting, MeetingItem, MeetingMember
from .permissions import MEET

if TYPE_CHECKING:
    from datetime import date

    from niangjia.engines.people.models import Union
    from niangjia.foundation.access.actor import Actor

MOST_ITEMS, LONGEST_REMARK = 500, 300


@dataclass(frozen=True)
class Vote:
    """What was decided of an item, and by how many votes; `remark` is the reason for an outcome that wants one."""

    outcome: str
    votes_for: int
    votes_against: int = 0
    abstained: int = 0
    remark: str = ""

    @property
    def total(self) -> int:
        return self.votes_for + self.votes_against + self.abstained


@transaction.atomic
def prepare_meeting(actor: Actor, union: Union, body: str, held: date, *, place: str = "") -> Meeting:
    """Prepare a meeting with whoever is due by posts on that day, and everything that waits. Raises Refused."""
    require_at(actor, MEET, union)
    known = body_of(body)
    last = Meeting.objects.filter(union=union, body=body, term=union.term).aggregate(last=Max("session"))["last"] or 0
    meeting = Meeting.objects.create(
        union=union, body=body, held=held, place=place, term=union.term, session=last + 1, account_id=actor.account_id
    )
    posts = Post.objects.living(held).filter(union=union, role__in=known.due).with_holders()
    order = {role.value: number for number, role in enumerate(known.due)}
    due = {post.person_id: post for post in sorted(posts, key=lambda post: (-order[post.role], post.pk))}
    MeetingMember.objects.bulk_create(
        MeetingMember(meeting=meeting, person_id=person, name=post.holder or "?", role=Role(post.role).value)
        for person, post in sorted(due.items(), key=lambda pair: order[pair[1].role])
    )
    put_items(actor, meeting)
    data = {"body": body, "day": str(held)}
    journal.record(actor, codes.PREPARED, meeting, union=union.pk, data=data)
    return meeting


@transaction.atomic
def put_items(actor: Actor, meeting: Meeting, items: Iterable[int] | None = None) -> int:
    """Put what waits before the meeting: all of it that the actor may know of and that had come up by its day, or of
    these. Answers how many were put. Raises Refused, NotPossible.
    """
    held = _open(actor, meeting)
    rows = listed(held.union, held.body).filter(not_past(actor, "task__matter__"), task__opened__date__lte=held.held)
    wanted = list(
        (rows if items is None else rows.filter(pk__in=list(items))).values_list("pk", flat=True)[:MOST_ITEMS]
    )
    waiting = MeetingItem.objects.filter(pk__in=wanted, state=MeetingItem.State.LISTED)
    return waiting.update(meeting=held, state=MeetingItem.State.PUT)


@transaction.atomic
def postpone_item(actor: Actor, item: MeetingItem) -> None:
    """Take an item off the meeting's list; it waits for the next one. Raises Refused, NotPossible."""
    if item.meeting is None:
        return
    _open(actor, item.meeting)
    fields = {"outcome": "", "votes_for": None, "votes_against": None, "abstained": None, "remark": None}
    MeetingItem.objects.filter(pk=item.pk, state=MeetingItem.State.PUT).update(
        meeting=None, state=MeetingItem.State.LISTED, **fields
    )


@transaction.atomic
def record_attendance(actor: Actor, meeting: Meeting, came: Iterable[int], excuses: Mapping[int, str]) -> None:
    """Write down who came (ids of members), and why others did not. Raises Refused, NotPossible."""
    held, present = _open(actor, meeting), set(came)
    for member in held.members.filter(votes=True):
        member.came = member.pk in present
        member.excuse = "" if member.came else excuses.get(member.pk, "").strip()[:60]
        member.save(update_fields=["came", "kept_excuse"])
    journal.record(actor, codes.CHANGED, held, union=held.union_id)


@transaction.atomic
def add_guest(actor: Actor, meeting: Meeting, name: str, role: str) -> MeetingMember:
    """Somebody who sits in without a vote. Raises Refused, NotPossible without a name."""
    held = _open(actor, meeting)
    if not name.strip():
        raise NotPossible(_("Write the name."), "name")
    return MeetingMember.objects.create(
        meeting=held, person=None, name=name.strip()[:64], role=role.strip()[:40], votes=False, came=True
    )


@transaction.atomic
def record_votes(actor: Actor, meeting: Meeting, votes: Mapping[int, Vote]) -> None:
    """Write down what was decided, by the ids of items. Raises Refused, NotPossible naming the item that is wrong."""
    held = _open(actor, meeting)
    present = held.members.filter(votes=True, came=True).count()
    rows = held.items.filter(pk__in=list(votes), state=MeetingItem.State.PUT).select_related("task__matter__version")
    changed = [_voted(item, votes[item.pk], present) for item in rows]
    MeetingItem.objects.bulk_update(changed, ["outcome", "votes_for", "votes_against", "abstained"])
    for item in changed:
        _remark(item, votes[item.pk].remark.strip())
    journal.record(actor, codes.CHANGED, held, union=held.union_id)


def _voted(item: MeetingItem, vote: Vote, present: int) -> MeetingItem:
    if vote.outcome not in outcomes_of(item):
        raise NotPossible(_("Choose what was decided."), f"outcome_{item.pk}")
    if vote.total > present:
        sentence = _("%(votes)s votes, but %(present)s with a vote were there.")
        raise NotPossible(sentence % {"votes": vote.total, "present": present}, f"for_{item.pk}")
    if len(vote.remark) > LONGEST_REMARK:
        raise NotPossible(_("At most %(count)s characters.") % {"count": LONGEST_REMARK}, f"remark_{item.pk}")
    try:
        reason_for(node_of(item.task.matter, item.task), vote.outcome, {"reason": vote.remark})
    except NotPossible as error:
        raise NotPossible(str(error), f"remark_{item.pk}") from None
    item.outcome, item.votes_for = vote.outcome, vote.votes_for
    item.votes_against, item.abstained = vote.votes_against, vote.abstained
    return item


def _remark(item: MeetingItem, remark: str) -> None:
    """Keep it with an outcome that wants a reason; with others there is none to read."""
    wanted = remark if item.outcome in reasons_of(item) else ""
    if wanted != item.why:
        item.remark = wanted or None
        item.save(update_fields=["remark"])


def reasons_of(item: MeetingItem) -> tuple[str, ...]:
    """The outcomes that want a reason, which the applicant reads."""
    return node_of(item.task.matter, item.task).words("reasons")


def outcomes_of(item: MeetingItem) -> tuple[str, ...]:
    """How the drawing lets the step end."""
    return node_of(item.task.matter, item.task).words("outcomes")


@transaction.atomic
def write_words(actor: Actor, meeting: Meeting, words: str) -> None:
    """What else was said, for the minutes. Raises Refused, NotPossible."""
    held = _open(actor, meeting)
    held.words = words.strip()
    held.save(update_fields=["kept_words"])


@transaction.atomic
def cancel_meeting(actor: Actor, meeting: Meeting) -> None:
    """Call it off; its items wait for the next one. Raises Refused, NotPossible."""
    held = _open(actor, meeting)
    for item in held.items.filter(state=MeetingItem.State.PUT):
        postpone_item(actor, item)
    held.state = Meeting.State.CANCELLED
    held.save(update_fields=["state"])
    journal.record(actor, codes.CANCELLED, held, union=held.union_id)


def _open(actor: Actor, meeting: Meeting) -> Meeting:
    held = Meeting.objects.select_for_update(of=("self",)).select_related("union").get(pk=meeting.pk)
    require_at(actor, MEET, held.union)
    if not held.is_open:
        raise NotPossible(_("The minutes of this meeting are confirmed: nothing of it changes any more."))
    return held


def is_due_soon(meeting: Meeting) -> bool:
    """Whether it still lies ahead."""
    return meeting.held > today()
