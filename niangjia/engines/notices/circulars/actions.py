"""Verbs on circulars: send to the unions right below, confirm receipt, reply, pass on."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.notices import journal_codes as codes
from niangjia.engines.notices.permissions import WRITE, WRITERS
from niangjia.engines.notices.refusals import NotPossible
from niangjia.engines.notices.sending.sending import send
from niangjia.engines.people.models import Post, Union
from niangjia.engines.people.unions.acts import STANDING
from niangjia.foundation.clock import now, today

from .kinds import ARRIVED
from .models import Circular, CircularReceipt

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from niangjia.foundation.access.actor import Actor


class Words(TypedDict):
    """What a circular says."""

    title: str
    body: str
    wants_reply: bool
    reply_by: date | None


@transaction.atomic
def send_circular(actor: Actor, union: Union, to: Sequence[Union], words: Words) -> Circular:
    """Send it to unions right below. Raises Refused, NotPossible for others, or for none."""
    circular = _made(actor, union, to, words)
    journal.record(actor, codes.CIRCULAR_SENT, circular, union=union.pk, data={"count": len(to)})
    return circular


@transaction.atomic
def confirm_receipt(actor: Actor, receipt: CircularReceipt) -> None:
    """Confirm that it has come; the first confirmation counts. Raises Refused."""
    held = _locked(receipt)
    actor.require(WRITE, at=held.union.place)
    if held.received is None:
        _receive(actor, held)


@transaction.atomic
def reply_to_circular(actor: Actor, receipt: CircularReceipt, text: str) -> None:
    """Reply; a later reply takes the place of the earlier, which its date shows. It confirms receipt, too.

    Raises Refused, NotPossible for an empty one.
    """
    held = _locked(receipt)
    actor.require(WRITE, at=held.union.place)
    if not text.strip():
        raise NotPossible(_("Write a reply."), "reply")
    if held.received is None:
        _receive(actor, held)
    held.reply, held.replied, held.replied_by_id = text.strip(), now(), actor.account_id
    held.save(update_fields=["reply", "replied", "replied_by"])
    journal.record(actor, codes.REPLIED, held, union=held.union_id)


@transaction.atomic
def pass_on(actor: Actor, receipt: CircularReceipt, to: Sequence[Union], words: Words) -> Circular:
    """Pass a circular on to unions right below one's own, with own words; once. Raises Refused, NotPossible."""
    held = _locked(receipt)
    if Circular.objects.filter(passed_from=held).exists():
        raise NotPossible(_("It was passed on before."))
    circular = _made(actor, held.union, to, words, passed_from=held)
    if held.received is None:
        _receive(actor, held)
    journal.record(actor, codes.CIRCULAR_PASSED, circular, union=held.union_id, data={"count": len(to)})
    return circular


def _made(
    actor: Actor, union: Union, to: Sequence[Union], words: Words, *, passed_from: CircularReceipt | None = None
) -> Circular:
    actor.require(WRITE, at=union.place)
    if not to:
        raise NotPossible(_("Choose at least one union."), "to")
    if any(one.parent_id != union.pk or one.state not in STANDING for one in to):
        raise NotPossible(_("A circular goes to the unions right below, level by level."), "to")
    circular = Circular.objects.create(union=union, account_id=actor.account_id, passed_from=passed_from, **words)
    CircularReceipt.objects.bulk_create([CircularReceipt(circular=circular, union=one) for one in to])
    tell = Post.objects.living(today()).filter(union__in=to, role__in=WRITERS).values_list("person", flat=True)
    key, variables = f"notices.circular.{circular.pk}", {"title": circular.title}
    if persons := set(tell):
        send(actor, ARRIVED, persons, union=union, variables=variables, key=key)
    return circular


def _locked(receipt: CircularReceipt) -> CircularReceipt:
    found = CircularReceipt.objects.select_for_update(of=("self",)).select_related("union", "circular")
    return found.get(pk=receipt.pk)


def _receive(actor: Actor, held: CircularReceipt) -> None:
    held.received, held.received_by_id = now(), actor.account_id
    held.save(update_fields=["received", "received_by"])
    journal.record(actor, codes.RECEIVED, held, union=held.union_id)
