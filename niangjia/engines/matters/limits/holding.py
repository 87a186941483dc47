"""One limit, locked, for a verb that changes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from niangjia.engines.matters.acts.locking import locked_matter
from niangjia.engines.matters.refusals import NotPossible

from .models import TimeLimit
from .settling import SETTLED, chain_of, settle, show_on_task, steps_for

if TYPE_CHECKING:
    from niangjia.foundation.access.actor import Actor


def hold(actor: Actor, limit_id: int, code: str) -> TimeLimit:
    """The limit, locked after its matter, if it runs and the actor has that permission where it runs.

    Raises Refused, NotPossible.
    """
    matter = locked_matter(TimeLimit.objects.values_list("matter", flat=True).get(pk=limit_id))
    found = TimeLimit.objects.select_for_update(of=("self",)).select_related("union").get(pk=limit_id)
    found.matter = matter
    actor.require(code, at=found.union.place)
    if not found.running:
        raise NotPossible(_("This time limit has ended."))
    return found


def settled(limit: TimeLimit, *fields: str) -> None:
    """Work its days out anew and save them, with further fields."""
    settle(limit, steps_for(chain_of(limit.union), limit.event))
    limit.save(update_fields=[*SETTLED, *fields])
    show_on_task(limit)
