"""Sessions: both sides are called, and what was said is written down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.matters.acts.locking import locked_open
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.matters.rights import require_at
from niangjia.engines.notices.sending.sending import send
from niangjia.engines.papers import issue_paper
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.clock import SHANGHAI, now
from niangjia.services.mediation.hooks import refuse_recused
from niangjia.services.mediation.journal_codes import CALLED_OFF, PLANNED, RECORDED
from niangjia.services.mediation.messages import OFF, SESSION
from niangjia.services.mediation.models import Session
from niangjia.services.mediation.papers import CALLED, RECORD
from niangjia.services.mediation.permissions import MEDIATE
from niangjia.services.mediation.reading import dispute_of, with_applicant

from .deciding import told_of

if TYPE_CHECKING:
    from datetime import datetime

    from niangjia.engines.matters.models import Matter
    from niangjia.foundation.access.actor import Actor
    from niangjia.services.mediation.said import Record


def _held(actor: Actor, matter: Matter) -> Matter:
    """The matter, held, in mediation and the actor's to mediate. Raises Refused, NotPossible."""
    found = locked_open(matter.pk)
    require_at(actor, MEDIATE, found.union)
    refuse_recused(actor, found)
    if found.phase != "mediating":
        raise NotPossible(_("Sessions are held once the dispute is accepted, until it is agreed on or ended."))
    return found


@transaction.atomic
def plan_session(actor: Actor, matter: Matter, held: datetime, place: str) -> Session:
    """Call both sides: the worker gets a message, the employer a paper. Raises Refused, NotPossible for the past."""
    found = _held(actor, matter)
    if held <= now():
        raise NotPossible(_("A session is called for a time to come."), "held")
    dispute = dispute_of(found)
    row = Session.objects.create(dispute=dispute, held=held, place=place)
    told = told_of(dispute)
    data = {"name": told["name"], "employer": told["employer"], "held": _when(held), "place": place}
    with with_applicant(found):
        issue_paper(actor, CALLED.key, union=found.union, about=found, person=found.person, data=data)
    journal.record(actor, PLANNED, found, union=found.union_id)
    _tell(SESSION, found, row, {"place": place})
    return row


@transaction.atomic
def call_session_off(actor: Actor, session: Session) -> Session:
    """Call a session off that is still to come; the worker gets a message. Raises Refused, NotPossible."""
    if session.dispute.matter is None:
        raise NotPossible(_("The record was erased meanwhile."))
    found = _held(actor, session.dispute.matter)
    row = Session.objects.select_for_update().get(pk=session.pk)
    if row.off or row.recorded or row.held <= now():
        raise NotPossible(_("This session can't be called off any more."))
    row.off = now()
    row.save(update_fields=["off"])
    journal.record(actor, CALLED_OFF, found, union=found.union_id)
    _tell(OFF, found, row, {})
    return row


def _when(held: datetime) -> str:
    """As papers say it."""
    return f"{held.astimezone(SHANGHAI):%Y年%m月%d日 %H:%M}"


def _tell(kind: str, matter: Matter, row: Session, more: dict[str, str]) -> None:
    if matter.person_id is None:
        return
    variables = {"when": date_format(row.held.astimezone(SHANGHAI), "DATETIME_FORMAT"), **more}
    send(PLATFORM, kind, [matter.person_id], union=matter.union, variables=variables, key=f"{kind}.{row.pk}")


@transaction.atomic
def record_session(actor: Actor, session: Session, record: Record) -> Session:
    """Write down what was said, and issue the record for both sides to sign. Raises Refused, NotPossible."""
    if session.dispute.matter is None:
        raise NotPossible(_("The record was erased meanwhile."))
    found = _held(actor, session.dispute.matter)
    row = Session.objects.select_for_update().get(pk=session.pk)
    if row.recorded or row.off:
        raise NotPossible(_("The record of this session is written already, or it was called off."))
    if row.held > now():
        raise NotPossible(_("This session is still to come."))
    row.record, row.recorded = record.packed(), now()
    row.save(update_fields=["record", "recorded"])
    data = {"held": _when(row.held), "place": row.place, "present": record.present, "worker": record.worker}
    data |= {"other": record.employer, "result": record.result}
    with with_applicant(found):
        paper = issue_paper(actor, RECORD.key, union=found.union, about=found, person=found.person, data=data)
    journal.record(actor, RECORDED, found, union=found.union_id, data={"number": paper.number})
    return row
