"""The letters of a concern on its matter's page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from niangjia.engines.matters.pages.panels import Panel, add_panel
from niangjia.services.concerns.here import handles, shown_concern

from .models import Letter, LetterKind
from .pages import item_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from niangjia.engines.matters.models import Matter, Task
    from niangjia.foundation.access.request import Request


def of_concern(request: Request, matter: Matter, living: Sequence[Task]) -> Mapping[str, Any] | None:
    """Nothing where there is none and nobody here may write one."""
    if shown_concern(request, matter, living) is None:
        return None
    rows = Letter.objects.select_related("union").filter(matter=matter).order_by("sent", "pk")
    writes = matter.is_open and handles(request.actor, matter)
    items = [item_of(row) for row in rows]
    return {"letters": items, "kinds": LetterKind.choices if writes else ()} if items or writes else None


add_panel(Panel("concerns.letters", 30, "concerns/letters_panel.html", of_concern))
