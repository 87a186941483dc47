"""Totals as people read them: how many, how large a share, told apart by sex, age, education and work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count
from django.utils.translation import gettext as _

from niangjia.engines.people.codes import Education, NewForm, Sex, WorkState
from niangjia.engines.people.totals.facets import ALL, INCOMPLETE, MEMBERS, MIGRANT, RETAINED, UNORGANISED, WORKERS
from niangjia.engines.people.totals.reading import totals_of

from .acts import STANDING
from .models import Kind, Union

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrPromise

    from niangjia.engines.people.totals.reading import Totals
    from niangjia.foundation.access.reach import Reach

AGE, UNKNOWN = "age", ""
SHOWN = (
    MEMBERS,
    RETAINED,
    WORKERS,
    UNORGANISED,
    INCOMPLETE,
    "sex",
    AGE,
    "education",
    "work_state",
    "new_form",
    MIGRANT,
)


@dataclass(frozen=True)
class Bar:
    """A value with how many have it; `share` in hundredths of the whole."""

    label: str | _StrPromise
    count: int
    share: float


@dataclass(frozen=True)
class Part:
    """What people are told apart by; the bars in the order of the code table."""

    title: str
    bars: list[Bar]


@dataclass(frozen=True)
class Figures:
    """The sums over a reach. Members are told apart by `parts`, workers by whether they belong to a union."""

    members: int
    retained: int
    workers: int
    unorganised: int
    incomplete: int
    migrant: int
    parts: list[Part]

    @property
    def rate(self) -> float | None:
        """Of a hundred workers so many belong to a union; None without workers."""
        return rate_of(self.workers, self.unorganised)


def rate_of(workers: int, unorganised: int) -> float | None:
    """Of a hundred workers so many belong to a union, to one decimal; None without workers."""
    return round(100 * (workers - unorganised) / workers, 1) if workers else None


def figures_of(reach: Reach) -> Figures:
    """The sums over a reach; one query. Whether the actor may see them is for the caller to ask."""
    found = totals_of(reach, SHOWN)

    def whole(facet: str) -> int:
        return found.get(facet, {}).get(ALL, 0)

    return Figures(
        members=whole(MEMBERS),
        retained=whole(RETAINED),
        workers=whole(WORKERS),
        unorganised=whole(UNORGANISED),
        incomplete=whole(INCOMPLETE),
        migrant=found.get(MIGRANT, {}).get("1", 0),
        parts=[part for part in _parts(found) if part.bars],
    )


def _parts(found: Totals) -> list[Part]:
    members = found.get(MEMBERS, {}).get(ALL, 0)
    return [
        Part(_("Sex"), _by_code(found.get("sex", {}), Sex, members, unknown=Sex.UNKNOWN)),
        Part(_("Years of birth"), _by_age(found.get(AGE, {}), members)),
        Part(_("Education"), _by_code(found.get("education", {}), Education, members)),
        Part(_("Work"), _by_code(found.get("work_state", {}), WorkState, members)),
        # Who is in no new form of work is not told apart: the shares are those of all members.
        Part(_("New forms of work"), _by_code(_known(found.get("new_form", {})), NewForm, members)),
    ]


def _known(counts: Mapping[str, int]) -> dict[str, int]:
    return {value: count for value, count in counts.items() if value != UNKNOWN}


def _by_code(
    counts: Mapping[str, int],
    table: type[Sex | Education | WorkState | NewForm],
    whole: int,
    *,
    unknown: str = UNKNOWN,
) -> list[Bar]:
    """A bar for every code that somebody has, those of whom it is not known at the end."""
    labels = dict(table.choices)
    known = [code for code in table.values if code != unknown and code in counts]
    rest = sum(count for code, count in counts.items() if code == unknown or code not in labels)
    bars = [_bar(labels[code], counts[code], whole) for code in known]
    return [*bars, _bar(_("not known"), rest, whole)] if rest else bars


def _by_age(counts: Mapping[str, int], whole: int) -> list[Bar]:
    """Bands of ten years of birth, the youngest first."""
    known = sorted(_known(counts), reverse=True)
    bars = [_bar(_decade(int(first)), counts[first], whole) for first in known]
    return [*bars, _bar(_("not known"), counts[UNKNOWN], whole)] if counts.get(UNKNOWN) else bars


def _decade(first: int) -> str:
    return _("born %(first)s to %(last)s") % {"first": first, "last": first + 9}


def _bar(label: str | _StrPromise, count: int, whole: int) -> Bar:
    return Bar(label, count, round(100 * count / whole, 1) if whole else 0)


def kinds_in(reach: Reach) -> Part:
    """How many unions at work of each kind there are in a reach; one query."""
    rows = Union.objects.within(reach).filter(state__in=STANDING)
    counts = dict(rows.values_list("kind").annotate(Count("pk")).order_by())
    whole, labels = sum(counts.values()), dict(Kind.choices)
    return Part(_("Unions"), [_bar(labels[kind], counts[kind], whole) for kind in Kind.values if kind in counts])
