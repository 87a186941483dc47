"""What runs out and what is missing in the unions of a reach: worked out in a few queries, whatever its size."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from niangjia.engines.people.codes import Sex
from niangjia.engines.people.posts.held import roles_held
from niangjia.engines.people.posts.models import Role
from niangjia.engines.people.totals.facets import ALL, MEMBERS
from niangjia.engines.people.totals.reading import totals_below
from niangjia.engines.people.unions.due import election_day, longest_term
from niangjia.engines.people.unions.models import Level, State, Union
from niangjia.engines.rules import value
from niangjia.foundation.clock import today
from niangjia.foundation.web.pieces import State as Word
from niangjia.foundation.web.pieces import Tone

from .months import later

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from niangjia.engines.people.totals.reading import Totals
    from niangjia.foundation.access.reach import Reach

SEX = "sex"
LEAST = "org.base_union_min_members"
LEADING = (Role.CHAIR, Role.COMMITTEE, Role.ORGANISER, Role.AUDIT_CHAIR, Role.AUDITOR, Role.WOMEN_CHAIR)
FIELDS = ("name", "level", "place", "place_end", "term_started", "election_due", "certificate_expires")


class What(TextChoices):
    """What is the matter with a union."""

    TERM = "term", _("term ends")
    CERTIFICATE = "certificate", _("certificate expires")
    NO_TERM = "no_term", _("no term entered")
    NO_CHAIR = "no_chair", _("no chair")
    NO_AUDITOR = "no_auditor", _("no funds auditor")
    NO_WOMEN = "no_women", _("no women workers' officer")
    NO_ORGANISER = "no_organiser", _("neither committee nor organiser")
    NO_COMMITTEE = "no_committee", _("no committee of its own")


DATED = (What.TERM, What.CERTIFICATE)


@dataclass(frozen=True)
class Finding:
    """Something about a union: `day` is when it runs out, None for what is missing."""

    union: Union
    county: str
    what: What
    day: date | None
    today: date

    @property
    def name(self) -> str:
        return self.union.name

    @property
    def level(self) -> str:
        return str(Level(self.union.level).label)

    @property
    def label(self) -> str:
        return str(self.what.label)

    @property
    def url(self) -> str:
        return reverse("founding:own", args=[self.union.pk])

    @property
    def left(self) -> int | None:
        """Days that are left; below nought once it is overdue."""
        return (self.day - self.today).days if self.day else None

    @property
    def state(self) -> Word:
        if self.left is None:
            return Word(_("missing"), Tone.WAIT)
        return Word(_("overdue"), Tone.BAD) if self.left < 0 else Word(_("due soon"), Tone.WAIT)


@dataclass(frozen=True)
class Figures:
    """What the law and the place say on a day."""

    day: date
    until: date
    years: int
    least: int


def figures_on(day: date) -> Figures:
    """As they hold on that day; what runs out is looked for as far ahead as the first warning goes."""
    ahead = value("founding.warn_first_months", on=day).count
    return Figures(day, later(day, ahead), longest_term(day), value(LEAST, on=day).count)


def findings(reach: Reach, *, on: date | None = None) -> list[Finding]:
    """Everything about the unions at work of a reach, branches and groups left out; in no order.

    Four queries, and one for each of three figures.
    """
    day = on or today()
    figures = figures_on(day)
    standing = Union.objects.within(reach).filter(state=State.ACTIVE, level__lte=Level.BASE)
    unions = list(standing.only(*FIELDS))
    base = [union for union in unions if union.level == Level.BASE]
    totals = totals_below(base, (MEMBERS, SEX)) if base else {}
    held = roles_held(reach, day, LEADING)
    county_of = _Counties()
    found = []
    for union in unions:
        county = county_of(union.place)
        about = (
            *_dated(union, figures),
            *_missing(union, totals.get(union.pk, {}), held.get(union.pk, set()), figures),
        )
        found += [Finding(union, county, what, on_day, day) for what, on_day in about]
    return found


def _dated(union: Union, figures: Figures) -> Iterator[tuple[What, date | None]]:
    ends = election_day(union, figures.years)
    if ends is None:
        yield What.NO_TERM, None
    elif ends <= figures.until:
        yield What.TERM, ends
    if union.certificate_expires and union.certificate_expires <= figures.until:
        yield What.CERTIFICATE, union.certificate_expires


def _missing(union: Union, totals: Totals, held: set[str], figures: Figures) -> Iterator[tuple[What, None]]:
    """A federation needs a chair and auditors; a base union what its members make it need (工会法 arts 11, 45)."""
    if union.level != Level.BASE:
        yield from ((what, None) for what in (*_no_chair(held), *_no_auditor(held)))
        return
    members = totals.get(MEMBERS, {}).get(ALL, 0)
    if totals.get(SEX, {}).get(Sex.FEMALE, 0) and Role.WOMEN_CHAIR not in held:
        yield What.NO_WOMEN, None
    if members < figures.least:
        if not held & {Role.CHAIR, Role.COMMITTEE, Role.ORGANISER}:
            yield What.NO_ORGANISER, None
        return
    yield from ((what, None) for what in (*_no_chair(held), *_no_auditor(held)))
    if Role.COMMITTEE not in held:
        yield What.NO_COMMITTEE, None


def _no_chair(held: set[str]) -> Iterator[What]:
    if Role.CHAIR not in held:
        yield What.NO_CHAIR


def _no_auditor(held: set[str]) -> Iterator[What]:
    if not held & {Role.AUDIT_CHAIR, Role.AUDITOR}:
        yield What.NO_AUDITOR


class _Counties:
    """The name of the county in which a place lies; "" for what stands above the counties. One query."""

    def __init__(self) -> None:
        rows = Union.objects.filter(level=Level.COUNTY).order_by("place")
        self.rows = list(rows.values_list("place", "place_end", "name"))
        self.starts = [row[0] for row in self.rows]

    def __call__(self, place: int) -> str:
        at = bisect_right(self.starts, place) - 1
        return self.rows[at][2] if at >= 0 and place < self.rows[at][1] else ""


@dataclass(frozen=True)
class Total:
    """How many unions of a county have what."""

    county: str
    counts: Counter[str]

    @property
    def name(self) -> str:
        return self.county or str(_("above the counties"))


def totals_by_county(rows: Iterable[Finding]) -> list[Total]:
    """One line for each county, in the order of their names."""
    found: dict[str, Counter[str]] = {}
    for row in rows:
        found.setdefault(row.county, Counter())[row.what] += 1
        if row.left is not None and row.left < 0:
            found[row.county]["overdue"] += 1
    return [Total(county, found[county]) for county in sorted(found)]
