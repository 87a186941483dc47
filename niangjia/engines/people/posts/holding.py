"""Rights by a post in one very union: who leads a union above sees what happens there, and does not act for it.

What is left of a union that is no more is looked after by the one that stands for it now.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from niangjia.engines.people.unions.models import State
from niangjia.foundation.access.actor import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from niangjia.engines.people.unions.models import Union
    from niangjia.foundation.access.actor import Actor

GONE = (State.MERGED, State.DISSOLVED)


def stands_for(union: Union) -> Union:
    """The union whose posts count for this one: itself; of one that is no more, where it went, or the one above."""
    while union.state in GONE and union.parent is not None:
        union = union.parent
    return union


def holds_at(actor: Actor, code: str, union: Union) -> bool:
    """Whether the actor has the permission by a post in that very union, or standing in for one.

    For a union that is no more: by a post in the one that stands for it now.
    """
    if actor.kind is Kind.PLATFORM:
        return True
    place = stands_for(union).place
    return any(code in codes and start == place for codes, start in posts_of(actor))


def posts_of(actor: Actor) -> Iterator[tuple[frozenset[str], int]]:
    """The permissions and the place of each post of the actor."""
    for grant in actor.grants:
        for start, _end in grant.reach.ranges:
            yield grant.codes, start
