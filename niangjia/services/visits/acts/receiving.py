"""Reception days: offered, booked, given up, received."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from niangjia.engines import journal
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.matters.rights import require_at
from niangjia.engines.notices.sending.sending import send
from niangjia.foundation.access.actor import PLATFORM, Refused
from niangjia.foundation.clock import SHANGHAI, now
from niangjia.services.visits import journal_codes as codes
from niangjia.services.visits import messages
from niangjia.services.visits.models import Appointment, Reception
from niangjia.services.visits.papers import ARRANGED
from niangjia.services.visits.permissions import VISIT
from niangjia.services.visits.reading import receptions_for, taken
from niangjia.services.visits.said import Wish

from .issuing import issue_ours
from .keeping import enter_problem

if TYPE_CHECKING:
    from datetime import date, datetime

    from niangjia.engines.papers.models import Paper
    from niangjia.engines.people.models import Person
    from niangjia.foundation.access.actor import Actor

State = Appointment.State


def when_of(reception: Reception) -> str:
    """Its day and hour, for people."""
    return date_format(reception.starts.astimezone(SHANGHAI), "DATETIME_FORMAT")


@transaction.atomic
def plan_reception(actor: Actor, reception: Reception) -> Reception:
    """Offer a reception day. Raises Refused, NotPossible for a time that is past."""
    require_at(actor, VISIT, reception.union)
    _to_come(reception.starts)
    reception.save(force_insert=True)
    journal.record(actor, codes.OFFERED, reception, union=reception.union_id)
    return reception


def _to_come(starts: datetime) -> None:
    if starts <= now():
        raise NotPossible(_("A reception day is planned for a time to come."), "starts")


def _locked(reception: Reception) -> Reception:
    return Reception.objects.select_for_update(of=("self",)).select_related("union").get(pk=reception.pk)


@transaction.atomic
def book_place(actor: Actor, person: Person, reception: Reception, words: str) -> Appointment:
    """Book a place for oneself. Raises Refused, NotPossible where none is free, or on a day of another union."""
    if actor.person_id != person.pk:
        raise Refused(_("Places are booked for oneself."))
    row = _locked(reception)
    if not receptions_for(person).filter(pk=row.pk).exists():
        raise NotPossible(_("This day can't be booked any more."))
    if row.appointments.filter(person=person, state=State.BOOKED).exists():
        raise NotPossible(_("You have a place on this day already."))
    if taken(row) >= row.places:
        raise NotPossible(_("All places of this day are taken: choose another one."))
    known = row.appointments.exclude(state=State.GIVEN_UP).values_list("number", flat=True)
    number = next(place for place in range(1, row.places + 1) if place not in set(known))
    said = Wish(name=person.name, words=words).packed()
    made = Appointment(reception=row, person=person, number=number, said=said)
    made.save(force_insert=True)
    journal.record(actor, codes.BOOKED, made, union=row.union_id)
    variables = {"leader": row.leader, "when": when_of(row), "place": row.place, "number": str(number)}
    send(PLATFORM, messages.BOOKED, person, union=row.union, variables=variables, key=f"visits.booked.{made.pk}")
    return made


@transaction.atomic
def give_place_up(actor: Actor, appointment: Appointment) -> Appointment:
    """Give one's place up: somebody else can have it. Raises Refused, NotPossible."""
    reception = _locked(appointment.reception)
    row = Appointment.objects.get(pk=appointment.pk)
    if actor.person_id != row.person_id:
        raise Refused(_("This is somebody else's place."))
    if row.state != State.BOOKED or reception.starts <= now():
        raise NotPossible(_("This place can't be given up any more."))
    row.state = State.GIVEN_UP
    row.save(update_fields=["state"])
    journal.record(actor, codes.GIVEN_UP, row, union=reception.union_id)
    return row


@transaction.atomic
def call_reception_off(actor: Actor, reception: Reception) -> Reception:
    """Call a day off; whoever has a place gets a message. Raises Refused, NotPossible."""
    require_at(actor, VISIT, reception.union)
    row = _locked(reception)
    if row.off or row.starts <= now():
        raise NotPossible(_("This day can't be called off any more."))
    row.off = now()
    row.save(update_fields=["off"])
    booked = row.appointments.filter(state=State.BOOKED)
    persons = list(booked.values_list("person", flat=True))
    booked.update(state=State.GIVEN_UP)
    journal.record(actor, codes.CLOSED, row, union=row.union_id)
    if persons:
        variables = {"leader": row.leader, "when": when_of(row)}
        send(PLATFORM, messages.OFF, persons, union=row.union, variables=variables, key=f"visits.off.{row.pk}")
    return row


@transaction.atomic
def note_reception(
    actor: Actor, appointment: Appointment, *, came: bool, responsible: str = "", due: date | None = None
) -> Appointment:
    """Note that somebody was received, or did not come. What needs more becomes a problem that the leader holds.

    Raises Refused, NotPossible.
    """
    reception = _locked(appointment.reception)
    require_at(actor, VISIT, reception.union)
    row = Appointment.objects.get(pk=appointment.pk)
    if row.state != State.BOOKED:
        raise NotPossible(_("That is noted already."))
    if reception.starts > now():
        raise NotPossible(_("This day is still to come."))
    row.state = State.CAME if came else State.MISSED
    if came and due is not None:
        words = Wish.read(row.said.reveal()).words
        row.problem = enter_problem(actor, reception.union, words, responsible or reception.leader, due)
        row.problem.held_by = reception.leader
        row.problem.save(update_fields=["held_by"])
    row.save(update_fields=["state", "problem"])
    journal.record(actor, codes.RECEIVED if came else codes.MISSED, row, union=reception.union_id)
    return row


@transaction.atomic
def issue_plan(actor: Actor, reception: Reception) -> Paper:
    """Issue the plan of a day as a paper. Raises Refused, NotPossible where nobody has booked."""
    require_at(actor, VISIT, reception.union)
    rows = list(reception.appointments.exclude(state=State.GIVEN_UP).order_by("number"))
    if not rows:
        raise NotPossible(_("Nobody has booked a place yet."))
    with override("zh-hans"):
        when = when_of(reception)
    wishes = [(row.number, Wish.read(row.said.reveal())) for row in rows]
    lines = [[str(number), wish.name, wish.words, "", ""] for number, wish in wishes]
    data = {"leader": reception.leader, "when": when, "place": reception.place, "rows": lines}
    paper = issue_ours(actor, ARRANGED.key, reception.union, reception, data)
    journal.record(actor, codes.ARRANGED, reception, union=reception.union_id, data={"number": paper.number})
    return paper
