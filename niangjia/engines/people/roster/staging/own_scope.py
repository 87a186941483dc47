"""Lists that the platform itself brings in, by command: no account's scope surrounds their jobs, so they name one."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop

from niangjia.engines.people.scope import everywhere
from niangjia.foundation.access.actor import PLATFORM, Kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from niangjia.foundation.jobs import Ids, Step, Work

    Chunk = Callable[[Work, Ids | None], Step]

REASON = gettext_noop("bring in a list of members")


def in_own_scope(chunk: Chunk) -> Chunk:
    """A chunk that, as the platform's, reads across the whole city and says so in the journal."""

    @wraps(chunk)
    def run(work: Work, cursor: Ids | None) -> Step:
        if work.actor.kind is not Kind.PLATFORM:
            return chunk(work, cursor)
        with everywhere(PLATFORM, REASON):
            return chunk(work, cursor)

    return run
