"""A union goes into another with everything that points to it; it then stands below that one, as its past."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.people.memberships.models import LIVING, Membership
from niangjia.engines.people.refusals import NotPossible
from niangjia.foundation.access.scope import Scope, in_scope

from . import history, journal_codes
from .acts import STANDING, Act, act_of, end, hold, refuse_ended, refuse_unregistered, require_above
from .hooks import Merging, hold_before_tree, on_merge
from .models import Coverage, SecondaryTie, State, Union, UnionVersion
from .moving import refuse_loop, stand_below
from .numbering import lock_tree, renumber
from .refusals import Unmoved

if TYPE_CHECKING:
    from datetime import date

    from niangjia.foundation.access.actor import Actor

Reason = UnionVersion.Reason


@dataclass(frozen=True)
class Merged:
    """The union that took the other in, and how many rows of what moved."""

    union: Union
    moved: dict[str, int]


@transaction.atomic
def merge_unions(actor: Actor, gone: Union, into: Union, *, day: date | None = None, paper: str = "") -> Merged:
    """`gone` goes into `into` from that day on: unions below it, employers, and all that registered (hooks.on_merge).

    Raises Refused, NotPossible, Unfit, or Unmoved if living memberships were left behind.
    """
    act = act_of(day, Reason.MERGED, paper)
    hold_before_tree(gone.pk)
    lock_tree()
    gone, into = hold(gone), hold(into)
    require_above(actor, gone)
    require_above(actor, into)
    _refuse(gone, into, act)
    with in_scope(Scope(gone.itself | into.itself)):
        moved = on_merge.run(Merging(actor, gone, into, act.day, act.paper))
        if Membership.objects.filter(union=gone, state__in=LIVING).exists():
            raise Unmoved(f"union {gone.pk} still has members")
    history.change(gone, act, parent_id=into.pk, state=State.MERGED)
    renumber()
    _tell(actor, gone, into, act, moved)
    into.refresh_from_db()
    return Merged(into, moved)


def _refuse(gone: Union, into: Union, act: Act) -> None:
    if gone.pk == into.pk:
        raise NotPossible(_("A union can't go into itself."))
    refuse_ended(gone)
    refuse_ended(into)
    history.refuse_later(gone, act.day)
    refuse_unregistered(into, act.day)
    refuse_loop(gone, into, act.day)


def _tell(actor: Actor, gone: Union, into: Union, act: Act, moved: dict[str, int]) -> None:
    data = {"day": date_format(act.day), "moved": {name: count for name, count in moved.items() if count}}
    journal.record(actor, journal_codes.MERGED, gone, union=gone.pk, data={"into": into.name, **data})
    journal.record(actor, journal_codes.TOOK_IN, into, union=into.pk, data={"gone": gone.name, **data})


on_merge.stays("people.unionversion.union", "people.unionversion.parent")


@on_merge("people.union.parent")
def _unions_below(merging: Merging) -> int:
    """Those that stand below it move; what went into it before stays there, as its past."""
    below = list(merging.gone.children.filter(state__in=STANDING).exclude(pk=merging.into.pk).order_by("place"))
    for union in below:
        take_over(union, merging.into, merging.day, merging.paper)
    return len(below)


def take_over(union: Union, into: Union, day: date, paper: str) -> None:
    """Let a union stand below `into` from the day on, or from the later day on which it came where it stands."""
    union = hold(union)
    stand_below(union, into, Act(max(day, history.came_there(union)), Reason.MOVED, paper))


@on_merge("people.coverage.union")
def _employers(merging: Merging) -> int:
    living = list(merging.gone.coverages.filter(valid_to=None))
    has = set(merging.into.coverages.filter(valid_to=None).values_list("employer_id", flat=True))
    for row in living:
        ended = end(row, merging.day)
        if row.employer_id not in has:
            Coverage.objects.create(union=merging.into, employer_id=row.employer_id, valid_from=ended)
    return len(living)


@on_merge("people.secondarytie.union", "people.secondarytie.upper")
def _ties(merging: Merging) -> int:
    """What was tied to it is tied to the other; its own ties end, for the other's members are more than its own."""
    for tie in merging.gone.ties.filter(valid_to=None):
        end(tie, merging.day)
    tied = list(merging.gone.tied.filter(valid_to=None).select_related("union"))
    for tie in tied:
        ended = end(tie, merging.day)
        if not _related(tie.union, merging):
            SecondaryTie.objects.create(
                union=tie.union, upper=merging.into, shares=tie.shares, valid_from=ended, paper=merging.paper
            )
    return len(tied)


def _related(union: Union, merging: Merging) -> bool:
    """Whether a tie of the union to `into` would say what is known already, or turn the tree round."""
    within = union.place in merging.gone.subtree | merging.into.subtree
    return (
        within or merging.into.place in union.subtree or union.ties.filter(upper=merging.into, valid_to=None).exists()
    )
