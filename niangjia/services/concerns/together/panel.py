"""Parts of others and reminders on the page of a concern's matter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from niangjia.engines.matters.pages.answering import bound
from niangjia.engines.matters.pages.panels import Panel, add_panel
from niangjia.services.concerns.here import handles, own_unions, shown_concern
from niangjia.services.concerns.said import plain

from .acts import leads, legal_day, presses_from
from .forms import PartForm, TextForm
from .models import Part, Press
from .suggesting import suggested

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from niangjia.engines.matters.models import Matter, Task
    from niangjia.foundation.access.request import Request


def at_desk(request: Request, matter: Matter, living: Sequence[Task]) -> Mapping[str, Any] | None:
    """For who sees the concern; nothing where there is nothing to see or do."""
    concern = shown_concern(request, matter, living)
    if concern is None:
        return None
    parts = [(row, plain(row.asks), plain(row.answer)) for row in _parts(matter)]
    asks = handles(request.actor, matter) and leads(request.actor, matter, living)
    by = presses_from(request.actor, matter, own_unions(request.actor))
    presses = [_press(request, row, matter) for row in _presses(matter)]
    mine = matter.is_open and handles(request.actor, matter)
    before = suggested(request.actor, matter, concern) if mine else []
    if not (parts or mine or by or presses):
        return None
    form = bound(request, "part", lambda: PartForm(before, legal_day(living))) if asks else None
    remind = (
        bound(request, "press", lambda: TextForm(_("What is to be done?"), auto_id="id_press_%s")) if by else None
    )
    told = {"parts": parts, "presses": presses, "before": before}
    return {**told, "form": form, "drops": asks, "remind": remind, "by": by}


def _parts(matter: Matter) -> list[Part]:
    return list(Part.objects.select_related("union").filter(matter=matter).order_by("asked", "pk"))


def _presses(matter: Matter) -> list[Press]:
    return list(Press.objects.select_related("union").filter(matter=matter).order_by("day", "pk"))


def _press(request: Request, row: Press, matter: Matter) -> dict[str, Any]:
    answers = row.replied is None and matter.is_open and handles(request.actor, matter)
    fresh = lambda: TextForm(_("What was done?"), auto_id=f"id_r{row.pk.hex}_%s")  # noqa: E731
    return {
        "row": row,
        "text": plain(row.text),
        "reply": plain(row.reply),
        "form": bound(request, f"reply_{row.pk}", fresh) if answers else None,
    }


add_panel(Panel("concerns.together", 20, "concerns/together_panel.html", at_desk))
