"""A merger, split or dissolution is granted: tried in the register first; and where its steps are done then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from niangjia.engines import journal
from niangjia.engines.people import refusals
from niangjia.engines.people.models import Post, Union
from niangjia.engines.people.posts.models import Role
from niangjia.engines.people.posts.roles import codes_of
from niangjia.engines.people.unions.acts import STANDING
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.clock import today
from niangjia.services.founding.apart import refuse_both_sides
from niangjia.services.founding.permissions import SUBMIT
from niangjia.services.founding.terms.issuing import answer

from .asking import change_of, said_in
from .journal_codes import GRANTED
from .kinds import Kind
from .moves import only_tried
from .restructuring import Plan, about, as_said, fit
from .settling import split_off

if TYPE_CHECKING:
    from niangjia.engines.matters.models import Matter
    from niangjia.engines.people.unions.actions import Merged
    from niangjia.foundation.access.actor import Actor

    from .models import Change

LEFT = {
    Kind.MERGE: [
        "会员会籍转入合并后的工会，经费、财产归合并后的工会所有。",
        "请清理移交未办事项、档案和财物，交回印章和法人资格证书。",
    ],
    Kind.SPLIT: ["请清理划分会员会籍、经费和财产，分立后的工会应当及时选举产生委员会。"],
    Kind.DISSOLVE: [
        "会员的会籍可以保留；经费、财产由上级工会处置。",
        "请清理移交未办事项、档案和财物，交回印章和法人资格证书。",
    ],
}


def grant_restructuring(actor: Actor, matter: Matter) -> None:
    """The union above agrees; what the union leaves is settled next. Raises Refused, NotPossible."""
    refuse_both_sides(actor, matter)
    row = change_of(matter)
    plan = said_in(row, Plan)
    fit(row.kind, row.union, row.other, plan, before=plan)
    _try_out(row, plan)
    lines = [f"同意{about(row, plan)}。", *LEFT[Kind(row.kind)]]
    answer(actor, matter, f"关于同意{about(row, plan)}的批复", lines)
    journal.record(actor, GRANTED, matter, union=matter.union_id, data={"what": row.kind})


class _Tried(Exception):
    """Ends what was only tried."""


def _try_out(row: Change, plan: Plan) -> None:
    """Raises NotPossible for what the register would not do. Nothing is written.

    Members and matters that are still there are settled after the approval: a dissolution is not tried, a merger
    without asking for what is under way.
    """
    if row.kind == Kind.DISSOLVE:
        return
    try:
        with transaction.atomic(), only_tried():
            _carried_out(row, plan)
            raise _Tried
    except _Tried:
        return
    except refusals.NotPossible as error:
        raise as_said(error) from None


def _carried_out(row: Change, plan: Plan) -> Merged | Union:
    from niangjia.engines.people.unions.actions import merge_unions

    if row.kind == Kind.SPLIT:
        return split_off(PLATFORM, row, plan, "")
    assert row.other is not None  # noqa: S101 - asked for
    return merge_unions(PLATFORM, row.union, row.other)


def above_both(matter: Matter) -> Union:
    """Where it is carried out: at the first union above all that it changes; the register asks for rights there."""
    row = change_of(matter)
    places = [row.union, row.other] if row.kind == Kind.MERGE and row.other else [row.union]
    over = Union.objects.filter(
        place__lt=min(one.place for one in places),
        place_end__gte=max(one.place_end for one in places),
        state__in=STANDING,
    )
    return over.order_by("-place").first() or (row.other or row.union)


def settler(matter: Matter) -> Union:
    """Where what is left is settled: in the union, or above it where nobody has a post any more who could."""
    union = matter.union
    held = Post.objects.living(today()).filter(union=union).values_list("role", flat=True)
    return union if any(SUBMIT in codes_of(Role(role)) for role in set(held)) else union.parent or union
