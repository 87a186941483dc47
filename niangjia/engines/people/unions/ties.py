"""Secondary ties: a second line of leadership, by place and by industry or group. They are dated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.people.refusals import NotPossible

from . import journal_codes
from .acts import end, hold, past_day, refuse_ended, refuse_overlap, require_above
from .models import SecondaryTie, Union
from .numbering import lock_tree

if TYPE_CHECKING:
    from datetime import date

    from niangjia.foundation.access.actor import Actor

Shares = SecondaryTie.Shares


@transaction.atomic
def tie_union(
    actor: Actor,
    union: Union,
    upper: Union,
    *,
    shares: SecondaryTie.Shares = Shares.COUNTS,
    day: date | None = None,
    paper: str = "",
) -> SecondaryTie:
    """`upper` leads the union as well, from that day on, and sees its totals, or its records too if `shares` says so.

    It is for those above the union in the tree: they give the view of it away. Raises Refused, NotPossible.
    """
    since = past_day(day)
    lock_tree()
    union, upper = hold(union), hold(upper)
    require_above(actor, union)
    _refuse(union, upper, since)
    tie = SecondaryTie.objects.create(
        union=union, upper=upper, shares=Shares(shares), valid_from=since, paper=paper.strip()
    )
    told = {"upper": upper.name, "shares": str(tie.shares), "day": date_format(since)}
    journal.record(actor, journal_codes.TIED, union, union=union.pk, data=told)
    return tie


def _refuse(union: Union, upper: Union, since: date) -> None:
    for each in (union, upper):
        refuse_ended(each)
    if union.place in upper.subtree or upper.place in union.subtree:
        what = {"union": union.name, "upper": upper.name}
        raise NotPossible(_("%(union)s and %(upper)s are in one line of the tree: that needs no tie.") % what)
    refuse_overlap(union.ties.filter(upper=upper), since)


@transaction.atomic
def untie_union(actor: Actor, tie: SecondaryTie, *, day: date | None = None) -> SecondaryTie:
    """The tie holds no longer from that day on. Raises Refused, NotPossible."""
    first_without = past_day(day)
    tie = SecondaryTie.objects.select_for_update(of=("self",)).select_related("union__parent", "upper").get(pk=tie.pk)
    require_above(actor, tie.union)
    if tie.valid_to is not None:
        raise NotPossible(_("This tie has ended already."))
    if first_without < tie.valid_from:
        raise NotPossible(_("It must not end before it begins."))
    end(tie, first_without)
    told = {"upper": tie.upper.name, "day": date_format(first_without)}
    journal.record(actor, journal_codes.UNTIED, tie.union, union=tie.union_id, data=told)
    return tie
