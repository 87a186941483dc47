"""What is read of disputes."""

from __future__ import annotations

from contextlib import contextmanager
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Sum
from django.utils.translation import gettext as _

from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.people.models import Post
from niangjia.engines.people.posts.models import Role
from niangjia.engines.people.posts.roles import codes_of
from niangjia.engines.rules.deadlines import By, Event, dispute, wages
from niangjia.engines.rules.figures import NoFigure
from niangjia.foundation.access.reach import NOWHERE
from niangjia.foundation.access.scope import NoScope, Scope, current_scope, in_scope
from niangjia.foundation.clock import today

from .models import Category, Dispute, Instalment
from .permissions import MEDIATE
from .said import Said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from niangjia.engines.matters.models import Matter
    from niangjia.engines.people.models import Union
    from niangjia.engines.rules.deadlines import LastDay, Unlimited

PROCEDURE = "mediation.dispute"


def dispute_of(matter: Matter) -> Dispute:
    """The dispute that a matter of ours is about. Raises NotPossible where it was erased with the person."""
    found = Dispute.objects.filter(matter=matter.pk).first()
    if found is None:
        raise NotPossible(_("The record was erased meanwhile."))
    return found


def committee_of(union: Union) -> dict[int, str]:
    """Who mediates at the union, by the person's id: who holds which post is known there. One query."""
    roles = [role for role in Role if MEDIATE in codes_of(role)]
    posts = Post.objects.living(today()).filter(union=union, role__in=roles).with_holders().order_by("pk")
    return {post.person_id: f"{post.holder} ({Role(post.role).label})" for post in posts}


@contextmanager
def with_applicant(matter: Matter) -> Iterator[None]:
    """With what is in sight already the worker's record: a mediator may mediate without seeing any other."""
    try:
        reach = current_scope().reach
    except NoScope:
        reach = NOWHERE
    with in_scope(Scope(reach, matter.person_id)):
        yield


def said_of(row: Dispute) -> Said:
    return Said.read(row.said.reveal())


def limitation(row: Dispute) -> LastDay | Unlimited | None:
    """By when arbitration must be asked for, this mediation and its agreement counted; None where no day is known.

    Of wages there is none in employment (第二十七条第四款); where somebody knows since when and does not say whether
    the employment has ended, the year from that day is the safe one.
    """
    events = [Event(row.applied, By.MEDIATION)]
    events += [Event(row.agreed_on, By.AGREED)] if row.agreed_on else []
    try:
        if row.category == Category.WAGES and (row.left or not row.knew):
            return wages(row.left, on=today(), events=events)
        return dispute(row.knew, events) if row.knew else None
    except NoFigure:  # so long ago that the law was another one
        return None


def open_sum(row: Dispute) -> Decimal:
    """The yuan that are still to be paid."""
    sums = Instalment.objects.filter(dispute=row).aggregate(due=Sum("amount"), paid=Sum("paid"))
    return Decimal(sums["due"] or 0) - Decimal(sums["paid"] or 0)
