"""Visits: planned, recorded, called off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from niangjia.engines import journal
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.matters.rights import require_at
from niangjia.foundation.clock import now, today
from niangjia.services.visits.journal_codes import CANCELLED, CORRECTED, PLANNED, RECORDED
from niangjia.services.visits.models import Purpose, Visit
from niangjia.services.visits.papers import RECORD
from niangjia.services.visits.permissions import VISIT
from niangjia.services.visits.said import Record

from .issuing import issue_ours, revoke_ours

if TYPE_CHECKING:
    from uuid import UUID

    from niangjia.foundation.access.actor import Actor

State = Visit.State


@transaction.atomic
def plan_visit(actor: Actor, visit: Visit) -> Visit:
    """Plan a visit. Raises Refused."""
    require_at(actor, VISIT, visit.union)
    visit.save(force_insert=True)
    journal.record(actor, PLANNED, visit, union=visit.union_id)
    return visit


@transaction.atomic
def record_visit(actor: Actor, visit: Visit, record: Record, draft: UUID | None = None) -> Visit:
    """Hand the record of a visit in and issue it as a paper. The same draft with the same words changes nothing.

    Raises Refused, NotPossible, also where words were added to a draft that came through already.
    """
    require_at(actor, VISIT, visit.union)
    row = Visit.objects.select_for_update().select_related("union").get(pk=visit.pk)
    if draft is not None and row.draft == draft and row.record:
        if Record.read(row.record.reveal()) == record:
            return row
        raise NotPossible(_("It was handed in already, in other words. What you have here corrects the record."))
    if row.state != State.PLANNED:
        raise NotPossible(_("This visit is recorded or called off already."))
    if row.day > today():
        raise NotPossible(_("This visit is still to come."))
    row.record, row.draft, row.state = record.packed(), draft, State.DONE
    row.recorded, row.recorded_by_id = now(), actor.account_id
    row.save(update_fields=["record", "draft", "state", "recorded", "recorded_by"])
    paper = issue_ours(actor, RECORD.key, row.union, row, _said(row, record))
    journal.record(actor, RECORDED, row, union=row.union_id, data={"number": paper.number})
    return row


def _said(row: Visit, record: Record) -> dict[str, str]:
    """The record as the paper has it; in Chinese."""
    with override("zh-hans"):
        purpose = str(Purpose(row.purpose).label)
    told = {"day": f"{row.day:%Y年%m月%d日}", "place": row.place, "visitors": row.visitors, "purpose": purpose}
    return {**told, "met": record.met, "heard": record.heard, "settled": record.settled}


@transaction.atomic
def correct_record(actor: Actor, visit: Visit, record: Record, reason: str) -> Visit:
    """Write the record anew: the paper that was issued is revoked with the reason. Raises Refused, NotPossible."""
    require_at(actor, VISIT, visit.union)
    row = Visit.objects.select_for_update().select_related("union").get(pk=visit.pk)
    if row.state != State.DONE or row.record is None:
        raise NotPossible(_("This visit is not recorded yet."))
    if Record.read(row.record.reveal()) == record:
        raise NotPossible(_("Nothing was changed."))
    row.record = record.packed()
    row.save(update_fields=["record"])
    revoke_ours(actor, row.union, row, reason)
    paper = issue_ours(actor, RECORD.key, row.union, row, _said(row, record))
    journal.record(actor, CORRECTED, row, union=row.union_id, data={"number": paper.number})
    return row


@transaction.atomic
def call_visit_off(actor: Actor, visit: Visit) -> Visit:
    """Call a visit off that is still planned. Raises Refused, NotPossible."""
    require_at(actor, VISIT, visit.union)
    row = Visit.objects.select_for_update().get(pk=visit.pk)
    if row.state != State.PLANNED:
        raise NotPossible(_("This visit is recorded or called off already."))
    row.state = State.OFF
    row.save(update_fields=["state"])
    journal.record(actor, CANCELLED, row, union=row.union_id)
    return row
