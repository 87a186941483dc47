"""Picking, of several rows about one person, the one that holds; or saying that a held row is right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.people.refusals import NotPossible
from niangjia.engines.people.roster.models import Roster

from . import journal_codes as codes
from . import reasons
from .ground import fresh_ground
from .loading import held
from .matching import match_rows
from .parts import save_rows, settle_counts
from .previewing import parts_with_group
from .rows import Outcome

if TYPE_CHECKING:
    from niangjia.foundation.access.actor import Actor

    from .rows import Staged


@transaction.atomic
def pick_row(actor: Actor, roster: Roster, group: int, number: int | None) -> None:
    """Let that row of the group hold, and fold the others; None: let none of them hold, they stay held.

    Rows with another document are left as they are: they may be somebody else's, and can be picked too.

    It can be picked anew until the list is committed. Raises Refused, NotPossible.
    """
    roster = held(actor, roster, Roster.State.CHECKED)
    found = list(parts_with_group(roster, group))
    rows = [row for _part, several in found for row in several if abs(row.group) == group]
    picked = next((row for row in rows if row.number == number), None)
    if not rows or (number is not None and picked is None):
        raise NotPossible(_("There is nothing to pick: look at the list again."))
    if picked and picked.reason in (reasons.DIED, reasons.TWO_PERSONS):
        raise NotPossible(reasons.sentence(picked.reason))
    for row in rows:
        if picked is None or row is picked or not _has_other_document(row, picked):
            _set_aside(row, group, picked)
    if picked:
        _take(actor, roster, picked, group)
    for part, several in found:
        save_rows(part, several)
    settle_counts(roster)
    journal.record(actor, codes.PICKED, roster, union=roster.union_id)


def _has_other_document(row: Staged, picked: Staged) -> bool:
    own, taken = ({(one.kind, one.number) for one in which.values.get("documents", ())} for which in (row, picked))
    return bool(own) and not own & taken


def _set_aside(row: Staged, group: int, picked: Staged | None) -> None:
    row.group, row.changes = group, []
    if picked is None:
        row.outcome, row.reason = Outcome.HELD, reasons.NONE_PICKED
    else:
        row.outcome, row.reason = Outcome.FOLDED, reasons.NOT_PICKED


def _take(actor: Actor, roster: Roster, row: Staged, group: int) -> None:
    row.group = -group
    match_rows([row], fresh_ground(actor, roster))
    row.group = -group
