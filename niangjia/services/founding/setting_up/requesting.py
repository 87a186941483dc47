"""Somebody asks for a union; the union above answers; from then on it is in the register, being prepared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.matters.acts.notes import given_reason
from niangjia.engines.matters.acts.opening import open_matter
from niangjia.engines.matters.acts.otherwise import day_of_ending
from niangjia.engines.matters.core.models import State as MatterState
from niangjia.engines.matters.later.issuing import issue_about
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.matters.rights import require_at
from niangjia.engines.papers import issue_paper
from niangjia.engines.people import refusals
from niangjia.engines.people.employers.actions import record_employer
from niangjia.engines.people.models import Coverage, Employer, Person, Union
from niangjia.engines.people.posts.actions import Terms, fill_post
from niangjia.engines.people.posts.models import Role
from niangjia.engines.people.unions.actions import Draft, cover_employer, found_union
from niangjia.engines.people.unions.acts import STANDING
from niangjia.engines.people.unions.models import Kind, Level
from niangjia.engines.people.unions.models import State as UnionState
from niangjia.engines.people.unions.numbering import lock_tree
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.access.scope import Scope, current_scope, in_scope
from niangjia.foundation.clock import now
from niangjia.services.founding.elections.steps import begin_first
from niangjia.services.founding.permissions import APPROVE

from . import papers, saying
from .journal_codes import APPROVED, ASKED, REFUSED
from .models import Founding

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from niangjia.engines.matters.models import Matter
    from niangjia.foundation.access.actor import Actor

KEY = "founding.setting_up"


@transaction.atomic
def ask_for_union(
    actor: Actor, person: Person, above: Union, values: Mapping[str, Any], *, employer: Employer | None = None
) -> Matter:
    """Ask that a union be founded; the union above answers. Raises Refused, NotPossible."""
    refuse_answering(above)
    matter = open_matter(actor, KEY, union=above, person=person)
    note_request(actor, matter, values, employer=employer)
    return matter


def refuse_answering(above: Union) -> None:
    """Raises NotPossible for a union below which none is founded."""
    if above.level >= Level.BASE or above.state != UnionState.ACTIVE:
        raise NotPossible(
            _("Unions are founded below a township, a county or the city: %(union)s is none.") % {"union": above.name}
        )


def note_request(
    actor: Actor, matter: Matter, values: Mapping[str, Any], *, employer: Employer | None = None
) -> None:
    """Write what was asked for. Raises NotPossible where the same person asks for the same employer already."""
    given = {name: value for name, value in values.items() if name in FIELDS}
    Union.objects.select_for_update(of=("self",), no_key=True).get(
        pk=matter.union_id
    )  # of two at once one comes second
    refuse_twice(matter.person_id, matter.union, given)
    row = Founding(above=matter.union, matter=matter, applicant_id=matter.person_id, **given)
    row.employer = employer if employer and is_meant(employer, row) else None
    row.said = saying.Said(wants=values.get("wants", "")).packed()
    row.save(force_insert=True)
    journal.record(actor, ASKED, row, union=matter.union_id)


def is_meant(employer: Employer, row: Founding) -> bool:
    """Whether an employer of the register is the one that was written: of another name or code another is meant."""
    same = row.scope == Founding.Scope.EMPLOYER and row.name == employer.name
    return same and row.uscc in ("", employer.uscc or "")


FIELDS = ("scope", "name", "uscc", "workers", "women", "willing", "party_branch", "together_on")


def refuse_twice(person: int | None, above: Union, given: Mapping[str, Any], *, but: Founding | None = None) -> None:
    """Nobody asks twice, `but` for the request that is put right. What others asked for is not told: the employer
    would learn of it by asking.
    """
    rows = Founding.objects.filter(matter__state=MatterState.OPEN, matter__person=person)
    rows = rows.exclude(pk=but.pk) if but else rows
    if rows.filter(above=above, name=given["name"]).exists():
        raise NotPossible(_("You asked for a union there already: the union above has it."), "name")


def _of_same(row: Founding, path: str = "") -> Q:
    """What is about the same employer, by its code; by its name where one of the two has no code."""
    named = Q(**{f"{path}name": row.name})
    if not row.uscc:
        return named
    without = Q(**{f"{path}uscc": ""}) | Q(**{f"{path}uscc": None})
    return Q(**{f"{path}uscc": row.uscc}) | (named & without)


def asked_as_well(row: Founding) -> list[str]:
    """Numbers of other open requests for the same: the union above alone reads it."""
    same = _of_same(row)
    if row.employer_id:
        same |= Q(employer=row.employer_id)
    rows = Founding.objects.filter(same, matter__state=MatterState.OPEN).exclude(pk=row.pk)
    return list(rows.order_by("made").values_list("matter__number", flat=True))


def covering(row: Founding) -> list[Union]:
    """The unions that stand and cover this employer already."""
    if row.scope != Founding.Scope.EMPLOYER:
        return []
    same = _of_same(row, "employer__")
    if row.employer_id:
        same |= Q(employer=row.employer_id)
    ids = Coverage.objects.filter(same, valid_to=None).values("union")
    return list(Union.objects.filter(pk__in=ids, state__in=STANDING).order_by("place"))


def by_name_alone(row: Founding, union: Union) -> bool:
    """Whether a union that stands covers one of this name, and neither register nor code says it is this one."""
    covered = Coverage.objects.filter(union=union, valid_to=None)
    if row.employer_id and covered.filter(employer=row.employer_id).exists():
        return False
    return not (row.uscc and covered.filter(employer__uscc=row.uscc).exists())


def _refuse_double(row: Founding, *, another: bool) -> None:
    """Raises NotPossible where the employer has a union of its own; one of a joint union may found its own.

    `another`: who answers knows that the one which is covered merely bears the same name.
    """
    found = [one for one in covering(row) if one.kind == Kind.INDEPENDENT]
    own = next((one for one in found if not (another and by_name_alone(row, one))), None)
    if own is not None:
        told = {"name": row.name, "union": own.name}
        raise NotPossible(_("%(name)s has a union already: %(union)s. Don't approve this one.") % told)


def founding_of(matter: Matter) -> Founding:
    """Raises NotPossible."""
    found = Founding.objects.select_related("above", "organiser", "employer").filter(matter=matter.pk).first()
    if found is None:
        raise NotPossible(_("There is no founding with this matter."))
    return found


def prepare_union(actor: Actor, matter: Matter) -> None:
    """Approve that it is prepared: the reply, the union in the register, who prepares it, its first election.

    Raises Refused, NotPossible; nobody answers their own request, or prepares what they approve.
    """
    row = _answered(actor, matter)
    if actor.person_id is not None and actor.person_id == row.organiser_id:
        raise NotPossible(_("Who answers does not prepare the union as well: name a colleague."), "organiser")
    lock_tree()  # of two answers at once the second sees the union of the first
    _refuse_double(row, another=_is_another(matter))
    organiser = _organiser(row)
    _issue_request(actor, matter, row)
    reply = issue_about(actor, matter, papers.REPLY.key, saying.reply(row))
    try:
        day = day_of_ending(matter.pk)
        union = _registered(row, reply.number, day, another=_is_another(matter))
        terms = Terms(Role.ORGANISER, day, whole_subtree=True, paper=reply.number)
        fill_post(PLATFORM, union, organiser, terms)
    except refusals.NotPossible as error:
        raise NotPossible(str(error)) from None
    row.union, row.ended = union, now()
    row.save(update_fields=["union", "ended"])
    begin_first(union)
    journal.record(actor, APPROVED, row, union=row.above_id, data={"union": union.name})


def _answered(actor: Actor, matter: Matter) -> Founding:
    """Raises Refused; NotPossible for one's own request."""
    require_at(actor, APPROVE, matter.union)
    own = actor.person_id is not None and actor.person_id == matter.person_id
    if own or (actor.account_id is not None and actor.account_id == matter.opened_by_id):
        raise NotPossible(_("Nobody approves what they asked for: a colleague answers."))
    return founding_of(matter)


def _issue_request(actor: Actor, matter: Matter, row: Founding) -> None:
    """What was asked for, drawn up as a letter beside the answer; erasing who asked unlinks it."""
    data = saying.request(row, applicant=_name(matter))
    issue_paper(actor, papers.REQUEST.key, union=row.above, about=matter, data=data, person=matter.person)


def _name(matter: Matter) -> str:
    return matter.person.name if matter.person else ""


def _organiser(row: Founding) -> Person:
    """Who prepares it. Raises NotPossible where nobody was named, or the record is no more."""
    if row.organiser_id is None:
        raise NotPossible(_("Say who prepares the union."))
    with in_scope(Scope(current_scope().reach, row.organiser_id)):
        found = Person.objects.select_related("home").filter(pk=row.organiser_id).first()
    if found is None:
        raise NotPossible(_("Say who prepares the union."))
    return found


def _is_another(matter: Matter) -> bool:
    return bool(matter.variables.get("another"))


def _registered(row: Founding, number: str, day: date, *, another: bool) -> Union:
    """The union below the one that answered, being founded from that day on, with the employer that it covers."""
    own = {"headcount": row.workers, "approval_paper": number}
    draft = Draft(
        code=row.union_code, name=row.union_name, level=Level.BASE, kind=Kind(row.union_kind),
        state=UnionState.PREPARING, own=own,
    )  # fmt: skip
    union = found_union(PLATFORM, row.above, draft, day=day, paper=number)
    if row.scope == Founding.Scope.EMPLOYER:
        cover_employer(PLATFORM, union, _employer(row, another=another), day=day)
    return union


def _employer(row: Founding, *, another: bool) -> Employer:
    """The one of the register by its code or name, or a new one."""
    if row.employer:
        return row.employer
    rows = Employer.objects.filter(uscc=row.uscc) if row.uscc else Employer.objects.filter(name=row.name, uscc=None)
    found = None if another and not row.uscc else rows.first()
    return found or record_employer(PLATFORM, {"name": row.name, **({"uscc": row.uscc} if row.uscc else {})})


def forget_request(matter: Matter) -> None:
    """Of a request that ended without a union (refused, withdrawn) nobody reads any more who wanted it and why."""
    if matter.procedure == KEY:
        row = Founding.objects.filter(matter=matter, union=None).first()
        if row is not None:
            row.said, row.ended = saying.Said().packed(), row.ended or now()
            row.save(update_fields=["said", "ended"])


def refuse_union(actor: Actor, matter: Matter) -> None:
    """Answer that it is not prepared, with the reason. Raises Refused."""
    row = _answered(actor, matter)
    _issue_request(actor, matter, row)
    refusal = saying.refusal(row, given_reason(matter, "check"), applicant=_name(matter))
    issue_about(actor, matter, papers.REFUSAL.key, refusal)
    row.ended = now()
    row.save(update_fields=["ended"])
    journal.record(actor, REFUSED, row, union=row.above_id)
