"""Warns unions in time that a term or a certificate runs out: each step once, and up the line once it is overdue."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import connection, transaction
from django.db.models import Q
from django.utils.translation import override

from niangjia.engines import journal
from niangjia.engines.notices.sending.sending import send
from niangjia.engines.people.models import Post, Union
from niangjia.engines.people.posts.models import Role
from niangjia.engines.people.unions.due import election_day, longest_term
from niangjia.engines.people.unions.models import Level, State
from niangjia.engines.people.unions.reading import paths
from niangjia.engines.rules import value
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.clock import now, today

from .journal_codes import WARNED
from .messages import RUNS_OUT, RUNS_OUT_BELOW
from .models import TermWarning
from .months import later

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

Step, Subject = TermWarning.Step, TermWarning.Subject
AT_ONCE = 100  # unions of one chunk
OWN, ABOVE = (Role.CHAIR, Role.CLERK, Role.ORGANISER), (Role.OFFICER,)
# What was said before is said no second time, by whoever says it at the same moment either.
ENTER = """
    INSERT INTO founding_termwarning (union_id, subject, due, step, made)
    SELECT u, subject, due, step, %(now)s
    FROM unnest(%(unions)s::bigint[], %(subjects)s::text[], %(days)s::date[], %(steps)s::text[])
        AS w (u, subject, due, step)
    ON CONFLICT (union_id, subject, due, step) DO NOTHING
    RETURNING id
"""


class Ends(NamedTuple):
    """Something of a union runs out, and how near that is."""

    union: Union
    subject: TermWarning.Subject
    due: date
    step: TermWarning.Step


class Ahead(NamedTuple):
    """The last days that lie a month, half a year, a year ahead."""

    day: date
    month: date
    half: date
    year: date

    def step(self, due: date) -> TermWarning.Step | None:
        """The nearest step that is reached; None for what is further away."""
        if due < self.day:
            return Step.OVERDUE
        steps = ((self.month, Step.MONTH), (self.half, Step.HALF), (self.year, Step.YEAR))
        return next((step for last, step in steps if due <= last), None)


def ahead_of(day: date) -> Ahead:
    """By the figures that hold on that day."""
    keys = ("founding.warn_last_months", "founding.warn_second_months", "founding.warn_first_months")
    return Ahead(day, *(later(day, value(key, on=day).count) for key in keys))


@transaction.atomic
def warn_some(after: int = 0) -> tuple[int | None, int]:
    """Warn some unions behind that id: the last id, None when none is left; and how many warnings were new."""
    ahead = ahead_of(today())
    years = longest_term(ahead.day)
    unions = list(_running_out(ahead, years).filter(pk__gt=after).order_by("pk")[:AT_ONCE])
    if not unions:
        return None, 0
    made = _enter([ends for union in unions for ends in _ends(union, ahead, years)])
    _tell(made)
    return unions[-1].pk, len(made)


def _running_out(ahead: Ahead, years: int) -> Any:
    term = Q(election_due__lte=ahead.year) | Q(election_due=None, term_started__lte=later(ahead.year, -12 * years))
    standing = Union.objects.filter(state=State.ACTIVE, level__lte=Level.BASE)
    return standing.filter(term | Q(certificate_expires__lte=ahead.year))


def _ends(union: Union, ahead: Ahead, years: int) -> Iterator[Ends]:
    days = ((Subject.TERM, election_day(union, years)), (Subject.CERTIFICATE, union.certificate_expires))
    for subject, due in days:
        if due is not None and (step := ahead.step(due)) is not None:
            yield Ends(union, subject, due, step)


def _enter(rows: list[Ends]) -> list[TermWarning]:
    """Those that were not said before."""
    given: dict[str, Any] = {
        "unions": [row.union.pk for row in rows], "subjects": [row.subject.value for row in rows],
        "days": [row.due for row in rows], "steps": [row.step.value for row in rows], "now": now(),
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(ENTER, given)
        ids = [row[0] for row in cursor.fetchall()]
    return list(TermWarning.objects.filter(pk__in=ids).select_related("union__parent").order_by("pk"))


def _tell(made: list[TermWarning]) -> None:
    """The union's chair and clerk, the officer of the union above; of what is overdue all officers up the line."""
    if not made:
        return
    lines = paths({row.union_id for row in made})
    whose = _holders({union.pk for line in lines.values() for union in line})
    with override("zh-hans"):
        for row in made:
            journal.record(PLATFORM, WARNED, row.union, union=row.union_id, data={"step": row.step})
            _tell_one(row, lines[row.union_id], whose)


def _tell_one(row: TermWarning, line: list[Union], whose: dict[tuple[int, str], set[int]]) -> None:
    told = {"name": row.union.name, "what": str(Subject(row.subject).label), "day": row.due.isoformat()}
    own = _persons([row.union_id], OWN, whose)
    over = [union.pk for union in reversed(line[:-1])]
    nearest = next((pk for pk in over if _persons([pk], ABOVE, whose)), None)
    above = over if row.step == Step.OVERDUE else [nearest] if nearest else []
    given: dict[str, Any] = {"union": row.union, "variables": told}
    if own:
        send(PLATFORM, RUNS_OUT, own, key=f"founding.warning.{row.pk}", **given)
    if others := [one for one in _persons(above, ABOVE, whose) if one not in own]:
        send(PLATFORM, RUNS_OUT_BELOW, others, key=f"founding.warning.above.{row.pk}", **given)


def _holders(unions: Iterable[int]) -> dict[tuple[int, str], set[int]]:
    found: defaultdict[tuple[int, str], set[int]] = defaultdict(set)
    rows = Post.objects.living(today()).filter(union__in=list(unions), role__in=[*OWN, *ABOVE])
    for union, role, person in rows.values_list("union", "role", "person"):
        found[union, role].add(person)
    return found


def _persons(unions: Iterable[int], roles: Iterable[str], whose: dict[tuple[int, str], set[int]]) -> list[int]:
    return sorted({person for union in unions for role in roles for person in whose.get((union, role), ())})
