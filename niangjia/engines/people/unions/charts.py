"""Figures of unions as pictures: how they grew, and how members are told apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from niangjia.engines.people.totals.facets import MEMBERS, RETAINED, WORKERS
from niangjia.engines.people.totals.history import trend_of
from niangjia.foundation.web.charts import Chart, Series, Shape

if TYPE_CHECKING:
    from .figures import Figures, Part
    from .models import Union


def trend_chart(union: Union, figures: Figures) -> Chart:
    """Members and workers of a union with all below it, at the ends of the last months and today."""
    live = {MEMBERS: figures.members, WORKERS: figures.workers, RETAINED: figures.retained}
    trend = trend_of(union, live=live)
    return Chart(
        _("Members and workers over time"),
        Shape.LINES,
        _("At the end of"),
        [*(f"{day:%Y-%m}" for day in trend.days[:-1]), _("today")],
        [Series(_("Members"), trend.counts[MEMBERS]), Series(_("Workers"), trend.counts[WORKERS])],
    )


def part_charts(figures: Figures, unions: Part) -> list[Chart]:
    """Bars for whatever members are told apart by, and for the unions by kind."""
    charts = [_bars(_("Members: %(what)s") % {"what": part.title}, part) for part in figures.parts]
    return [*charts, _bars(_("Unions by kind"), unions)] if unions.bars else charts


def _bars(title: str, part: Part) -> Chart:
    return Chart(
        title,
        Shape.BARS,
        part.title,
        [bar.label for bar in part.bars],
        [Series(_("How many"), [bar.count for bar in part.bars])],
        _("Share"),
        [f"{bar.share:.1f}%" for bar in part.bars],
    )
