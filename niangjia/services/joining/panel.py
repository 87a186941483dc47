"""Who asks, on the matter's page at the desk, numbers masked; and on the member's own page what it is about."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from niangjia.engines.matters.rights import may_act
from niangjia.engines.people.codes import NewForm
from niangjia.engines.people.posts.holding import holds_at
from niangjia.foundation.clock import SHANGHAI
from niangjia.foundation.identity import mask_document, mask_phone

from .acts.changing import Rest, What, grounds_of
from .acts.dropping import may_drop
from .acts.mending import stands_alone
from .models import Application
from .permissions import DECIDE
from .reading import left_of
from .said import Said

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from niangjia.engines.matters.models import Matter, Task
    from niangjia.foundation.access.actor import Actor
    from niangjia.foundation.access.request import Request


def request_panel(request: Request, matter: Matter, living: Sequence[Task]) -> Mapping[str, Any] | None:
    """The facts of a request of ours; nothing on pages of other services' matters."""
    if not matter.procedure.startswith("joining."):
        return None
    row = Application.objects.select_related("union", "origin").filter(matter=matter).first()
    drops = may_drop(request.actor, matter, row)
    if row is None:
        return {"row": None, "facts": [], "drops": drops} if drops else None
    about = []
    if row.kind == Application.Kind.CHANGE:
        full = _handles(request.actor, matter, living)
        about = [*_proposed(row, matter), *_talks(row)] if full else _what(matter)
    return {"row": row, "facts": [*about, *_facts(row)], "drops": drops}


def _handles(actor: Actor, matter: Matter, living: Sequence[Task]) -> bool:
    """Whether the actor decides on memberships there, or does a step of it: a judgment, a reason and the words of
    the talks are nobody else's.
    """
    if holds_at(actor, DECIDE, matter.union):
        return True
    return any(not task.for_applicant and may_act(actor, task, matter) for task in living)


def proposal_panel(request: Request, matter: Matter, living: Sequence[Task]) -> Mapping[str, Any] | None:
    """On the member's own page: what is asked or proposed of the membership, and why."""
    if matter.procedure != "joining.change":
        return None
    row = left_of(matter)
    if row is None:
        return None
    return {"facts": [*_proposed(row, matter), (_("How"), str(row.get_way_display()))]}


def again_panel(request: Request, matter: Matter, living: Sequence[Task]) -> Mapping[str, Any] | None:
    """To an applicant whose request was sent back: the way to correct a record that others stand on, too."""
    if matter.procedure != "joining.join" or matter.phase != "correcting":
        return None
    row = left_of(matter)
    return None if row is None or stands_alone(row) else {}


def _proposed(row: Application, matter: Matter) -> list[tuple[str, str]]:
    grounds = grounds_of(row)
    facts = [
        *_what(matter),
        (_("Kept because"), str(Rest(grounds.rest).label) if grounds.rest else ""),
        (_("Neither dues nor activity since"), grounds.since),
        (_("Why?"), grounds.reason),
        (_("Judgment (court and number)"), "，".join(part for part in (grounds.judgment, grounds.judged) if part)),
        (_("Day on which the group gave its opinion"), grounds.opinion),
        (_("Talked to on"), "、".join(day for day, _words in grounds.talks)),
        (_("Day of the member's signed request"), grounds.asked),
    ]
    return [fact for fact in facts if fact[1]]


def _what(matter: Matter) -> list[tuple[str, str]]:
    return [(_("What?"), str(What(matter.variables["what"]).label))]


def _talks(row: Application) -> list[tuple[str, str]]:
    """What was said, for whoever decides on it."""
    if row.kind != Application.Kind.CHANGE:
        return []
    return [(_("Talk on %(day)s") % {"day": day}, words) for day, words in grounds_of(row).talks]


def _facts(row: Application) -> list[tuple[str, str]]:
    said = Said.read(row.said.reveal())
    new_form = str(NewForm(said.new_form).label) if said.new_form else ""
    facts = [
        (_("Name"), said.name),
        (_("Document"), mask_document(said.number) if said.number else ""),
        (_("Born on, as said"), said.born),
        (_("Telephone"), mask_phone(said.phone) if said.phone else ""),
        (_("Employer"), said.employer),
        (_("Job"), said.title),
        (_("New form of work"), "，".join(part for part in (new_form, said.platform) if part)),
        (_("Seconded for how many months?"), _months(row)),
        (_("Former union"), row.origin.name if row.origin else ""),
        (_("Union"), row.union.name),
        (_("How"), str(row.get_way_display())),
        (
            _("Signed by the person"),
            date_format(row.signed.astimezone(SHANGHAI), "DATETIME_FORMAT") if row.signed else "",
        ),
    ]
    return [fact for fact in facts if fact[1]]


def _months(row: Application) -> str:
    """Of a transfer for how long the member is seconded; "" for good."""
    if row.kind != Application.Kind.TRANSFER or not row.reason:
        return ""
    return str(json.loads(row.reason.reveal()).get("seconded") or "")
