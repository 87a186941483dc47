"""What stands on one union's page: its findings, warnings, requests, and what can be begun."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from niangjia.engines.matters.models import Matter
from niangjia.engines.matters.titles import procedure_title
from niangjia.engines.people.unions.acts import STANDING
from niangjia.foundation.clock import SHANGHAI
from niangjia.foundation.web.pieces import Item, State, Tone

from .acting import run_out
from .delaying import due_of
from .models import PartyBranch, TermWarning
from .reading import findings

if TYPE_CHECKING:
    from niangjia.engines.people.models import Union

    from .reading import Finding

FEW = 20
SECTION = "founding."


def own_of(union: Union, *, note: bool) -> dict[str, Any]:
    """What the page of a union shows, with the sealed note on its Party branch or without; in some ten queries."""
    branch = PartyBranch.objects.filter(union=union).first()
    return {
        "stands": union.state in STANDING,
        "due": due_of(union),
        "findings": [_finding(row) for row in findings(union.itself)],
        "warnings": _warnings(union),
        "matters": _matters(union),
        "branch": branch,
        "branch_note": branch.note.reveal() if note and branch and branch.note else "",
        "party_initial": _initial(branch) if note else {},
    }


def _warnings(union: Union) -> list[tuple[TermWarning, bool]]:
    """The latest, each with whether it still holds."""
    rows = TermWarning.objects.filter(union=union).select_related("paper").order_by("-made", "-pk")[:FEW]
    days = run_out(union)
    return [(row, days.get(row.subject) == row.due) for row in rows]


def _finding(row: Finding) -> Item:
    day = date_format(row.day) if row.day else ""
    return Item(row.label, side=day, icon="clock" if row.day else "alert-circle", state=row.state)


def _matters(union: Union) -> list[Item]:
    """Requests of the union, the newest first."""
    rows = Matter.objects.filter(union=union, procedure__startswith=SECTION).defer("engine").order_by("-pk")[:FEW]
    return [
        Item(
            str(procedure_title(row.procedure)),
            url=reverse("matters:matter", args=[row.pk]),
            text=row.number,
            side=date_format(row.opened.astimezone(SHANGHAI).date()),
            icon="file-text",
            state=State(_("under way"), Tone.NOW) if row.is_open else State(_("closed"), Tone.PLAIN),
        )
        for row in rows
    ]


def _initial(branch: PartyBranch | None) -> dict[str, Any]:
    if branch is None:
        return {}
    note = branch.note.reveal() if branch.note else ""
    return {"name": branch.name, "together_on": branch.together_on, "checked": branch.checked, "note": note}
