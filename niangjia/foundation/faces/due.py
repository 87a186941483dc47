"""The work calendar: what is due for whoever is at the desk, from sources that engines and services register.

A source that fails is left out and logged, in a savepoint of its own, as the portal's blocks are.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from .discovery import faces

if TYPE_CHECKING:
    from datetime import date

    from django.utils.functional import _StrPromise

    from niangjia.foundation.access.actor import Actor

    Words = str | _StrPromise

log = logging.getLogger(__name__)
MOST = 500  # lines of a source


@dataclass(frozen=True)
class DueLine:
    """Something that is due on a day. `url` leads to where it is done; `template` to an empty paper for it, and
    `last_year` to what was handed in then; "" for what there is not.
    """

    day: date
    title: Words
    text: Words = ""
    url: str = ""
    template: str = ""
    last_year: str = ""


# What is due for the actor from one day to another, both included; a day before today is overdue. In any order.
Source = Callable[["Actor", "date", "date"], Iterable[DueLine]]
_sources: list[Source] = []


def add_due(*sources: Source) -> None:
    """Feed the calendar from a floor other than the services."""
    _sources.extend(source for source in sources if source not in _sources)


def due_between(actor: Actor, first: date, last: date) -> list[DueLine]:
    """Everything due from one day to another, both included, the earliest first."""
    sources = [*_sources, *(source for face in faces() for source in face.due)]
    lines = [line for source in sources for line in _lines(source, actor, first, last)]
    return sorted(lines, key=lambda line: (line.day, str(line.title)))


def _lines(source: Source, actor: Actor, first: date, last: date) -> list[DueLine]:
    try:
        with transaction.atomic():
            return list(source(actor, first, last))[:MOST]
    except Exception:
        log.exception("a source of the work calendar failed: %s.%s", source.__module__, source.__qualname__)
        return []
