"""What follows from the committee's decision: membership, card, papers, message; or a refusal with its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.matters.acts.notes import given_reason
from niangjia.engines.matters.acts.otherwise import day_of_ending, ends_without_click, step_followed
from niangjia.engines.matters.later.issuing import issue_about
from niangjia.engines.matters.meetings.models import DelegatedDecision
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.notices.sending.sending import send
from niangjia.engines.papers import issue_paper
from niangjia.engines.people.memberships.enrolling import enrol
from niangjia.engines.people.memberships.models import COUNTED
from niangjia.engines.people.models import Expected, Membership
from niangjia.engines.people.permissions import EDIT
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.clock import SHANGHAI, now
from niangjia.foundation.numbers import NumberKind, next_number
from niangjia.services.joining.journal_codes import JOINED, REFUSED, TURNED
from niangjia.services.joining.leads import note_lead
from niangjia.services.joining.messages import INCOMPLETE, WELCOME
from niangjia.services.joining.models import Application, Invited
from niangjia.services.joining.papers import APPLICATION, FORM, REFUSAL
from niangjia.services.joining.permissions import DECIDE
from niangjia.services.joining.reading import (
    day_counted,
    handling_union,
    is_under,
    least_age,
    left_of,
    living_membership,
    with_person,
)
from niangjia.services.joining.said import Said
from niangjia.services.joining.telling import told_of

from .applying import age_refusal, ask_for_transfer
from .working import at_work

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from typing import Any

    from niangjia.engines.matters.models import Matter
    from niangjia.engines.people.models import Person
    from niangjia.foundation.access.actor import Actor

NumberKind("joining.member", "{owner}-{year}-{number:05d}")


def enrol_applicant(actor: Actor, matter: Matter) -> Mapping[str, Any]:
    """Make the applicant a member, as decided; of who is one elsewhere by now, ask for the transfer.

    Raises Refused, NotPossible.
    """
    actor.require(DECIDE, at=matter.union.place)
    row = left_of(matter)
    if row is None or matter.person_id is None:
        raise NotPossible(_("The applicant's record was erased meanwhile: refuse, and say so."), "outcome")
    with with_person(matter.person_id, row.union) as person:
        if membership := living_membership(person):
            if handling_union(membership.union).pk == handling_union(row.union).pk:
                return {"moved": False, "already": True}  # entered from a list meanwhile: nothing is left to decide
            return _turned(actor, matter, row, person)
        _fit_day(row, person, day_of_ending(matter.pk))
        said = Said.read(row.said.reveal())
        membership = _enrolled(actor, matter, row, person)
        at_work(person, said)
        _issue(actor, matter, row, person, membership)
        journal.record(actor, JOINED, matter, union=matter.union_id)
        _welcome(matter, person, membership)
        note_lead(matter.union, person)
    return {"moved": False, "already": False, "membership": membership.pk}


def _fit_day(row: Application, person: Person, day: date) -> None:
    """Nobody is taken in before having asked, nor before the age. Raises NotPossible."""
    asked = row.signed.astimezone(SHANGHAI).date() if row.signed else day
    if row.way == Application.Way.ROLL:  # signed on paper, after the list was made
        line = Invited.objects.select_related("list").filter(application=row).first()
        asked = line.list.made.astimezone(SHANGHAI).date() if line else asked
    if day < asked:
        told = _("The decision can't lie before the application (%(day)s).")
        raise NotPossible(told % {"day": date_format(asked)}, "day")
    if person.born and is_under(person.born, least_age(row.union), on=day):
        raise NotPossible(age_refusal(row.union), "day")


def _welcome(matter: Matter, person: Person, membership: Membership) -> None:
    """Whose record is incomplete is not counted yet, and is told so."""
    counted = membership.state in COUNTED
    kind, told = (WELCOME, {"number": membership.number}) if counted else (INCOMPLETE, {})
    send(PLATFORM, kind, person, union=matter.union, variables=told, key=f"joining.welcome.{matter.pk}")


def _enrolled(actor: Actor, matter: Matter, row: Application, person: Person) -> Membership:
    """By who decided, where that one keeps the record already; else the platform carries the decision out."""
    places = (row.union.place, person.home.place)
    by = actor if all(actor.may(EDIT, at=place) for place in places) else PLATFORM
    Expected.objects.filter(person=person).delete()  # a list may have awaited this request
    number, day = next_number("joining.member", owner=matter.union.code), day_counted(matter, person)
    return enrol(by, person, row.union, origin=Membership.Origin.APPLICATION, day=day, number=number)


def _issue(actor: Actor, matter: Matter, row: Application, person: Person, membership: Membership) -> None:
    """The application as it was signed, and the registration form with the committee's opinion.

    Who enters a decision from paper has that form with its number; the application lies here as it was signed.
    """
    data = told_of(row, person)
    issue_paper(actor, APPLICATION.key, union=matter.union, about=matter, person=person, data=data)
    decided = {"number": membership.number, "decided": day_of_ending(matter.pk).isoformat()}
    issue_about(actor, matter, FORM.key, {**data, **decided, "decider": _decider(actor, matter)})


def _decider(actor: Actor, matter: Matter) -> str:
    """Whose opinion the form bears: the committee's of that day, or of who decided alone, and by which resolution."""
    step = step_followed(matter.pk)
    if step and ends_without_click(step):
        return f"{matter.union.name}（{day_of_ending(matter.pk):%Y年%m月%d日}研究决定）"
    alone = DelegatedDecision.objects.filter(task=step, outcome="approve").select_related("delegation").last()
    return f"{actor.name}（依据{alone.delegation.resolution}授权决定）" if alone else actor.name


def _turned(actor: Actor, matter: Matter, row: Application, person: Person) -> Mapping[str, Any]:
    """One person, one membership: the request goes on as a transfer."""
    Application.objects.filter(pk=row.pk).update(ended=now())
    ask_for_transfer(actor, person.pk, row.union, given=row, decided=True)
    journal.record(actor, TURNED, matter, union=matter.union_id)
    return {"moved": True, "already": False}


def refuse_applicant(actor: Actor, matter: Matter) -> None:
    """Issue the written refusal with the reason that the applicant reads. Raises Refused.

    None to who was erased or has died.
    """
    actor.require(DECIDE, at=matter.union.place)
    row = left_of(matter)
    if row is None or matter.person_id is None:
        return
    with with_person(matter.person_id, row.union) as person:
        if person.died:
            return
    said = Said.read(row.said.reveal())
    data = {"name": said.name, "home": matter.union.name, "reason": given_reason(matter, "decide")}
    issue_about(actor, matter, REFUSAL.key, data)
    journal.record(actor, REFUSED, matter, union=matter.union_id)
