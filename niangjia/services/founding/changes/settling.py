"""What a union leaves is settled, then the register's own verbs carry out what was approved."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.matters.core.models import State as MatterState
from niangjia.engines.matters.later.issuing import issue_about
from niangjia.engines.matters.later.undoing import Undoing, revoking_papers
from niangjia.engines.matters.models import Matter
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.people import refusals
from niangjia.engines.people.memberships.in_batch import MOST, retain_in_batch
from niangjia.engines.people.memberships.models import COUNTED, LIVING
from niangjia.engines.people.models import Employment, Membership, Person, Post
from niangjia.engines.people.posts.actions import Terms, fill_post
from niangjia.engines.people.posts.models import Role
from niangjia.engines.people.unions.actions import (
    Draft,
    correct_union,
    dissolve_union,
    merge_unions,
    split_union,
    take_back_act,
)
from niangjia.engines.people.unions.models import Kind as UnionKind
from niangjia.engines.people.unions.models import Level, State
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.access.scope import Scope, in_scope
from niangjia.foundation.clock import today
from niangjia.services.founding.apart import refuse_both_sides
from niangjia.services.founding.elections.steps import begin_first
from niangjia.services.founding.setting_up.models import LegalPerson, SealSpecimen
from niangjia.services.founding.terms.delaying import told

from .asking import change_of, end, said_in
from .journal_codes import DONE, SETTLED, UNDONE
from .kinds import Kind
from .legal import form_data
from .papers import FORM
from .restructuring import Plan, about, as_said, refuse_restructuring, remembered

if TYPE_CHECKING:
    from niangjia.engines.matters.later.models import Correction
    from niangjia.engines.papers.models import Paper
    from niangjia.engines.people.models import Union
    from niangjia.foundation.access.actor import Actor

    from .models import Change

PAPERS = revoking_papers()


@dataclass(frozen=True, repr=False)
class Settled:
    """From which day on it holds, where money and property go, what was handed in; and what undoing needs."""

    day: str
    money: str
    seals: bool = False
    certificate: bool = False
    lost: str = ""
    number: str = ""
    expires: str = ""


def organisers(union: Union) -> list[tuple[int, str]]:
    """Who can prepare the first election of what splits off: who has a post in the union, or in the one above it."""
    posts = Post.objects.living(today()).filter(union__in=[union.pk, union.parent_id]).with_holders()
    return [
        (post.person_id, f"{post.holder}（{post.get_role_display()}）") for post in posts.order_by("-union", "pk")
    ]


def settle(actor: Actor, row: Change, day: date, settled: Settled, *, organiser: int | None = None) -> None:
    """Write down what was settled; of a split also who prepares the new union's first election (id of a person).

    Raises NotPossible, with the field.
    """
    if row.kind == Kind.SPLIT and organiser is None:
        raise NotPossible(_("Say who prepares the union."), "organiser")
    if day > today():
        raise NotPossible(_("The day lies in the future: enter it when it has come."), "day")
    if row.kind != Kind.SPLIT and row.union.certificate and not (settled.certificate or settled.lost):
        raise NotPossible(_("The certificate is handed in first, or it is written how it was lost."), "certificate")
    seals = SealSpecimen.objects.filter(union=row.union, handed_in=None).exists()
    if row.kind != Kind.SPLIT and seals and not (settled.seals or settled.lost):
        raise NotPossible(_("The seals are handed in first, or it is written how they were lost."), "seals")
    row.day, row.before = day, json.dumps(asdict(settled), ensure_ascii=False)
    row.coming_id = organiser
    row.save(update_fields=["day", "before", "coming"])
    journal.record(actor, SETTLED, row, union=row.union_id, data={"what": row.kind})


def forget(row: Change) -> None:
    """What was settled once holds no more: the union gives it up after all."""
    row.day = row.before = row.coming_id = None
    row.save(update_fields=["day", "before", "coming"])


@transaction.atomic
def finish_restructuring(actor: Actor, matter: Matter) -> None:
    """Carry it out in the register, with the rights of who does it. Raises Refused, NotPossible."""
    refuse_both_sides(actor, matter)
    row = change_of(matter)
    if row.day is None:
        raise NotPossible(_("The union has given this up: take the approval back, or have it settled anew."))
    plan = said_in(row, Plan)
    paper = _answer_number(matter)
    if row.kind != Kind.SPLIT:
        _refuse_open(matter)
        _cancel_certificate(actor, row, matter, plan)
    try:
        other = _register(actor, row, plan, paper)
    except refusals.NotPossible as error:
        raise as_said(error) from None
    end(row, other=other)
    journal.record(actor, DONE, matter, union=row.union_id, data={"what": row.kind})


def _answer_number(matter: Matter) -> str:
    from niangjia.engines.papers import papers_about
    from niangjia.services.founding.terms.papers import ANSWER

    found = papers_about(matter).filter(kind=ANSWER.key, revoked=None).order_by("-pk").first()
    return found.number if found else ""


def _refuse_open(matter: Matter) -> None:
    """What goes into another union takes its matters along; of one that ends none may be left lying."""
    if change_of(matter).kind == Kind.MERGE:
        return
    count = Matter.objects.filter(union=matter.union_id, state=MatterState.OPEN).exclude(pk=matter.pk).count()
    if count:
        raise NotPossible(
            _("%(count)s matters of this union are still under way: end or transfer them first.") % {"count": count}
        )


def _cancel_certificate(actor: Actor, row: Change, matter: Matter, plan: Plan) -> Paper | None:
    """The form of cancellation, the register's entry, seals on record."""
    assert row.day is not None  # noqa: S101 - settled before
    union = row.union
    seals = SealSpecimen.objects.filter(union=union, handed_in=None)
    rows = LegalPerson.objects.filter(union=union, ended=None)
    kept = {
        **remembered(row),
        "number": union.certificate,
        "expires": str(union.certificate_expires or ""),
        "rows": list(rows.values_list("pk", flat=True)),
        "handed_in": [str(pk) for pk in seals.values_list("pk", flat=True)],
    }
    row.before = json.dumps(kept, ensure_ascii=False)
    row.save(update_fields=["before"])
    seals.update(handed_in=row.day)
    rows.update(ended=row.day)
    if not union.certificate:
        return None
    data = form_data(union, "工会法人资格注销登记表", f"{about(row, plan)}（{plan.reason}）")
    paper = issue_about(actor, matter, FORM.key, data)
    row.union = correct_union(PLATFORM, union, {"certificate": "", "certificate_expires": None})
    return paper


def _register(actor: Actor, row: Change, plan: Plan, paper: str) -> Union | None:
    """The register's own verbs, as the actor: whoever is above both unions may."""
    match row.kind:
        case Kind.MERGE:
            assert row.other is not None  # noqa: S101 - asked for
            merge_unions(actor, row.union, row.other, day=row.day, paper=paper)
            return row.other
        case Kind.SPLIT:
            part = split_off(actor, row, plan, paper)
            _prepared(actor, row, part, paper)
            return part
        case _:
            if plan.retain:
                _retain(actor, row, plan)
            dissolve_union(actor, row.union, day=row.day, paper=paper)
            return row.other


def split_off(actor: Actor, row: Change, plan: Plan, paper: str) -> Union:
    """The new union. The members who work for the employers that go along go along, too."""
    origin = row.union
    with in_scope(Scope(origin.itself)):
        here = Membership.objects.filter(union=origin, state__in=LIVING).values("person")
        works = Employment.objects.filter(employer__in=plan.employers, ended=None, person__in=here)
        members = sorted(set(works.values_list("person", flat=True)))
    draft = Draft(code=plan.code, name=plan.name, level=Level(origin.level), kind=UnionKind(origin.kind))
    children = list(origin.children.filter(pk__in=plan.children, state__in=(State.ACTIVE, State.PREPARING)))
    return split_union(
        actor, origin, draft, children=children, employers=plan.employers, members=members, day=row.day, paper=paper
    )


def _prepared(actor: Actor, row: Change, part: Union, paper: str) -> None:
    """Somebody has a post in it, and its first election is begun: until then nobody could act for it."""
    if row.coming_id is None:
        raise NotPossible(_("Say who prepares the new union: send it back to be settled."))
    if actor.person_id == row.coming_id:
        raise NotPossible(_("Who carries it out does not prepare the union as well: a colleague does one of both."))
    assert row.day is not None  # noqa: S101 - settled before
    terms = Terms(Role.ORGANISER, row.day, whole_subtree=True, paper=paper)
    with in_scope(Scope(part.subtree, row.coming_id)):
        fill_post(PLATFORM, part, Person.objects.get(pk=row.coming_id), terms)
    begin_first(part)


def _retain(actor: Actor, row: Change, plan: Plan) -> None:
    """Memberships are kept. Raises NotPossible for whom it can't be."""
    assert row.day is not None  # noqa: S101 - settled before
    with in_scope(Scope(row.union.itself)):
        rows = Membership.objects.filter(union=row.union, state__in=COUNTED).order_by("person")
        persons = list(rows.values_list("person", flat=True))
        for at in range(0, len(persons), MOST):
            outcome = retain_in_batch(
                actor, persons[at : at + MOST], day=row.day, reason=_("the union was dissolved")
            )
            if outcome.refused:
                raise NotPossible(outcome.refused[0][1])


def _effects(matter: Matter, correction: Correction) -> list[str]:
    """A dissolution can be taken back; what merged or split is put right by another merger or split."""
    named = PAPERS.effects(matter, correction)
    row = change_of(matter)
    if matter.phase == "refused":
        return named
    if matter.phase == "not_carried":
        raise NotPossible(_("The approval was taken back: ask anew."))
    if row.kind != Kind.DISSOLVE:
        raise NotPossible(
            _("What was merged or split is put right by another request: nothing lives again by itself.")
        )
    if row.union.state != State.DISSOLVED:
        raise NotPossible(_("The union stands again already."))
    return [
        _("The union stands again, with its certificate and seals."),
        _("Posts, ties and employers that ended with it, and memberships that were kept, are entered anew by hand."),
        *named,
    ]


@transaction.atomic
def _undo(actor: Actor, matter: Matter, correction: Correction) -> None:
    PAPERS.undo(actor, matter, correction)
    if matter.phase == "refused":
        return
    row = change_of(matter)
    reason = _("corrected: see the matter %(number)s") % {"number": matter.number}
    try:
        union = take_back_act(PLATFORM, row.union, reason=reason)
        kept = remembered(row)
        if kept.get("number"):
            values = {"certificate": kept["number"], "certificate_expires": kept.get("expires") or None}
            correct_union(PLATFORM, union, values)
        LegalPerson.objects.filter(pk__in=kept.get("rows", [])).update(ended=None)
        SealSpecimen.objects.filter(pk__in=kept.get("handed_in", [])).update(handed_in=None)
    except refusals.NotPossible as error:
        raise as_said(error) from None
    journal.record(actor, UNDONE, matter, union=row.union_id, data={"what": row.kind})


UNDOING = Undoing(
    effects=_effects,
    undo=_undo,
    redo={"decide/refuse": lambda actor, matter, correction: refuse_restructuring(actor, matter, told(correction))},
)
