"""Who asks, on the matter's page at the desk: numbers masked, whichever union has the record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from niangjia.engines.people.codes import NewForm
from niangjia.foundation.clock import SHANGHAI
from niangjia.foundation.identity import mask_document, mask_phone

from .acts.changing import may_drop
from .models import Application
from .said import Said

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from niangjia.engines.matters.models import Matter, Task
    from niangjia.foundation.access.request import Request


def request_panel(request: Request, matter: Matter, living: Sequence[Task]) -> Mapping[str, Any] | None:
    """The facts of a request of ours; nothing on pages of other services' matters."""
    if not matter.procedure.startswith("joining."):
        return None
    row = Application.objects.select_related("union", "origin").filter(matter=matter).first()
    return {"row": row, "facts": _facts(row), "drops": may_drop(request.actor, matter, row)} if row else None


def _facts(row: Application) -> list[tuple[str, str]]:
    said = Said.read(row.said.reveal())
    new_form = str(NewForm(said.new_form).label) if said.new_form else ""
    facts = [
        (_("Name"), said.name),
        (_("Document"), mask_document(said.number) if said.number else ""),
        (_("Telephone"), mask_phone(said.phone) if said.phone else ""),
        (_("Employer"), said.employer),
        (_("Job"), said.title),
        (_("New form of work"), "，".join(part for part in (new_form, said.platform) if part)),
        (_("Former union"), row.origin.name if row.origin else ""),
        (_("Union"), row.union.name),
        (_("How"), str(row.get_way_display())),
        (
            _("Signed by the person"),
            date_format(row.signed.astimezone(SHANGHAI), "DATETIME_FORMAT") if row.signed else "",
        ),
    ]
    return [fact for fact in facts if fact[1]]
