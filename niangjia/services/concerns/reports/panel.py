"""Numbers elsewhere and urgent reports on the page of a concern's matter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from niangjia.engines.matters.pages.answering import bound
from niangjia.engines.matters.pages.panels import Panel, add_panel
from niangjia.services.concerns.here import handles, shown_concern

from .acts import urgent_due
from .models import OtherNumber, Urgent
from .pages import NumberForm, UrgentForm
from .papers import BODIES, Situation
from .reading import with_the_same

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from niangjia.engines.matters.models import Matter, Task
    from niangjia.foundation.access.request import Request
    from niangjia.services.concerns.models import Concern


def numbers(request: Request, matter: Matter, living: Sequence[Task]) -> Mapping[str, Any] | None:
    """Where else it stands."""
    if shown_concern(request, matter, living) is None:
        return None
    rows = list(OtherNumber.objects.filter(matter=matter).order_by("linked", "pk"))
    may = matter.is_open and handles(request.actor, matter)
    if not rows and not may:
        return None
    form = bound(request, "number", lambda: NumberForm(auto_id="id_number_%s")) if may else None
    return {"numbers": rows, "form": form, "same": with_the_same(request.actor, rows)}


def urgent(request: Request, matter: Matter, living: Sequence[Task]) -> Mapping[str, Any] | None:
    """What was reported; by when, where there is a danger and nothing was."""
    concern = shown_concern(request, matter, living)
    if concern is None:
        return None
    rows = list(Urgent.objects.select_related("paper").filter(matter=matter).order_by("sent", "pk"))
    may = matter.is_open and handles(request.actor, matter)
    if not rows and not may:
        return None
    form = bound(request, "urgent", UrgentForm) if may else None
    return {"reports": [_line(row) for row in rows], "form": form, "due": _due(matter, concern, rows)}


def _due(matter: Matter, concern: Concern, rows: list[Urgent]) -> object:
    return urgent_due(matter.union, concern.made) if concern.danger and not rows and matter.is_open else None


def _line(row: Urgent) -> dict[str, Any]:
    said = Situation.read(row.said.reveal())
    return {"row": row, "said": said, "bodies": "、".join(BODIES[body] for body in row.bodies)}


add_panel(Panel("concerns.numbers", 40, "concerns/numbers_panel.html", numbers))
add_panel(Panel("concerns.urgent", 8, "concerns/urgent_panel.html", urgent))
