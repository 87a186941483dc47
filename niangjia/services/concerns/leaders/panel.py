"""Which leader sees a concern through, on its matter's page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from niangjia.engines.matters.pages.answering import bound
from niangjia.engines.matters.pages.panels import Panel, add_panel
from niangjia.services.concerns.here import handles, shown_concern
from niangjia.services.concerns.said import plain

from .acts import leaders_for, may_note, names_of
from .models import Held
from .pages import LeaderForm, NoteForm

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from niangjia.engines.matters.models import Matter, Task
    from niangjia.foundation.access.request import Request


def at_desk(request: Request, matter: Matter, living: Sequence[Task]) -> Mapping[str, Any] | None:
    """For who sees the concern; nothing where nobody holds it and nobody here may name one."""
    if shown_concern(request, matter, living) is None:
        return None
    rows = list(Held.objects.select_related("union").filter(matter=matter).order_by("began", "pk"))
    names = names_of(rows)
    lines = [_line(request, row, matter, names.get(row.post_id or 0, "")) for row in rows]
    may = matter.is_open and handles(request.actor, matter) and all(row.ended for row in rows)
    form = bound(request, "leader", lambda: LeaderForm(leaders_for(matter))) if may else None
    return {"held": lines, "form": form} if lines or form else None


def _line(request: Request, row: Held, matter: Matter, leader: str) -> dict[str, Any]:
    row.matter = matter
    may = may_note(request.actor, row)
    return {
        "row": row,
        "leader": leader,
        "notes": [(one.day, one.text.reveal()) for one in row.notes.order_by("position")],
        "ending": plain(row.ending),
        "form": bound(request, "held_note", lambda: NoteForm(auto_id="id_held_%s")) if may else None,
    }


add_panel(Panel("concerns.held", 35, "concerns/held_panel.html", at_desk))
