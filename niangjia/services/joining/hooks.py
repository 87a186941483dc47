"""What we tell engines: when a matter of ours is over, and what becomes of list rows about members elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_noop

from niangjia.engines.matters.hooks import on_matter_closed
from niangjia.engines.people.models import Union
from niangjia.engines.people.refusals import NotPossible
from niangjia.engines.people.roster.staging.hooks import on_moved
from niangjia.engines.people.scope import everywhere
from niangjia.foundation.access.actor import PLATFORM

from .acts.applying import ask_for_transfer
from .acts.transferring import note_end
from .models import Application
from .reading import holder_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from niangjia.engines.people.roster.models import Roster
    from niangjia.engines.people.roster.staging.hooks import Moved
    from niangjia.foundation.access.actor import Actor

WHY = gettext_noop("ask for transfers of members whom a list names elsewhere")

on_matter_closed(note_end)


@on_moved
def ask_for_transfers(actor: Actor, roster: Roster, moved: Sequence[Moved]) -> None:
    """A request for each; who has one under way, or can't be transferred, is left as the list's report says."""
    unions = Union.objects.in_bulk({one.union for one in moved})
    with everywhere(PLATFORM, WHY):
        for one in moved:
            person = one.person or (holder_of(*one.document) if one.document else None)
            if person:
                _ask(person, unions[one.union])


def _ask(person: int, union: Union) -> None:
    """By the platform: whoever committed the list had the right to do that."""
    try:
        with transaction.atomic():
            ask_for_transfer(PLATFORM, person, union, way=Application.Way.ROSTER)
    except NotPossible:
        return
