"""What is due in unions soon, or overdue: elections, ends of terms, certificates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from niangjia.engines import rules
from niangjia.foundation.clock import today

from .models import State, Union

if TYPE_CHECKING:
    from collections.abc import Iterator

    from niangjia.foundation.access.reach import Reach

AHEAD = timedelta(days=90)
MOST = 200
TERM = "org.term_years_long"


class Matter(TextChoices):
    """What is due."""

    ELECTION = "election", _("election due")
    TERM = "term", _("longest lawful term ends, no election entered")
    CERTIFICATE = "certificate", _("legal-person certificate expires")


@dataclass(frozen=True)
class Due:
    """Something is due in a union on a day."""

    union: Union
    matter: Matter
    day: date
    overdue: bool


def due_soon(reach: Reach, *, ahead: timedelta = AHEAD, on: date | None = None, most: int = MOST) -> list[Due]:
    """What is due in the unions at work of a reach up to so long after a day (today), the earliest first.

    At most so many; three queries and one for the figure of the law.
    """
    day = on or today()
    found = sorted(_found(reach, day + ahead, day, most), key=lambda due: (due.day, due.union.place, due.matter))
    return found[:most]


def _found(reach: Reach, until: date, day: date, most: int) -> Iterator[Due]:
    active = Union.objects.within(reach).filter(state=State.ACTIVE)
    for union in active.filter(election_due__lte=until).order_by("election_due")[:most]:
        yield _due(union, Matter.ELECTION, union.election_due, day)
    for union in active.filter(certificate_expires__lte=until).order_by("certificate_expires")[:most]:
        yield _due(union, Matter.CERTIFICATE, union.certificate_expires, day)
    years = longest_term(day)
    old = active.filter(election_due=None, term_started__lte=_moved(until, -years))
    for union in old.order_by("term_started")[:most]:
        yield _due(union, Matter.TERM, _moved(union.term_started, years), day)


def election_day(union: Union, years: int) -> date | None:
    """The day on which a union's election is due: as entered, else after the longest lawful term of so many years."""
    if union.election_due is not None:
        return union.election_due
    return _moved(union.term_started, years) if union.term_started else None


def longest_term(day: date) -> int:
    """The longest lawful term on a day, in years."""
    return rules.value(TERM, on=day).count


def _due(union: Union, matter: Matter, on: date | None, day: date) -> Due:
    assert on is not None  # noqa: S101 - the queries asked for a day
    return Due(union, matter, on, on < day)


def _moved(day: date | None, years: int) -> date:
    """The same day so many years on; 28 February for one that the year does not have."""
    assert day is not None  # noqa: S101 - the queries asked for a day
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
