"""One limit, locked, for a verb that changes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from niangjia.engines.matters.acts.going import union_of
from niangjia.engines.matters.acts.locking import locked_matter
from niangjia.engines.matters.procedures import procedure_of
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.people.posts.holding import holds_at
from niangjia.foundation.access.actor import Refused

from .models import TimeLimit
from .permissions import EXTEND, PAUSE
from .settling import SETTLED, chain_of, settle, show_on_task, steps_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from niangjia.foundation.access.actor import Actor


def hold(actor: Actor, limit_id: int, may: Callable[[Actor, TimeLimit], bool]) -> TimeLimit:
    """The limit, locked after its matter, if it runs and `may` says that it is the actor's.

    Raises Refused, NotPossible.
    """
    matter = locked_matter(TimeLimit.objects.values_list("matter", flat=True).get(pk=limit_id))
    found = TimeLimit.objects.select_for_update(of=("self",)).select_related("union").get(pk=limit_id)
    found.matter = matter
    if not may(actor, found):
        raise Refused(_("Time limits are changed by who has the right to it by a post in that very union."))
    if not found.running:
        raise NotPossible(_("This time limit has ended."))
    return found


def may_ask(actor: Actor, limit: TimeLimit) -> bool:
    """Whether the actor may ask for more days: also from a union above, for that decides nothing."""
    return actor.may(PAUSE, at=limit.union.place)


def may_pause(actor: Actor, limit: TimeLimit) -> bool:
    """Whether the actor may let it stand still and go on: in that very union, or in what stands for it now."""
    return holds_at(actor, PAUSE, limit.union)


def may_extend(actor: Actor, limit: TimeLimit) -> bool:
    """Whether the actor may decide on more days: in that very union, or where the procedure says."""
    lane = procedure_of(limit.matter.procedure).extended_by
    return holds_at(actor, EXTEND, limit.union if lane is None else union_of(lane, limit.matter))


def settled(limit: TimeLimit, *fields: str) -> None:
    """Work its days out anew and save them, with further fields."""
    settle(limit, steps_for(chain_of(limit.union), limit.event))
    limit.save(update_fields=[*SETTLED, *fields])
    show_on_task(limit)
