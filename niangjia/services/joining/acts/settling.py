"""Who stands on a list and has joined otherwise: the line is settled, and invites nobody any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.services.joining.models import Invited
from niangjia.services.joining.reading import handling_union
from niangjia.services.joining.said import Said

from .applying import JOINING, MemberHere, UnderWay
from .intake import Judged, ask_register

if TYPE_CHECKING:
    from collections.abc import Sequence

    from niangjia.engines.people.models import Union
    from niangjia.engines.people.refusals import NotPossible
    from niangjia.foundation.access.actor import Actor
    from niangjia.services.joining.models import InvitationList

Row = Invited.State


def settle(one: Invited, sentence: str) -> None:
    """The line is over; of what the list said only the name is kept."""
    kept = Said(name=Said.read(one.said.reveal()).name) if one.said else Said(name="")
    one.state, one.sentence, one.said = Row.SETTLED, sentence[:200], kept.packed()
    one.phone_mark = one.number_mark = None
    one.save(update_fields=["state", "sentence", "said", "phone_mark", "number_mark"])


def why_settled(error: NotPossible, union: Union) -> str:
    """Why whoever could not be taken there needs no invitation any more; "" where the refusal says no such thing."""
    if isinstance(error, MemberHere):
        return _("Is a member here already.")
    if isinstance(error, UnderWay) and error.request and error.request.kind in JOINING:
        here = handling_union(error.request.union).pk == handling_union(union).pk
        return _("Has a request under way.") if here else ""
    return ""


@transaction.atomic
def settle_tapped(row: str, error: NotPossible) -> None:
    """The line by which somebody tapped who had joined otherwise, or has a request there already."""
    rows = Invited.objects.select_for_update(of=("self",)).select_related("list__union")
    one = rows.filter(pk=row, state=Row.INVITED).first()
    if one and (why := why_settled(error, one.list.union)):
        settle(one, why)


def settle_known(actor: Actor, row: InvitationList, rows: Sequence[Invited]) -> list[Invited]:
    """Settle those whom the register has as members here, or with a request here; answers the others."""
    asked = [(one, Judged(Said.read(one.said.reveal()))) for one in rows]
    ask_register(actor, row, [judged for _one, judged in asked])
    for one, judged in asked:
        if judged.joined:
            settle(one, str(judged.why))
    return [one for one, judged in asked if not judged.joined]


def settle_some(actor: Actor, row: InvitationList, most: int, after: int) -> int | None:
    """The same for some lines, from the one after that; answers the last looked at, None once all are."""
    waiting = Invited.objects.filter(list=row, state=Row.INVITED, said__isnull=False, number_mark__isnull=False)
    rows = list(waiting.filter(position__gt=after).order_by("position")[:most])
    if not rows:
        return None
    settle_known(actor, row, rows)
    return rows[-1].position
