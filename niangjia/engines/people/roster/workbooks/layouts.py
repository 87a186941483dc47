"""The layouts that can be asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from niangjia.engines.people.refusals import NotPossible
from niangjia.engines.people.roster.layouts import Standing, shipped

if TYPE_CHECKING:
    from niangjia.engines.people.roster.layouts import Layout


def find_layout(key: str) -> Layout:
    """The layout of that key. Raises NotPossible with the keys that there are."""
    found = shipped().get(key)
    if found is None:
        raise NotPossible(
            _("There is no layout “%(key)s”. Known: %(known)s.") % {"key": key, "known": ", ".join(shipped())}
        )
    return found


def layout_choices() -> list[tuple[str, str]]:
    """(key, title) of all layouts, ours first; a sample says that it is one."""
    return [(layout.key, layout_title(layout)) for layout in shipped().values()]


def layout_title(layout: Layout) -> str:
    """The title; of one that is not official with these words."""
    if layout.standing != Standing.SAMPLE:
        return layout.title
    return _("%(title)s – sample, not official") % {"title": layout.title}
