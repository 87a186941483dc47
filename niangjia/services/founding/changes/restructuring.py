"""Unions merge, split, are dissolved: asked for with the meeting's decision, approved, settled, then carried out.

Nobody may dissolve or merge a union at will; when its unit ends, the union ends, and memberships may be kept
(工会法 art. 13).
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from niangjia.engines import journal
from niangjia.engines.matters.acts.notes import given_reason
from niangjia.engines.matters.acts.otherwise import step_followed
from niangjia.engines.matters.later.issuing import issue_about
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.papers import papers_about, revoke_paper
from niangjia.engines.papers import refusals as papers
from niangjia.engines.papers.rights import decided_by
from niangjia.engines.people import refusals
from niangjia.engines.people.models import Union
from niangjia.engines.people.posts.holding import stands_for
from niangjia.engines.people.unions.acts import STANDING
from niangjia.engines.people.unions.fields import cleaned
from niangjia.engines.people.unions.founding import refuse_taken
from niangjia.engines.people.unions.models import State
from niangjia.engines.people.unions.refusals import Unfit
from niangjia.foundation.clock import today
from niangjia.services.founding.apart import refuse_both_sides
from niangjia.services.founding.elections.reading import figures
from niangjia.services.founding.elections.rules import present_at_least, votes_at_least
from niangjia.services.founding.replacing import replace_papers
from niangjia.services.founding.terms.issuing import answer
from niangjia.services.founding.terms.papers import ANSWER, ASKING

from .asking import LONGEST, ask, change_of, end, letter, refuse_change, said_in, zh
from .counting import refuse_absent
from .journal_codes import LEFT_UNDONE
from .kinds import Kind

if TYPE_CHECKING:
    from niangjia.engines.matters.models import Matter
    from niangjia.foundation.access.actor import Actor

    from .models import Change


class Ground(TextChoices):
    DECIDED = "decided", gettext_lazy("decided by the members' meeting or congress")
    CLOSED = "closed", gettext_lazy("the unit has ended or was closed")
    GIVEN_UP = "given_up", gettext_lazy("its founding was given up")


ZH = {Kind.MERGE: "合并", Kind.SPLIT: "分立", Kind.DISSOLVE: "撤销"}


def grounds(union: Union) -> list[Ground]:
    """On which a union can be dissolved: one that is being founded has no meeting yet that could decide it."""
    return [Ground.GIVEN_UP, Ground.CLOSED] if union.state == State.PREPARING else [Ground.DECIDED, Ground.CLOSED]


@dataclass(frozen=True, repr=False)
class Plan:
    """Why and by whose decision; of a split the new union and what goes along (ids)."""

    ground: str
    reason: str
    met: str = ""
    due: int | None = None
    present: int | None = None
    votes: int | None = None
    congress: bool = False  # delegates voted, not all members
    retain: bool = False
    code: str = ""
    name: str = ""
    employers: list[int] = field(default_factory=list)
    children: list[int] = field(default_factory=list)


def fit(kind: str, union: Union, other: Union | None, plan: Plan, *, before: Plan | None = None) -> None:
    """Raises NotPossible, with the field, for what can't be asked for.

    `before`: as it was asked for; who should attend is not asked again of a count that stayed as it was accepted.
    """
    if not plan.reason.strip() or len(plan.reason) > LONGEST:
        raise NotPossible(_("Say why, in at most %(count)s signs.") % {"count": LONGEST}, "reason")
    if plan.ground == Ground.CLOSED and kind != Kind.DISSOLVE:
        raise NotPossible(_("When the unit has ended, the union is dissolved."), "ground")
    if plan.ground == Ground.GIVEN_UP and (kind != Kind.DISSOLVE or union.state != State.PREPARING):
        raise NotPossible(_("Only a union that is being founded is given up."), "ground")
    if plan.ground == Ground.DECIDED:
        _fit_meeting(union, plan)
        if before is None or (before.met, before.due, before.congress) != (plan.met, plan.due, plan.congress):
            refuse_absent(union, date.fromisoformat(plan.met), plan.due or 0, congress=plan.congress)
    if kind == Kind.MERGE:
        _fit_other(union, other)
    if kind == Kind.SPLIT:
        _fit_part(union, plan)


def _fit_meeting(union: Union, plan: Plan) -> None:
    """Two thirds present, more than half of all in favour, as with elections (figures of rules)."""
    if None in (plan.due, plan.present, plan.votes) or not plan.met:
        raise NotPossible(_("Write when the meeting was, how many were due and present, and the votes."), "met")
    due, present, votes = plan.due or 0, plan.present or 0, plan.votes or 0
    if date.fromisoformat(plan.met) > today():
        raise NotPossible(_("This day lies in the future."), "met")
    law = figures(union, date.fromisoformat(plan.met)).law
    if present > due:
        raise NotPossible(_("More people were present than should attend."), "present")
    if present < present_at_least(due, law):
        least = {"least": present_at_least(due, law)}
        raise NotPossible(_("Too few were present: at least %(least)s must be.") % least, "present")
    if votes > present:
        raise NotPossible(_("More votes than people who were present."), "votes")
    if votes < votes_at_least(due, law):
        least = {"least": votes_at_least(due, law)}
        raise NotPossible(_("Not decided: at least %(least)s votes are needed.") % least, "votes")


def _fit_other(union: Union, other: Union | None) -> None:
    if other is None or other.state not in STANDING:
        raise NotPossible(_("There is no union with this code."), "code")
    if other.pk == union.pk:
        raise NotPossible(_("A union can't go into itself."), "code")


def _fit_part(union: Union, plan: Plan) -> None:
    try:
        refuse_taken(cleaned({"code": plan.code, "name": plan.name}))
    except Unfit as error:
        raise NotPossible(str(error), error.field) from None
    if not plan.employers and not plan.children:
        raise NotPossible(_("Choose which employers, or which unions below, go along."), "employers")
    covered = set(union.coverages.filter(valid_to=None).values_list("employer", flat=True))
    if not set(plan.employers) <= covered:
        raise NotPossible(_("%(union)s does not cover all of these employers.") % {"union": union.name}, "employers")


@transaction.atomic
def ask_restructuring(actor: Actor, kind: Kind, union: Union, other: Union | None, plan: Plan) -> Matter:
    """Prepare the request. Raises Refused, NotPossible."""
    if union.parent_id is None:
        raise NotPossible(_("The uppermost union is not restructured here."))
    fit(kind, union, other, plan)
    return ask(actor, kind, union, plan, day=None, other=other)


def about(row: Change, plan: Plan) -> str:
    """What it is about, as letters say it."""
    match row.kind:
        case Kind.MERGE:
            return f"将{row.union.name}并入{row.other.name if row.other else ''}"
        case Kind.SPLIT:
            return f"从{row.union.name}分立{plan.name}"
        case _:
            return f"撤销{row.union.name}"


def request_restructuring(actor: Actor, matter: Matter) -> None:
    """The request as a paper of the union. Raises Refused, NotPossible."""
    row = change_of(matter)
    plan = said_in(row, Plan)
    fit(row.kind, row.union, row.other, plan, before=plan)
    body = [f"因{plan.reason}，拟{about(row, plan)}。"]
    if plan.ground == Ground.DECIDED:
        met = zh(date.fromisoformat(plan.met))
        assembly = "会员代表大会" if plan.congress else "会员大会"
        body.append(f"{met}召开{assembly}，应到{plan.due}人，实到{plan.present}人，赞成{plan.votes}人，表决通过。")
    elif plan.ground == Ground.GIVEN_UP:
        body.append("该工会尚在筹建，未选举产生委员会，现终止筹建。")
    else:
        body.append("所在单位已终止，依照《中华人民共和国工会法》第十三条，工会组织相应撤销，会员的会籍可以保留。")
    facts = [("工会名称", row.union.name), ("法人资格证书号", row.union.certificate)]
    replace_papers(matter, (ASKING.key,))
    issue_about(actor, matter, ASKING.key, letter(matter, about(row, plan), body, facts))


def refuse_restructuring(actor: Actor, matter: Matter, reason: str = "") -> None:
    """Raises Refused, NotPossible."""
    row = change_of(matter)
    refuse_change(actor, matter, about(row, said_in(row, Plan)), reason=reason)


@transaction.atomic
def leave_restructuring(actor: Actor, matter: Matter) -> None:
    """What was granted can't or won't be carried out: the answer is taken back by another one; the request is over.

    Raises Refused, NotPossible.
    """
    refuse_both_sides(actor, matter)
    row, step = change_of(matter), step_followed(matter.pk)
    what, reason = about(row, said_in(row, Plan)), given_reason(matter, "carry_out")
    try:
        for paper in papers_about(matter).filter(kind=ANSWER.key, revoked=None):
            with decided_by(stands_for(step.union) if step else paper.union, paper.union):
                revoke_paper(actor, paper, f"不再办理，见事项{matter.number}")
    except papers.NotPossible as error:
        raise NotPossible(str(error)) from None
    end(row)
    answer(actor, matter, f"关于不再{what}的批复", [f"经研究，不再{what}，原批复作废。理由：{reason}"])
    journal.record(actor, LEFT_UNDONE, matter, union=matter.union_id, data={"what": row.kind})


def as_said(error: refusals.NotPossible) -> NotPossible:
    """A refusal of the register as one of the step."""
    return NotPossible(str(error))


def remembered(row: Change) -> dict[str, Any]:
    """What was written down when it was settled."""
    found: dict[str, Any] = json.loads(row.before.reveal()) if row.before else {}
    return found
