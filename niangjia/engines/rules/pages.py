"""What the desk's pages of figures show."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from niangjia.foundation.web.pieces import Item, State, Tone

from .defaults import Default, Parameter, Sure, parameters
from .figures import Figure, NoFigure, in_force, judged
from .models import Setting
from .showing import shown

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from .periods import Period

TONES = {
    Sure.SEEN: Tone.GOOD,
    Sure.KNOWN: Tone.PLAIN,
    Sure.UNSURE: Tone.BAD,
    Sure.PLACE: Tone.WAIT,
    Sure.SET: Tone.NOW,
}


def state_of(sure: Sure) -> State:
    """How sure a figure is, as a word with a colour."""
    return State(sure.label, TONES[sure])


def period_text(period: Period) -> str:
    """The days of a figure as people read them."""
    first, last = period.first, period.last
    if first and last:
        return _("%(first)s to %(last)s") % {"first": date_format(first), "last": date_format(last)}
    if first:
        return _("from %(first)s") % {"first": date_format(first)}
    return _("until %(last)s") % {"last": date_format(last)} if last else _("always")


@dataclass(frozen=True)
class Line:
    """A parameter with the city's figure of a day (None where nothing is known for it)."""

    parameter: Parameter
    figure: Figure | None
    unions: int

    @property
    def url(self) -> str:
        return reverse("rules:figure", args=[self.parameter.key])

    @property
    def text(self) -> str:
        return self.figure.text if self.figure else ""

    @property
    def basis(self) -> str:
        return self.figure.basis if self.figure else ""

    @property
    def period(self) -> str:
        return period_text(self.figure.period) if self.figure else ""

    @property
    def sure(self) -> State | None:
        return state_of(self.figure.sure) if self.figure else None

    @property
    def own_unions(self) -> int | None:
        """How many unions have figures of their own; None for none."""
        return self.unions or None

    def matches(self, *, words: str, area: str, sure: str) -> bool:
        """Whether the filters let it through."""
        parameter = self.parameter
        text = f"{parameter.key} {parameter.zh} {parameter.en} {self.basis}".casefold()
        return (
            all(word in text for word in words.casefold().split())
            and area in ("", parameter.area)
            and sure in ("", self.figure.sure if self.figure else None)
        )


def lines(on: date) -> list[Line]:
    """Every parameter with the city's figure of that day."""
    by_key: dict[str, list[Setting]] = {}
    for setting in Setting.objects.live():
        by_key.setdefault(setting.key, []).append(setting)
    return [_line(parameter, by_key.get(key, []), on) for key, parameter in parameters().items()]


def _line(parameter: Parameter, settings: list[Setting], on: date) -> Line:
    try:
        figure = judged(parameter, settings, on=on)
    except NoFigure:
        figure = None
    return Line(parameter, figure, len({setting.union for setting in settings} - {None}))


def brought(default: Default) -> Item:
    """A figure that the platform brings, as a line."""
    return Item(
        title=shown(default.value, default.unit),
        text=f"{period_text(default.period)} · {default.basis}",
        state=state_of(default.sure),
    )


@dataclass(frozen=True)
class OwnLine:
    """An own figure with the days on which it holds."""

    setting: Setting
    period: str


def own_lines(settings: Iterable[Setting]) -> list[OwnLine]:
    """Own figures of one parameter, the city's first, of each union the latest first."""
    ordered = sorted(settings, key=lambda setting: (setting.union is not None, setting.union or 0))
    return [
        OwnLine(setting, period_text(period))
        for _union, group in groupby(ordered, key=lambda setting: setting.union)
        for setting, period in reversed(in_force(group))
    ]
