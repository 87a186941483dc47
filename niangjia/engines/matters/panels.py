"""What our parts put on the pages of a matter. Imported once, when the app is ready."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .later.panel import later_of
from .limits.panel import limits_of
from .pages.panels import Panel, Place, add_panel
from .public_notices.panel import notices_of
from .ratings.pages import rating_panel

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from niangjia.foundation.access.request import Request

    from .core.models import Matter, Task


def _files(request: Request, matter: Matter, living: Sequence[Task]) -> Mapping[str, Any]:
    return {}


add_panel(Panel("limits", 20, "matters/limits/panel.html", limits_of))
add_panel(Panel("public_notices", 30, "matters/public_notices/panel.html", notices_of))
add_panel(Panel("files", 40, "matters/files.html", _files, Place.BOTH))
add_panel(Panel("later", 50, "matters/later/panel.html", later_of))
add_panel(Panel("rating", 10, "matters/ratings/panel.html", rating_panel, Place.PORTAL))
