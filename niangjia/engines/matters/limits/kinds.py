"""What kinds of time limits there are, and for which reasons one may be paused: registered by engines and services.

A kind takes its length from a figure of rules, so that it has a basis, days for which it holds, and a union can set
its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from niangjia.engines.rules.defaults import known as known_figure

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Words = str | _StrPromise

KEY = re.compile(r"[a-z_]+(\.[a-z_]+)+")


class UnknownLimit(Exception):
    """A time limit or a reason for a pause was asked for that nobody registered: a slip of the code."""


@dataclass(frozen=True)
class PauseReason:
    """Why a limit may stand still; `basis` says where that is written, "" where it is the house's custom."""

    key: str
    title: Words
    basis: Words = ""


@dataclass(frozen=True)
class LimitKind:
    """A kind of time limit.

    `figure` is the key of a parameter in days, `extension` that of the most days by which it may be extended ("" not
    at all), `rounds` how often. `pauses` are the reasons for which it may stand still.
    """

    key: str
    title: Words
    figure: str
    extension: str = ""
    rounds: int = 1
    pauses: tuple[str, ...] = ()

    def problems(self) -> list[str]:
        """What is wrong with it, a line for each."""
        figures = [key for key in (self.figure, self.extension) if key]
        found = [f"{self.key}: {key} is no figure in days" for key in figures if not known_figure(key).unit.in_days]
        return found + [f"{self.key}: {key} is no reason for a pause" for key in self.pauses if key not in _reasons]


_kinds: dict[str, LimitKind] = {}
_reasons: dict[str, PauseReason] = {}


def register_limit(kind: LimitKind) -> str:
    """Make a kind known and return its key. Raises ValueError for a bad key or a second meaning."""
    if not KEY.fullmatch(kind.key):
        raise ValueError(f"time limit {kind.key!r}: write it as area.name")
    if _kinds.setdefault(kind.key, kind) != kind:
        raise ValueError(f"time limit {kind.key!r} is registered twice")
    return kind.key


def register_pause(reason: PauseReason) -> str:
    """Make a reason known and return its key. Raises ValueError for a second meaning."""
    if _reasons.setdefault(reason.key, reason) != reason:
        raise ValueError(f"reason {reason.key!r} is registered twice")
    return reason.key


def limit_kind(key: str) -> LimitKind:
    """Raises UnknownLimit."""
    try:
        return _kinds[key]
    except KeyError:
        raise UnknownLimit(key) from None


def pause_reason(key: str) -> PauseReason:
    """Raises UnknownLimit."""
    try:
        return _reasons[key]
    except KeyError:
        raise UnknownLimit(key) from None


def all_limits() -> list[LimitKind]:
    return [_kinds[key] for key in sorted(_kinds)]


def title_of(key: str) -> Words:
    """What a kind is called; the key itself where this version does not know it any more."""
    return _kinds[key].title if key in _kinds else key


def title_of_reason(key: str) -> Words:
    return _reasons[key].title if key in _reasons else key


MATERIALS = register_pause(PauseReason("materials", _("waiting for missing papers from the applicant")))
EXPERT = register_pause(PauseReason("expert", _("examination by an expert or another office")))
NOTICE = register_pause(PauseReason("notice", _("public notice")))
FORCE = register_pause(PauseReason("force_majeure", _("force majeure"), "民法典第一百九十四条"))
