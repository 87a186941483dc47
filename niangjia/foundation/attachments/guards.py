"""Who may see and change the files of what: each type of subject has one guard, from the floor that knows it.

Without a guard nobody gets anything.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.http import Http404

from .limits import Limits

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from niangjia.foundation.access.actor import Actor

    from .about import About
    from .models import Attachment

# actor, id of the subject -> raises Http404 for what is out of reach, Refused for what is forbidden within it
Ask = Callable[["Actor", str], None]


def _nobody(actor: Actor, key: str) -> None:
    raise Http404


def _never(key: str) -> bool:
    return False


def _no_union(key: str) -> int | None:
    return None


def _every(attachment: Attachment) -> bool:
    return True


@dataclass(frozen=True)
class Each:
    """What an actor may do with the single files of a subject that it may see.

    `shows` and `removes` are asked of each file (`removes` beside the guard's `change`); `slots` are those that the
    actor chooses from when adding one, with their words: the first is taken where nothing is said.
    """

    shows: Callable[[Attachment], bool] = _every
    removes: Callable[[Attachment], bool] = _every
    slots: Mapping[str, str | _StrPromise] = field(default_factory=dict)


def _each(actor: Actor, key: str) -> Each:
    return Each()


@dataclass(frozen=True)
class Guard:
    """`see` and `change` raise for those who may not; `sealed` says whether files of that subject are sealed;
    `page` is where a form without scripts leads back to; `union` whose journal entries about it are; `each` narrows
    what the actor, id of the subject, may do with single files.
    """

    see: Ask
    change: Ask = _nobody
    sealed: Callable[[str], bool] = _never
    page: Callable[[Actor, str], str] | None = None
    union: Callable[[str], int | None] = _no_union
    limits: Limits = field(default_factory=Limits)
    each: Callable[[Actor, str], Each] = _each


_guards: dict[str, Guard] = {}


def register_guard(type_: str, guard: Guard) -> Guard:
    """Say who guards the files of a type of subject ("matters.matter"). Raises ValueError for a second guard."""
    if _guards.setdefault(type_, guard) != guard:
        raise ValueError(f"{type_!r}: its files have a guard already")
    return guard


def guard_of(about: About) -> Guard:
    """The guard. Raises Http404 where nobody guards: then nobody gets in."""
    try:
        return _guards[about.type]
    except KeyError:
        raise Http404 from None
