"""What kinds of jobs there are."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .ids import Ids

if TYPE_CHECKING:
    from uuid import UUID

    from django.utils.functional import _StrPromise

    from niangjia.foundation.access.actor import Actor

CODE = re.compile(r"[a-z_]+(\.[a-z_]+)+")


class UnknownKind(Exception):
    """A job is of a kind that this version does not have."""


@dataclass(frozen=True)
class Work:
    """What a chunk is given: whose work it is (with the rights of this moment) and on what."""

    job_id: UUID
    actor: Actor
    ids: Ids


@dataclass(frozen=True)
class Step:
    """What a chunk leaves behind.

    `cursor` is where the next chunk starts, None when nothing is left; `done` is how much is done altogether,
    `total` of how much (None keeps what was known).
    """

    cursor: Ids | None
    done: int
    total: int | None = None


Chunk = Callable[[Work, Ids | None], Step]


@dataclass(frozen=True)
class JobKind:
    """A kind of job. `leads_to` gives the address of what came out, from the job's ids."""

    code: str
    title: str | _StrPromise
    chunk: Chunk
    leads_to: Callable[[Ids], str] | None = None


_known: dict[str, JobKind] = {}


def job_kind(
    code: str, *, title: str | _StrPromise, leads_to: Callable[[Ids], str] | None = None
) -> Callable[[Chunk], Chunk]:
    """Make a chunk function known as a kind of job: `area.verb`, with a title for people.

    The function runs inside the transaction that saves its cursor; it takes a few seconds at most and begins at the
    cursor that it is given (None at first). Raises ValueError for a bad code or one that is taken.
    """
    if not CODE.fullmatch(code):
        raise ValueError(f"job kind {code!r}: write it as area.verb")

    def register(chunk: Chunk) -> Chunk:
        if code in _known and _known[code].chunk is not chunk:
            raise ValueError(f"job kind {code!r} is registered twice")
        _known[code] = JobKind(code, title, chunk, leads_to)
        return chunk

    return register


def known(code: str) -> JobKind:
    """The kind of that code. Raises UnknownKind."""
    try:
        return _known[code]
    except KeyError:
        raise UnknownKind(code) from None
