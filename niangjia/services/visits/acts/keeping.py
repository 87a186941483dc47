"""The register of problems: entered, solved, struck off by somebody else, held by a leader, made a matter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.matters.passing_on import Handed, pass_on
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.matters.rights import require_at
from niangjia.engines.people.models import Employment, Post
from niangjia.engines.people.posts.models import Role
from niangjia.engines.people.posts.roles import codes_of
from niangjia.engines.people.scope import everywhere
from niangjia.foundation.access.actor import PLATFORM, Refused
from niangjia.foundation.clock import now, today
from niangjia.foundation.numbers import NumberKind, next_number
from niangjia.services.visits import journal_codes as codes
from niangjia.services.visits.models import Problem, Visit
from niangjia.services.visits.papers import PROBLEMS
from niangjia.services.visits.permissions import VISIT

from .issuing import issue_ours

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.db.models import QuerySet

    from niangjia.engines.matters.models import Matter
    from niangjia.engines.papers.models import Paper
    from niangjia.engines.people.models import Employer, Person, Union
    from niangjia.foundation.access.actor import Actor

NumberKind("visits.problem", "{owner}-P{year}-{number:04d}")
State = Problem.State


@transaction.atomic
def enter_problem(
    actor: Actor, union: Union, text: str, responsible: str, due: date, *, visit: Visit | None = None
) -> Problem:
    """Enter a problem into the union's register. Raises Refused, NotPossible for a day that is past."""
    require_at(actor, VISIT, union)
    if due < today():
        raise NotPossible(_("This day is past already."), "due")
    number = next_number("visits.problem", owner=union.code)
    row = Problem(union=union, visit=visit, number=number, text=text, responsible=responsible, due=due)
    row.entered_by_id = actor.account_id
    row.save(force_insert=True)
    journal.record(actor, codes.ENTERED, row, union=union.pk, data={"number": number})
    return row


def _held(actor: Actor, problem: Problem, *states: State, above: bool = False) -> Problem:
    """The problem, locked, in one of the states, for who keeps it there. `above`: also for the level above.

    Raises Refused, NotPossible.
    """
    if above:
        actor.require(VISIT, at=problem.union.place)
    else:
        require_at(actor, VISIT, problem.union)
    row = Problem.objects.select_for_update(of=("self",)).select_related("union").get(pk=problem.pk)
    if row.state not in states:
        raise NotPossible(_("The problem stands elsewhere by now: %(state)s") % {"state": row.get_state_display()})
    return row


@transaction.atomic
def solve_problem(actor: Actor, problem: Problem, result: str) -> Problem:
    """Report that it is solved, and how. It stays in the register until somebody else strikes it off."""
    row = _held(actor, problem, State.OPEN)
    row.result, row.state, row.solved, row.solved_by_id = result, State.SOLVED, now(), actor.account_id
    row.save(update_fields=["result", "state", "solved", "solved_by"])
    journal.record(actor, codes.SOLVED, row, union=row.union_id)
    return row


@transaction.atomic
def strike_off(actor: Actor, problem: Problem, *, good: bool) -> Problem:
    """Strike it off, or find that it is not solved: by somebody else than who entered it and who solved it.

    Where the union has nobody else, the level above does. Raises Refused, NotPossible.
    """
    row = _held(actor, problem, State.SOLVED, above=not others_of(problem))
    if actor.account_id in (row.entered_by_id, row.solved_by_id):
        raise Refused(_("Somebody else than who entered it and who solved it strikes it off."))
    if good:
        row.state, row.struck, row.struck_by_id = State.STRUCK, now(), actor.account_id
    else:
        row.state, row.solved, row.solved_by = State.OPEN, None, None
    row.save(update_fields=["state", "struck", "struck_by", "solved", "solved_by"])
    journal.record(actor, codes.STRUCK if good else codes.REOPENED, row, union=row.union_id)
    return row


def others_of(problem: Problem) -> bool:
    """Whether the union has somebody who may strike it off."""
    return not left_alone(Problem.objects.filter(pk=problem.pk))


def left_alone(rows: QuerySet[Problem], most: int = 1) -> list[Problem]:
    """Of these those, up to so many, that nobody of their union may strike off: all who keep it there had a part."""
    roles = [role for role in Role if VISIT in codes_of(role)]
    posts = Post.objects.living(today()).filter(union=OuterRef("union"), role__in=roles)
    posts = posts.filter(person__account__isnull=False)
    for field in ("entered_by", "solved_by"):
        posts = posts.filter(~Q(person__account=Coalesce(OuterRef(field), 0)))
    with everywhere(PLATFORM, "who may strike a problem off"):
        return list(rows.filter(~Exists(posts))[:most])


@transaction.atomic
def postpone_problem(actor: Actor, problem: Problem, due: date) -> Problem:
    """Agree on another day. Raises Refused, NotPossible for one that is past."""
    row = _held(actor, problem, State.OPEN)
    if due < today():
        raise NotPossible(_("This day is past already."), "due")
    data = {"from": row.due.isoformat(), "to": due.isoformat()}
    row.due = due
    row.save(update_fields=["due"])
    journal.record(actor, codes.POSTPONED, row, union=row.union_id, data=data)
    return row


@transaction.atomic
def give_to_leader(actor: Actor, problem: Problem, leader: str) -> Problem:
    """Let a leader see it through (包案); "" takes it back. Raises Refused, NotPossible."""
    row = _held(actor, problem, State.OPEN, State.SOLVED)
    row.held_by = leader
    row.save(update_fields=["held_by"])
    journal.record(actor, codes.HELD, row, union=row.union_id)
    return row


@transaction.atomic
def make_matter(
    actor: Actor, problem: Problem, key: str, person: Person | None = None, *, accuses: bool = False
) -> Matter:
    """Let another service go on with it, as a matter of the union. Raises Refused, NotPossible.

    An accusation of somebody there is not for the own unit (信访工作条例 第三十条): the worker brings it above.
    """
    row = _held(actor, problem, State.OPEN)
    if accuses:
        raise NotPossible(
            _("An accusation is not handled at the own unit: show the worker how to bring it directly above, or "
              "without a name."), "accuses",
        )  # fmt: skip
    facts = {"name": person.name} if person else {}
    words, employer = row.text.reveal(), _employer(person)
    handed = Handed(union=row.union, words=words, person=person, employer=employer, facts=facts)
    matter = pass_on(actor, key, handed)
    row.matter, row.state = matter, State.PASSED
    row.save(update_fields=["matter", "state"])
    journal.record(actor, codes.PASSED, row, union=row.union_id, data={"number": matter.number})
    return matter


def _employer(person: Person | None) -> Employer | None:
    """Where the person works, if that is one place alone."""
    if person is None:
        return None
    found = Employment.objects.filter(person=person, ended=None).select_related("employer")[:2]
    return found[0].employer if len(found) == 1 else None


@transaction.atomic
def issue_register(actor: Actor, union: Union, rows: Iterable[Problem]) -> Paper:
    """Issue the register of problems as a paper. Raises Refused, NotPossible for an empty one."""
    require_at(actor, VISIT, union)
    lines = [_line(row) for row in rows]
    if not lines:
        raise NotPossible(_("There is nothing in the register."))
    data = {"home": union.name, "day": today().isoformat(), "preparer": actor.name, "rows": lines}
    paper = issue_ours(actor, PROBLEMS.key, union, union, data)
    journal.record(actor, codes.LISTED, union, union=union.pk, data={"number": paper.number})
    return paper


def _line(row: Problem) -> list[str]:
    result = row.result.reveal() if row.result else ""
    struck = f"{row.struck:%Y-%m-%d}" if row.struck else ""
    return [row.number, row.text.reveal(), row.responsible, row.due.isoformat(), result, struck]
