"""Verbs of delivery and filing: sent, received, filed under a number of the archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.papers import journal_codes as codes
from niangjia.engines.papers.permissions import WRITE
from niangjia.engines.papers.refusals import NotPossible
from niangjia.foundation.clock import now, today

from .models import Delivery, Paper, State
from .numbering import archived
from .steps import expected, not_revoked, step

if TYPE_CHECKING:
    from datetime import date

    from niangjia.engines.people.models import Union
    from niangjia.foundation.access.actor import Actor


@transaction.atomic
def send_paper(
    actor: Actor,
    paper: Paper,
    *,
    to_name: str,
    way: str = Delivery.Way.HAND,
    sent: date | None = None,
    copies: int = 1,
    to_union: Union | None = None,
    note: str = "",
) -> Delivery:
    """Send a copy on its way; who received it is recorded later. To a union it comes into its book of incoming.

    Raises Refused, NotPossible.
    """
    from niangjia.engines.papers.books.incoming import take_in

    with step(actor, paper, WRITE, None) as held:
        _may_go(held)
        day = _not_to_come(sent or today(), "sent")
        made = Delivery(paper=held, way=way, sent=day, copies=copies, to_union=to_union, note=note)
        made.to_name, made.sent_by_id = to_name.strip(), actor.account_id
        made.save(force_insert=True)
        if to_union is not None:
            take_in(actor, made)
        journal.record(actor, codes.SENT, held, union=held.union_id)
    return made


@transaction.atomic
def record_receipt(
    actor: Actor, delivery: Delivery, *, received: date, received_by: str, relation: str = "", note: str = ""
) -> None:
    """Record who received a copy and when (送达回证). With it the paper counts as delivered.

    Raises Refused, NotPossible.
    """
    with step(actor, delivery.paper, WRITE, None) as held:
        settle_receipt(
            actor, held, delivery, received=received, received_by=received_by, relation=relation, note=note
        )


def settle_receipt(
    actor: Actor,
    held: Paper,
    delivery: Delivery,
    *,
    received: date,
    received_by: str,
    relation: str = "",
    note: str = "",
) -> None:
    """The same for who has the right otherwise: the union that received it. `held` is locked."""
    not_revoked(held)
    row = Delivery.objects.select_for_update().get(pk=delivery.pk)
    if row.received:
        raise NotPossible(_("Who received it is recorded already."))
    if _not_to_come(received, "received") < row.sent:
        raise NotPossible(_("It was received before it was sent: check the days."), "received")
    if not received_by.strip():
        raise NotPossible(_("Say who received it."), "received_by")
    row.received, row.received_by, row.relation, row.note = received, received_by.strip(), relation, note or row.note
    row.save(update_fields=["received", "received_by", "relation", "note"])
    journal.record(actor, codes.DELIVERED, held, union=held.union_id)
    if expected(held) == State.DELIVERED:
        held.state = State.DELIVERED
        held.save(update_fields=["state"])
        file_if_complete(actor, held)


@transaction.atomic
def deliver_paper(
    actor: Actor, paper: Paper, *, to_name: str, received_by: str = "", day: date | None = None, way: str = "hand"
) -> Delivery:
    """Send and received in one: handed over to who stands here. Raises Refused, NotPossible."""
    made = send_paper(actor, paper, to_name=to_name, way=way, sent=day)
    record_receipt(actor, made, received=day or today(), received_by=received_by or to_name)
    paper.refresh_from_db()
    return made


@transaction.atomic
def file_paper(actor: Actor, paper: Paper) -> None:
    """File it: it gets its archive number, and from now on its time of keeping runs. Raises Refused, NotPossible."""
    with step(actor, paper, WRITE, State.FILED) as held:
        _file(actor, held)


def file_if_complete(actor: Actor, held: Paper) -> bool:
    """File a locked paper whose steps are done and whose stamped copy was scanned back; whether it was filed.

    A scanned proof of service is no stamped copy, and a revoked paper takes no more steps.
    """
    if held.revoked or expected(held) != State.FILED:
        return False
    if held.known_kind.sealed and not held.leaves.filter(delivery=None).exists():
        return False
    _file(actor, held)
    return True


def _file(actor: Actor, held: Paper) -> None:
    held.archive, held.keep_until = archived(held), _kept_until(held)
    held.state, held.filed, held.filed_by_id = State.FILED, now(), actor.account_id
    held.save(update_fields=["archive", "keep_until", "state", "filed", "filed_by"])
    journal.record(actor, codes.FILED, held, union=held.union_id, data={"archive": held.archive})


def _kept_until(held: Paper) -> date | None:
    """The end of its period, which runs from the first of January after the paper's year."""
    from niangjia.engines.papers.kinds.kind import Retention

    years = Retention(held.retention).years
    return held.dated.replace(year=held.dated.year + years, month=12, day=31) if years and held.dated else None


def _may_go(held: Paper) -> None:
    if not held.issued or expected(held) == State.SEALED:
        raise NotPossible(_("A paper goes out when it is signed and sealed."))


def _not_to_come(day: date, field: str) -> date:
    if day > today():
        raise NotPossible(_("That day is still to come."), field)
    return day
