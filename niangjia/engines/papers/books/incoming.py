"""The book of incoming documents (收文登记簿)."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.papers import journal_codes as codes
from niangjia.engines.papers.life.delivering import settle_receipt
from niangjia.engines.papers.life.models import Delivery, Paper
from niangjia.engines.papers.permissions import WRITE
from niangjia.engines.papers.refusals import NotPossible
from niangjia.engines.papers.rights import require_own
from niangjia.foundation.clock import today
from niangjia.foundation.numbers import NumberKind, next_number

from .models import Incoming

if TYPE_CHECKING:
    from datetime import date

    from niangjia.engines.people.models import Union
    from niangjia.foundation.access.actor import Actor

SERIES = NumberKind("papers.incoming", "{number}").key


class Entry(TypedDict, total=False):
    """What is entered of a document that came."""

    received: date
    sender: str
    number: str
    title: str
    copies: int
    urgency: str
    due: date | None
    handler: str


@transaction.atomic
def enter_incoming(actor: Actor, union: Union, entry: Entry) -> Incoming:
    """Enter a document that came. Raises Refused, NotPossible for a day to come."""
    require_own(actor, WRITE, union)
    if entry["received"] > today():
        raise NotPossible(_("That day is still to come."), "received")
    made = _made(union, entry)
    made.account_id = actor.account_id
    made.save(force_insert=True)
    journal.record(actor, codes.CAME_IN, made, union=union.pk)
    return made


@transaction.atomic
def finish_incoming(actor: Actor, incoming: Incoming, *, handler: str, result: str, finished: date | None) -> None:
    """Note who handles it, what was done and when. Raises Refused, NotPossible."""
    require_own(actor, WRITE, incoming.union)
    if finished and finished > today():
        raise NotPossible(_("That day is still to come."), "finished")
    incoming.handler, incoming.result, incoming.finished = handler, result or None, finished
    incoming.save(update_fields=["handler", "result", "finished"])
    journal.record(actor, codes.CAME_IN_CHANGED, incoming, union=incoming.union_id)


@transaction.atomic
def confirm_incoming(actor: Actor, incoming: Incoming) -> None:
    """Confirm that a paper of another union of the platform has come: its sender sees who received it.

    Raises Refused, NotPossible.
    """
    require_own(actor, WRITE, incoming.union)
    if incoming.delivery is None:
        raise NotPossible(_("This document did not come over the platform."))
    held = Paper.objects.select_for_update(of=("self",)).select_related("union").get(pk=incoming.delivery.paper_id)
    settle_receipt(
        actor, held, incoming.delivery, received=today(), received_by=f"{incoming.union.name} {actor.name}"
    )


def take_in(actor: Actor, delivery: Delivery) -> Incoming:
    """The line that a paper sent over the platform makes in the receiver's book."""
    paper, union = delivery.paper, delivery.to_union
    assert union is not None  # noqa: S101
    entry: Entry = {"received": delivery.sent, "sender": paper.union.name, "title": paper.caption}
    made = _made(union, {**entry, "number": paper.number, "copies": delivery.copies})
    made.paper, made.delivery = paper, delivery
    made.save(force_insert=True)
    journal.record(actor, codes.CAME_IN, made, union=union.pk)
    return made


def _made(union: Union, entry: Entry) -> Incoming:
    year = entry["received"].year
    position = int(next_number(SERIES, owner=union.code, year=year))
    return Incoming(union=union, year=year, position=position, **entry)
