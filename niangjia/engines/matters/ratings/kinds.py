"""What is asked when a matter has ended; a procedure may ask more, and says which endings are a lawful "no"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Words = str | _StrPromise


@dataclass(frozen=True)
class Question:
    """One more thing to rate from one to five."""

    key: str
    words: Words


SPEED = Question("speed", _("How quickly it went"))
MANNER = Question("manner", _("How you were treated"))


@dataclass(frozen=True)
class RatingKind:
    """`questions` beside the two that are always asked: was it solved, how content are you.

    `lawful_no` are the phases in which a refusal ends that the law or the rules demand: with an explanation to the
    applicant it is no failure. `solvable` is False where there is nothing to be solved (a certificate).
    """

    procedure: str
    questions: tuple[Question, ...] = (SPEED, MANNER)
    lawful_no: frozenset[str] = frozenset()
    solvable: bool = True


_kinds: dict[str, RatingKind] = {}


def register_rating(kind: RatingKind) -> None:
    """Say what a procedure asks. Raises ValueError for a second meaning."""
    if _kinds.setdefault(kind.procedure, kind) != kind:
        raise ValueError(f"the rating of {kind.procedure!r} is registered twice")


def rating_kind(procedure: str) -> RatingKind:
    """What is asked; the usual questions where nobody has said it."""
    return _kinds.get(procedure) or RatingKind(procedure)
