"""What others put on the pages of a matter: time limits, meetings, notices, attachments; each a small template.

    add_panel(Panel("limits", 20, "matters/limits/panel.html", limits_of))   # limits_of(request, matter, living)

The function answers what the template shows; None leaves the panel out. A panel stands at the desk, in the portal, or
on both; who may see the page may see it, so the function asks for whatever needs more.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Flag, auto
from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string
from django.utils.html import format_html

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from niangjia.engines.matters.core.models import Matter, Task
    from niangjia.foundation.access.request import Request

Fill = Callable[["Request", "Matter", Sequence["Task"]], Mapping[str, Any] | None]


class Place(Flag):
    """On whose page."""

    DESK = auto()
    PORTAL = auto()
    BOTH = DESK | PORTAL


@dataclass(frozen=True)
class Panel:
    """A part of the page: panels stand by `order`."""

    key: str
    order: int
    template: str
    fill: Fill
    place: Place = Place.DESK


_panels: dict[str, Panel] = {}


def add_panel(panel: Panel) -> Panel:
    """Put it on the pages. Raises ValueError for a key that is taken."""
    if _panels.setdefault(panel.key, panel) is not panel:
        raise ValueError(f"panel {panel.key!r} is there already")
    return panel


def panels_of(request: Request, matter: Matter, living: Sequence[Task], place: Place) -> list[SafeString]:
    """The panels of a page, rendered, each to be found by its key."""
    found = []
    for panel in sorted(_panels.values(), key=lambda panel: panel.order):
        if place in panel.place and (given := panel.fill(request, matter, living)) is not None:
            shown = render_to_string(panel.template, {"matter": matter, **given}, request)
            found.append(format_html('<div id="panel-{}">{}</div>', panel.key, shown))
    return found
