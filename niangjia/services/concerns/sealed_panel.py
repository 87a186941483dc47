"""The dialogue with who has a sealed name, and opening it, on the matter's page at the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from niangjia.engines.matters.pages.answering import bound
from niangjia.engines.matters.pages.panels import Panel, add_panel

from .acts.confiding import may_open, may_write, sealed_of
from .more_forms import OpenForm, ToSealedForm
from .reading import CONCERN, REVIEW, find_concern

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from niangjia.engines.matters.models import Matter, Task
    from niangjia.foundation.access.request import Request


def sealed_panel(request: Request, matter: Matter, living: Sequence[Task]) -> Mapping[str, Any] | None:
    """Nothing where the name is not sealed. The name itself stands on the page that opened it, and on no other."""
    concern = find_concern(matter) if matter.procedure in (CONCERN, REVIEW) else None
    row = sealed_of(concern) if concern else None
    if row is None:
        return None
    opens = may_open(request.actor, row, matter)
    return {
        "row": row,
        "lines": [(line.by_sender, line.said.reveal(), line.day) for line in row.lines.order_by("position")],
        "write": bound(request, "sealed_write", ToSealedForm) if may_write(request.actor, matter) else None,
        "open": bound(request, "sealed_open", OpenForm) if opens else None,
        "contact": getattr(request, "opened_name", None),
    }


add_panel(Panel("concerns.sealed", 7, "concerns/sealed/panel.html", sealed_panel))
