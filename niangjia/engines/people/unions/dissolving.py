"""Unions end. Who was a member there must have gone before; retained memberships may stay with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from niangjia.engines import journal
from niangjia.engines.people.memberships.models import COUNTED, Membership
from niangjia.engines.people.memberships.models import State as Standing
from niangjia.engines.people.refusals import NotPossible
from niangjia.foundation.access.scope import Scope, in_scope

from . import history, journal_codes
from .acts import STANDING, act_of, end, hold, refuse_ended, require_above
from .hooks import Ending, on_end
from .models import Coverage, SecondaryTie, State, Union, UnionVersion
from .numbering import lock_tree

if TYPE_CHECKING:
    from datetime import date

    from niangjia.foundation.access.actor import Actor

# Incomplete records are not counted, but somebody must look after them until they are.
HOLDING = (*COUNTED, Standing.INCOMPLETE)


@transaction.atomic
def dissolve_union(actor: Actor, union: Union, *, day: date | None = None, paper: str = "") -> Union:
    """The union is no more from that day on; its ties and covered employers end, and what registered (hooks.on_end).

    It keeps its place in the tree, with the records of its past. Raises Refused, NotPossible.
    """
    act = act_of(day, UnionVersion.Reason.DISSOLVED, paper)
    lock_tree()
    union = hold(union)
    require_above(actor, union)
    refuse_ended(union)
    history.refuse_later(union, act.day)
    with in_scope(Scope(union.itself)):
        _refuse_inhabited(union)
        moved = on_end.run(Ending(actor, union, act.day, act.paper))
    history.change(union, act, state=State.DISSOLVED)
    told = {"day": date_format(act.day), "moved": {name: count for name, count in moved.items() if count}}
    journal.record(actor, journal_codes.DISSOLVED, union, union=union.pk, data=told)
    return union


def _refuse_inhabited(union: Union) -> None:
    if below := union.children.filter(state__in=STANDING).order_by("place").first():
        what = {"union": union.name, "below": below.name}
        raise NotPossible(_("%(below)s still stands below %(union)s: move or dissolve it first.") % what)
    if count := Membership.objects.filter(union=union, state__in=HOLDING).count():
        sentence = ngettext(
            "%(union)s still has %(count)s member: transfer the membership first.",
            "%(union)s still has %(count)s members: transfer the memberships first.",
            count,
        )
        raise NotPossible(sentence % {"union": union.name, "count": count})


@on_end("people.coverage.union", "people.secondarytie.union", "people.secondarytie.upper")
def _dated_rows(ending: Ending) -> int:
    rows: list[Coverage | SecondaryTie] = [
        *ending.union.coverages.filter(valid_to=None),
        *ending.union.ties.filter(valid_to=None),
        *ending.union.tied.filter(valid_to=None),
    ]
    for row in rows:
        end(row, ending.day)
    return len(rows)
