"""Who hands in does not answer: a union asks, and somebody else above it decides.

A rule of the house. Whoever prepares a union often has a post above it as well, and could otherwise ask, sign and
grant alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _

from niangjia.engines.matters.core.models import Task
from niangjia.engines.matters.refusals import NotPossible

if TYPE_CHECKING:
    from niangjia.engines.matters.models import Matter
    from niangjia.foundation.access.actor import Actor

OWN_STEPS = (
    "submit",
    "sign",
    "resolve",
    "settle",
    "name",
    "count",
    "apply",
)  # of the union, in whatever drawing of ours


def refuse_both_sides(actor: Actor, matter: Matter) -> None:
    """Raises NotPossible for who prepared this matter, or did a step of the union in it. The platform passes."""
    if actor.account_id is None:
        return
    steps = Task.objects.filter(matter=matter, key__in=OWN_STEPS, done_by=actor.account_id)
    steps = steps.exclude(~Q(union=matter.union_id), key="settle")  # above, where the union has nobody left
    if matter.opened_by_id == actor.account_id or steps.exists():
        raise NotPossible(_("You handed this in for the union: a colleague above it answers."))
