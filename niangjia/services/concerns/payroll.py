"""Whose wages an officer gets: who works for the employer opens no sealed name of its workers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from niangjia.engines.people.models import Coverage, Employment
from niangjia.engines.people.unions.models import Level
from niangjia.engines.people.unions.neighbours import holding

if TYPE_CHECKING:
    from collections.abc import Iterable

    from niangjia.engines.matters.models import Matter
    from niangjia.foundation.access.actor import Actor

    from .models import Concern


def employers_behind(concern: Concern, matter: Matter, others: Iterable[int] = ()) -> set[int]:
    """The employers that a concern is about: the one it names, those of the unit, and `others` that are known."""
    unit = matter.bypassed or matter.union
    found = {*others} | ({concern.employer_id} if concern.employer_id else set())
    if unit.level >= Level.BASE:
        found |= set(holding(Coverage.objects.filter(union=unit)).values_list("employer", flat=True))
    return found


def on_payroll(actor: Actor, employers: Iterable[int]) -> bool:
    """Whether the actor works for one of them now."""
    if actor.person_id is None:
        return False
    return Employment.objects.filter(person=actor.person_id, ended=None, employer__in=list(employers)).exists()
