"""Who acts for a union: holders of posts in that very union, and who stands in for them.

Seeing papers goes down the line, issuing them does not: an officer above signs, seals and sends nothing in a lower
union's name. Branches and groups are parts of a union: its own people act for them as well. Only what a procedure
decides in a step that is drawn for a union above is issued, and undone, by who has the rights there (`decided_by`).
What a union has left that is no more is looked after by the one that stands for it now; it issues nothing new.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from niangjia.engines.people.models import Union
from niangjia.engines.people.posts.holding import GONE, holds_at, stands_for
from niangjia.engines.people.unions.models import Level
from niangjia.foundation.access.actor import Kind, Refused
from niangjia.foundation.access.reach import EVERYWHERE, Reach

from .refusals import NotPossible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from niangjia.foundation.access.actor import Actor


@dataclass(frozen=True)
class _Decided:
    """A union in whose name another one decides right now; `code` is the permission for it, "" for the usual one."""

    union: int
    at: Union
    code: str


_decided: ContextVar[_Decided | None] = ContextVar("decided", default=None)


@contextmanager
def decided_by(at: Union, union: Union, code: str = "") -> Iterator[None]:
    """Ask in the block for the rights to papers of `union` at `at`, if that one is the union itself or one above.

    `code` is then the only permission that is asked for: of who may decide what the paper follows from.
    """
    above = at.place <= union.place < at.place_end
    token = _decided.set(_Decided(union.pk, at, code) if above else None)
    try:
        yield
    finally:
        _decided.reset(token)


def who_acts(union: Union) -> Union:
    """The union by whose posts papers of that union are issued right now.

    Itself, or the one that decides for it; what stands for either, where it is no more.
    """
    found = _decided.get()
    return stands_for(found.at if found is not None and found.union == union.pk else union)


def refuse_gone(union: Union) -> None:
    """Raises NotPossible for a union that is no more: nothing new is issued in its name."""
    if union.state in GONE:
        raise NotPossible(_("This union was merged or dissolved."))


def acts_for(actor: Actor, code: str, union: Union) -> bool:
    """Whether the actor has the permission by a post in the union itself, or in that of which it is a part."""
    found = _decided.get()
    if found is not None and found.union == union.pk:
        code = found.code or code
    union = who_acts(union)
    if not actor.may(code, at=union.place):
        return False
    if holds_at(actor, code, union):
        return True
    whole = _whole(union)
    return whole is not None and holds_at(actor, code, whole)


def require_own(actor: Actor, code: str, union: Union) -> None:
    """Raises Refused for who has not the permission, or not by a post there."""
    if acts_for(actor, code, union):
        return
    actor.require(code, at=union.place)
    raise Refused(_("This is for who has a post in %(union)s.") % {"union": who_acts(union).name})


def _whole(union: Union) -> Union | None:
    """The union of which a branch or group is a part; None for what is a union itself."""
    if union.level <= Level.BASE:
        return None
    over = Union.objects.filter(place__lt=union.place, place_end__gte=union.place_end, level__lte=Level.BASE)
    return over.order_by("-place").first()


def own_reach(actor: Actor, code: str) -> Reach:
    """The places of the unions for which the actor acts, as `acts_for` says it of one."""
    if actor.kind is Kind.PLATFORM:
        return EVERYWHERE
    ranges = [one for grant in actor.grants if code in grant.codes for one in grant.reach.ranges]
    levels = dict(Union.objects.filter(place__in=[start for start, _end in ranges]).values_list("place", "level"))
    own = [part for start, end in ranges for part in _parts(levels.get(start, Level.CITY), start, end)]
    return Reach.of(own, actor.reach().numbering)


def _parts(level: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A union, with what is part of it and what went into it: down to the next union, which is its own."""
    if level < Level.BASE:
        yield start, start + 1
        went = Union.objects.filter(parent__place=start, state__in=GONE)
        yield from went.values_list("place", "place_end")
        return
    below = Union.objects.filter(place__gt=start, place__lt=end, level__lte=Level.BASE).exclude(state__in=GONE)
    for place, behind in below.order_by("place").values_list("place", "place_end"):
        yield start, place
        start = max(start, behind)
    yield start, end
