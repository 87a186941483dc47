"""What people feeds the work calendar: elections, terms, certificates, posts that run out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from niangjia.engines.people.permissions import SEE_UNIONS
from niangjia.foundation.clock import today
from niangjia.foundation.faces.due import DueLine

from .due_views import due_lines

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from niangjia.foundation.access.actor import Actor

MOST = 300  # the first page of a city's officer reads no more rows of each kind


def due_lines_of(actor: Actor, first: date, last: date) -> Iterator[DueLine]:
    """The lines of the page of what is due, between two days; nobody's who may not see unions."""
    if not actor.may(SEE_UNIONS):
        return
    ahead = max((last - today()).days, 0)
    for line in due_lines(actor.reach(SEE_UNIONS), "", str(ahead), most=MOST):
        if first <= line.day <= last:
            text = " · ".join(part for part in (line.union, line.who) if part)
            yield DueLine(line.day, line.what, text, line.url or line.union_url)
