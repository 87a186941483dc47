"""How the platform is doing, said by whoever knows it; shown on the desk's system page and by `niangjia doctor`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db import DatabaseError
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Health(StrEnum):
    GOOD = "good"
    WARN = "warn"
    BAD = "bad"


@dataclass(frozen=True)
class Reading:
    """One line: `key` for programs, `title` and `value` for people, `hint` on what to do when it is not good."""

    key: str
    title: str | _StrPromise
    value: str
    health: Health = Health.GOOD
    hint: str | _StrPromise = ""


Source = Callable[[], Iterable[Reading]]
_sources: list[Source] = []


def source_of_readings(source: Source) -> Source:
    """Register a function that answers with readings; it may raise DatabaseError."""
    _sources.append(source)
    return source


def readings() -> list[Reading]:
    """Every reading; a source that can't reach the database becomes a bad reading itself."""
    found: list[Reading] = []
    for source in _sources:
        try:
            found.extend(source())
        except DatabaseError as error:
            name = f"{source.__module__}.{source.__name__}"
            found.append(Reading(name, _("database"), error.__class__.__name__, Health.BAD, _("It does not answer.")))
    return found
