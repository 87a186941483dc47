"""The request on its matter's page at the desk: what who answers decides about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.people.posts.holding import holds_at
from niangjia.services.founding.permissions import APPROVE

from .journal_codes import READ
from .models import Founding
from .requesting import KEY
from .saying import Said

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from niangjia.engines.matters.models import Matter, Task
    from niangjia.foundation.access.request import Request

    Facts = list[tuple[str, str]]


def request_panel(request: Request, matter: Matter, living: Sequence[Task]) -> Mapping[str, Any] | None:
    """For whom a union is asked, with figures; who wants it for who answers alone; nothing on pages of others."""
    if matter.procedure != KEY:
        return None
    row = Founding.objects.select_related("above").filter(matter=matter).first()
    if row is None:
        return None
    facts = [
        *_facts(row),
        *(_of_persons(request, matter, row) if holds_at(request.actor, APPROVE, row.above) else []),
    ]
    return {"facts": [fact for fact in facts if fact[1]]}


def _facts(row: Founding) -> Facts:
    return [
        (_("A union for whom?"), row.get_scope_display()),
        (_("Name of the employer, area or trade"), row.name),
        (_("Social credit code of the employer"), row.uscc),
        (_("How many work there?"), str(row.workers)),
        (_("Women among them"), str(row.women)),
        (_("How many want to join?"), str(row.willing)),
        (_("Party branch in the unit"), row.party_branch),
        (_("Founded together on"), date_format(row.together_on) if row.together_on else ""),
    ]


def _of_persons(request: Request, matter: Matter, row: Founding) -> Facts:
    """What was sealed, and that it was looked at."""
    said = Said.read(row.said.reveal())
    if said.wants or said.group:
        with transaction.atomic():
            journal.look(request.actor, READ, matter, union=matter.union_id)
    return [(_("Who wants it, and why?"), said.wants), (_("Preparation group"), "、".join(said.group))]
