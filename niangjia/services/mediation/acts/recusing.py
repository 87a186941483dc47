"""Mediators keep out of a dispute in which they have a part: by themselves, or because the worker asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.matters.acts.locking import locked_open
from niangjia.engines.matters.models import LIVING, Task, TaskState
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.matters.rights import is_applicant, require_at
from niangjia.foundation.access.actor import Refused
from niangjia.foundation.clock import now
from niangjia.services.mediation.hooks import refuse_recused
from niangjia.services.mediation.journal_codes import ASKED, KEPT_OUT, STAYS
from niangjia.services.mediation.models import Recusal
from niangjia.services.mediation.permissions import MEDIATE
from niangjia.services.mediation.reading import committee_of, dispute_of

if TYPE_CHECKING:
    from niangjia.engines.matters.models import Matter
    from niangjia.foundation.access.actor import Actor

State = Recusal.State


@transaction.atomic
def ask_recusal(actor: Actor, matter: Matter, person: int, why: str) -> Recusal:
    """The worker asks that a mediator keeps out. Raises Refused, NotPossible for who mediates nothing there."""
    found = locked_open(matter.pk)
    if not is_applicant(actor, found):
        raise Refused(_("This is somebody else's matter."))
    return _noted(actor, found, person, why, State.ASKED)


@transaction.atomic
def keep_out(actor: Actor, matter: Matter, why: str) -> Recusal:
    """A mediator keeps out by himself. Raises Refused, NotPossible."""
    found = locked_open(matter.pk)
    require_at(actor, MEDIATE, found.union)
    if actor.person_id is None:
        raise Refused(_("Only a person can keep out."))
    return _noted(actor, found, actor.person_id, why, State.OUT)


def _noted(actor: Actor, matter: Matter, person: int, why: str, state: State) -> Recusal:
    if person not in committee_of(matter.union):
        raise NotPossible(_("This person does not mediate there."), "person")
    row = dispute_of(matter)
    if Recusal.objects.filter(dispute=row, person_id=person).exclude(state=State.ASKED).exists():
        raise NotPossible(_("That was decided already."), "person")
    made, _new = Recusal.objects.update_or_create(
        dispute=row, person_id=person, defaults={"why": why, "state": state, "at": now()}
    )
    _tell(actor, matter, made)
    return made


@transaction.atomic
def decide_recusal(actor: Actor, recusal: Recusal, *, out: bool | None) -> Recusal:
    """Somebody else of the committee decides whether the mediator keeps out; where there is nobody else, the level
    above. Raises Refused, NotPossible.
    """
    if recusal.dispute.matter is None:
        raise NotPossible(_("The record was erased meanwhile."))
    found = locked_open(recusal.dispute.matter.pk)
    if others_of(found, recusal):
        require_at(actor, MEDIATE, found.union)
    else:
        actor.require(MEDIATE, at=found.union.place)
    refuse_recused(actor, found)
    if actor.person_id == recusal.person_id:
        raise Refused(_("Somebody else decides whether you keep out."))
    if out is None:
        raise NotPossible(_("Say whether this person keeps out or stays."))
    row = Recusal.objects.select_for_update().get(pk=recusal.pk)
    if row.state != State.ASKED:
        raise NotPossible(_("That was decided already."))
    row.state, row.at = (State.OUT if out else State.STAYS), now()
    row.save(update_fields=["state", "at"])
    _tell(actor, found, row)
    return row


def others_of(matter: Matter, recusal: Recusal) -> set[int]:
    """Who of the committee may decide on it: neither who is asked to keep out, nor who does, nor the applicant."""
    out = Recusal.objects.filter(dispute=recusal.dispute_id, state=State.OUT).values_list("person", flat=True)
    return set(committee_of(matter.union)) - {recusal.person_id, matter.person_id, *out}


def _tell(actor: Actor, matter: Matter, row: Recusal) -> None:
    """Into the journal; steps that somebody has taken over who keeps out wait for the others."""
    code = {State.ASKED: ASKED, State.OUT: KEPT_OUT, State.STAYS: STAYS}[State(row.state)]
    journal.record(actor, code, matter, union=matter.union_id)
    if row.state == State.OUT:
        held = Task.objects.filter(matter=matter.pk, state__in=LIVING, claimed_by__person=row.person_id)
        held.update(state=TaskState.OPEN, claimed_by=None, claimed=None)
