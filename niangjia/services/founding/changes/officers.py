"""Officers change in mid-term: elected anew, taken into the committee, moved; posts follow with the day.

Moving a chair or vice chair needs the consent of their own committee and of the union above (工会法 art. 18); what
the union above is silent on counts as consent only where the place says so.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from niangjia.engines import journal
from niangjia.engines.matters.acts.opening import handling_union
from niangjia.engines.matters.acts.otherwise import paper_at_hand
from niangjia.engines.matters.hooks import before_task_done
from niangjia.engines.matters.later.issuing import issue_about
from niangjia.engines.matters.later.undoing import revoking_papers
from niangjia.engines.matters.meetings.bodies import COMMITTEE, body_of
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.papers import issue_paper
from niangjia.engines.papers import refusals as paper_refusals
from niangjia.engines.papers.rights import decided_by
from niangjia.engines.people import refusals
from niangjia.engines.people.codes import Sex
from niangjia.engines.people.memberships.models import COUNTED
from niangjia.engines.people.models import Membership, Person, Post
from niangjia.engines.people.posts.actions import Terms, end_post, fill_post, is_somebody
from niangjia.engines.people.posts.holding import stands_for
from niangjia.engines.people.posts.models import Role
from niangjia.foundation.access.actor import PLATFORM, Kind
from niangjia.foundation.access.scope import Scope, in_scope
from niangjia.foundation.clock import today
from niangjia.services.founding.apart import refuse_both_sides
from niangjia.services.founding.elections.reading import figures
from niangjia.services.founding.elections.rules import present_at_least, votes_at_least
from niangjia.services.founding.permissions import PREPARE
from niangjia.services.founding.replacing import replace_papers
from niangjia.services.founding.terms.issuing import answer, quoted
from niangjia.services.founding.terms.papers import ASKING

from . import kinds
from .asking import LONGEST, ask, change_of, end, keyed, letter, refuse_change, said_in, zh
from .counting import refuse_absent
from .journal_codes import DONE, SILENT
from .models import Change
from .papers import CONSENT

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    from niangjia.engines.matters.models import Matter, Task
    from niangjia.engines.people.models import Union
    from niangjia.engines.people.posts.models import Holder
    from niangjia.foundation.access.actor import Actor

LEADERS = (Role.CHAIR, Role.VICE_CHAIR)
# Whom a request can be about; who works for a union without being elected is entered in the register.
ROLES = (*LEADERS, Role.COMMITTEE, Role.AUDIT_CHAIR, Role.AUDITOR, Role.WOMEN_CHAIR, Role.ORGANISER)
ABOUT = "调整任期内工会干部"
PAPERS = revoking_papers()
DAY = timedelta(days=1)


class Way(TextChoices):
    BY_ELECTION = "by_election", gettext_lazy("by-election by members or delegates")
    CO_OPTED = "co_opted", gettext_lazy("taken in by the committee")
    MOVED = "moved", gettext_lazy("moved by agreement")
    RECALLED = "recalled", gettext_lazy("recalled by members or delegates")


VOTED = (Way.BY_ELECTION, Way.RECALLED)  # by the members' meeting or congress, with a count
ZH = {Way.RECALLED: "罢免", Way.BY_ELECTION: "补选", Way.CO_OPTED: "增补", Way.MOVED: "调整"}


@dataclass(frozen=True, repr=False)
class Move:
    """Who leaves which post (its id), who comes (id of the person), how; of a vote by members the count."""

    way: str
    role: str
    reason: str
    leaving: int | None = None
    coming: int | None = None
    ends: str = ""
    due: int | None = None
    present: int | None = None
    votes: int | None = None
    congress: bool = False  # delegates voted, not all members


def posts_to_leave(union: Union) -> list[WithAnnotations[Post, Holder]]:
    """The living posts of a union that a request can be about."""
    rows = Post.objects.living(today()).filter(union=union, role__in=ROLES).with_holders()
    return list(rows.order_by("role", "pk"))


def fit(union: Union, move: Move, day: date, *, before: Move | None = None) -> None:
    """Raises NotPossible, with the field, for what can't be asked for.

    `before`: as it was asked for; who should attend is not asked again of a count that stayed as it was accepted.
    """
    if move.leaving is None and move.coming is None:
        raise NotPossible(_("Say who leaves the post, who comes into it, or both."), "leaving")
    if not move.reason.strip() or len(move.reason) > LONGEST:
        raise NotPossible(_("Say why, in at most %(count)s signs.") % {"count": LONGEST}, "reason")
    if move.leaving is not None:
        _fit_leaving(union, move, day)
    if move.coming is not None:
        _fit_coming(union, move)
    if move.ends and date.fromisoformat(move.ends) <= day:
        raise NotPossible(_("The last day must not lie before the first."), "ends")
    _fit_vote(move)
    if move.way in VOTED:
        _fit_count(union, move)
        if before is None or (before.due, before.congress) != (move.due, move.congress):
            refuse_absent(union, min(day, today()), move.due or 0, congress=move.congress)


def _fit_leaving(union: Union, move: Move, day: date) -> None:
    post = Post.objects.living(today()).filter(pk=move.leaving or 0, union=union).first()
    if post is None:
        raise NotPossible(_("Nobody holds this post here any more: choose again."), "leaving")
    if post.role != move.role:
        raise NotPossible(_("Who leaves holds another post than the one that you chose."), "role")
    if day <= post.started:
        raise NotPossible(_("The change comes after the day on which the post began."), "day")


def _fit_coming(union: Union, move: Move) -> None:
    """Somebody of the union: retained members are not electable (会籍管理办法), nor is who is no member there.

    A woman heads the women workers' committee.
    """
    place = handling_union(union)
    with in_scope(Scope(place.subtree, move.coming)):
        person = Person.objects.filter(pk=move.coming or 0).first()
        if person is None or not is_somebody(person):
            raise NotPossible(_("The register has no member of this name and number in this union."), "number")
        rows = Membership.objects.filter(person=person, state__in=COUNTED)
        here = rows.filter(union__place__gte=place.place, union__place__lt=place.place_end)
        if not here.exists():
            raise NotPossible(_("The register has no member of this name and number in this union."), "number")
        if move.role == Role.WOMEN_CHAIR and person.sex != Sex.FEMALE:
            sentence = _("A woman heads the women workers' committee; by the register %(name)s is none.")
            raise NotPossible(sentence % {"name": person.name}, "name")


def _fit_vote(move: Move) -> None:
    """One vote is about one thing: who comes, or whether somebody goes."""
    if move.way == Way.BY_ELECTION and move.coming is None:
        raise NotPossible(_("Say who was elected; who only leaves was recalled, or moved."), "name")
    if move.way == Way.CO_OPTED and move.coming is None:
        raise NotPossible(_("Say who is taken in; who only leaves was recalled, or moved."), "name")
    if move.way == Way.RECALLED and move.leaving is None:
        raise NotPossible(_("Say who was recalled."), "leaving")
    if move.way == Way.RECALLED and move.coming is not None:
        raise NotPossible(_("A recall is a vote of its own: who comes is elected by another request."), "name")


def _fit_count(union: Union, move: Move) -> None:
    """More than half of those who should attend, two thirds of whom must be there (figures of rules)."""
    if None in (move.due, move.present, move.votes):
        raise NotPossible(_("Of an election or a recall write how many were due and present, and the votes."), "due")
    due, present, votes = move.due or 0, move.present or 0, move.votes or 0
    law = figures(union).law
    if present > due:
        raise NotPossible(_("More people were present than should attend."), "present")
    if present < present_at_least(due, law):
        least = {"least": present_at_least(due, law)}
        raise NotPossible(_("Too few were present: at least %(least)s must be.") % least, "present")
    if votes > present:
        raise NotPossible(_("More votes than people who were present."), "votes")
    if votes < votes_at_least(due, law):
        least = {"least": votes_at_least(due, law)}
        if move.way == Way.RECALLED:
            raise NotPossible(_("Not decided: at least %(least)s votes are needed.") % least, "votes")
        raise NotPossible(_("Not elected: at least %(least)s votes are needed.") % least, "votes")


def needs_meeting(union: Union, move: Move) -> bool:
    """Whether the committee discusses it first: moving a chair always, the rest where members did not vote."""
    body = body_of(COMMITTEE)
    if not Post.objects.living(today()).filter(union=union, role__in=body.due).exists():
        return False
    chairs = move.leaving is not None and move.role in LEADERS
    return move.way != Way.RECALLED and (chairs or move.way != Way.BY_ELECTION)


@transaction.atomic
def ask_officers(actor: Actor, union: Union, move: Move, day: date) -> Matter:
    """Prepare the request. Raises Refused, NotPossible."""
    fit(union, move, day)
    variables, said = variables_of(union, move), without_person(move)
    return ask(actor, kinds.Kind.OFFICERS, union, said, day=day, coming=move.coming, variables=variables)


def variables_of(union: Union, move: Move) -> dict[str, bool]:
    """By which way it goes."""
    chairs = move.leaving is not None and move.role in LEADERS
    recall = move.way == Way.RECALLED
    return {"meeting": needs_meeting(union, move), "chair": chairs, "recall": recall}


def without_person(move: Move) -> Move:
    """As it is written down: who comes is the row's, where it follows a record that is merged."""
    return replace(move, coming=None)


def move_in(row: Change) -> Move:
    """What is asked for; who comes is the row's, of earlier rows what was said."""
    move = said_in(row, Move)
    return replace(move, coming=row.coming_id or move.coming)


def request_officers(actor: Actor, matter: Matter) -> None:
    """The request as a paper of the union. Raises Refused, NotPossible."""
    row = change_of(matter)
    move = move_in(row)
    assert row.day is not None  # noqa: S101 - asked for
    fit(row.union, move, row.day, before=move)
    body = [f"因{move.reason}，拟{ZH[Way(move.way)]}我会{Role(move.role).label}，自{zh(row.day)}起。"]
    if move.way in VOTED:
        assembly = "会员代表大会" if move.congress else "会员大会"
        body.append(f"{assembly}应到{move.due}人，实到{move.present}人，赞成{move.votes}票，符合规定。")
    if matter.variables.get("meeting"):
        body.append("以上事项已经我会委员会会议讨论通过。")
    data = letter(matter, f"{ZH[Way(move.way)]}工会干部", body, _facts(move))
    replace_papers(matter, (ASKING.key,))
    if move.way == Way.RECALLED and paper_at_hand(matter.pk) is None:
        _issued_by_staff(actor, matter, data)
    else:
        issue_about(actor, matter, ASKING.key, data)


def _issued_by_staff(actor: Actor, matter: Matter, data: dict[str, Any]) -> None:
    """The members recalled somebody: whoever prepares the union's requests signs it, for the chair may not."""
    union = stands_for(matter.union)
    try:
        with decided_by(union, union, PREPARE):
            issue_paper(actor, ASKING.key, union=union, data=data, about=matter)
    except paper_refusals.NotPossible as error:
        raise NotPossible(str(error)) from None


@before_task_done
def refuse_recalled(actor: Actor, task: Task, outcome: str) -> None:
    """Raises NotPossible for who was recalled: they neither sign that nor drop it."""
    if task.key != "sign" or task.procedure != keyed(kinds.Kind.OFFICERS):
        return
    move = move_in(change_of(task.matter))
    if Post.objects.filter(pk=move.leaving or 0, person=actor.person_id).exists():
        raise NotPossible(_("Who was recalled neither signs nor drops that: a colleague does."))


def _facts(move: Move) -> list[tuple[str, str]]:
    return [
        ("职务", str(Role(move.role).label)),
        ("离任", _holder(move)),
        ("继任", name_of(move.coming)),
        ("方式", ZH[Way(move.way)]),
    ]


def _holder(move: Move) -> str:
    post = Post.objects.with_holders().filter(pk=move.leaving).first() if move.leaving else None
    return post.holder if post else ""


def name_of(person: int | None) -> str:
    """Who somebody is; "" for nobody."""
    if person is None:
        return ""
    with in_scope(Scope(person_id=person)):
        return Person.objects.values_list("name", flat=True).filter(pk=person).first() or ""


@transaction.atomic
def grant_officers(actor: Actor, matter: Matter) -> None:
    """Posts end and begin with the day; the answer is on file, or how consent came about without one.

    Raises Refused, NotPossible.
    """
    refuse_both_sides(actor, matter)
    row = change_of(matter)
    move = move_in(row)
    assert row.day is not None  # noqa: S101 - asked for
    if actor.person_id is not None and actor.person_id == move.coming:
        raise NotPossible(_("Nobody gives a post to themselves: ask somebody else who may."))
    fit(row.union, move, row.day, before=move)
    number = _answered(actor, matter, row, move)
    before = _carried_out(row, move, number)
    end(row, before=json.dumps(before))
    journal.record(actor, DONE, matter, union=matter.union_id, data={"what": row.kind})


def _answered(actor: Actor, matter: Matter, row: Change, move: Move) -> str:
    """The number of the paper that the posts name."""
    if actor.kind is Kind.PLATFORM:
        journal.record(actor, SILENT, matter, union=matter.union_id)
        return issue_about(actor, matter, CONSENT.key, _silent(matter)).number
    lines = [f"同意你会{ZH[Way(move.way)]}{Role(move.role).label}。"]
    paper = answer(actor, matter, f"关于同意{matter.union.name}{ZH[Way(move.way)]}工会干部的批复", lines)
    return paper.number


def _silent(matter: Matter) -> dict[str, object]:
    return {
        "union": matter.union.name,
        "above": (matter.union.parent or matter.union).name,
        "asked": quoted(matter),
        "day": zh(today()),
    }


def _carried_out(row: Change, move: Move, number: str) -> dict[str, object]:
    """By the platform: that it was decided has been asked; the register's own verbs keep its rules."""
    assert row.day is not None  # noqa: S101 - asked for
    before: dict[str, object] = {}
    try:
        post = Post.objects.get(pk=move.leaving) if move.leaving else None
        if post is not None:
            before = {"post": post.pk, "ends": post.ends.isoformat() if post.ends else ""}
            end_post(PLATFORM, post, row.day - DAY)
        if move.coming is not None:
            terms = _terms(row, move, post, number)
            with in_scope(Scope(row.union.subtree, move.coming)):
                made = fill_post(PLATFORM, row.union, Person.objects.get(pk=move.coming), terms)
            before["made"] = made.pk
    except refusals.NotPossible as error:
        raise NotPossible(str(error)) from None
    return before


def _terms(row: Change, move: Move, post: Post | None, number: str) -> Terms:
    """For the rest of the running term, as who was elected after a founding or a renewal."""
    assert row.day is not None  # noqa: S101 - asked for
    ends = date.fromisoformat(move.ends) if move.ends else (post.ends if post else None)
    how = Post.Obtained.APPOINTED if move.way == Way.MOVED else Post.Obtained.ELECTED
    return Terms(Role(move.role), row.day, ends, obtained=how, term=row.union.term, paper=number)


def refuse_officers(actor: Actor, matter: Matter, reason: str = "") -> None:
    """Raises Refused, NotPossible."""
    refuse_change(actor, matter, ABOUT, reason=reason)
