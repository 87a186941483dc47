"""A new union splits off from another, with unions below it, employers and members."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.people.memberships.models import LIVING, Membership
from niangjia.engines.people.refusals import NotPossible
from niangjia.foundation.access.scope import Scope, in_scope

from . import history, journal_codes
from .acts import Act, act_of, end, hold, refuse_ended, require_above
from .founding import enter
from .hooks import Splitting, on_split
from .merging import take_over
from .models import Coverage, Union, UnionVersion
from .numbering import lock_tree, renumber
from .refusals import Unmoved

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from niangjia.foundation.access.actor import Actor

    from .fields import Draft


@transaction.atomic
def split_union(
    actor: Actor,
    union: Union,
    draft: Draft,
    *,
    children: Collection[Union] = (),
    employers: Collection[int] = (),
    members: Collection[int] = (),
    day: date | None = None,
    paper: str = "",
) -> Union:
    """A new union stands beside this one from that day on and takes along some of what is below or in it.

    `employers` are ids of employers that it covers, `members` ids of persons. Answers the new union.
    Raises Refused, NotPossible, Unfit, or Unmoved if nobody moved those members.
    """
    act = act_of(day, UnionVersion.Reason.SPLIT, paper)
    lock_tree()
    origin = hold(union)
    require_above(actor, origin)
    refuse_ended(origin)
    if origin.parent is None:
        raise NotPossible(_("Nothing splits off from the uppermost union."))
    history.version_on(origin, act.day)
    part = enter(actor, origin.parent, draft, act)
    _take_along(origin, part, children, act)
    _cover(origin, part, employers, act)
    origin.refresh_from_db()
    part.refresh_from_db()
    moved = _people(Splitting(actor, origin, part, act.day, act.paper, frozenset(employers), frozenset(members)))
    _tell(actor, origin, part, act, moved)
    return part


def _take_along(origin: Union, part: Union, children: Collection[Union], act: Act) -> None:
    for child in children:
        if hold(child).parent_id != origin.pk:
            what = {"union": child.name, "above": origin.name}
            raise NotPossible(_("%(union)s does not stand right below %(above)s.") % what)
        take_over(child, part, act.day, act.paper)
    renumber()


def _cover(origin: Union, part: Union, employers: Collection[int], act: Act) -> None:
    rows = list(origin.coverages.filter(valid_to=None, employer__in=employers))
    if len(rows) != len(set(employers)):
        raise NotPossible(_("%(union)s does not cover all of these employers.") % {"union": origin.name})
    for row in rows:
        Coverage.objects.create(union=part, employer_id=row.employer_id, valid_from=end(row, act.day))


def _people(splitting: Splitting) -> dict[str, int]:
    with in_scope(Scope(splitting.origin.itself | splitting.part.itself)):
        moved = on_split.run(splitting)
        left = Membership.objects.filter(union=splitting.origin, person__in=splitting.members, state__in=LIVING)
        if left.exists():
            raise Unmoved(f"members who were to go are still in union {splitting.origin.pk}")
    return moved


def _tell(actor: Actor, origin: Union, part: Union, act: Act, moved: dict[str, int]) -> None:
    data = {"day": date_format(act.day), "moved": {name: count for name, count in moved.items() if count}}
    journal.record(actor, journal_codes.SPLIT, origin, union=origin.pk, data={"part": part.name, **data})
    journal.record(actor, journal_codes.SPLIT_OFF, part, union=part.pk, data={"origin": origin.name, **data})
