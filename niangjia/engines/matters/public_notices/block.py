"""The portal's first page: public notices that hang for whoever looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from niangjia.engines.matters.rights import not_past
from niangjia.engines.people.memberships.models import LIVING
from niangjia.engines.people.models import Membership, Person
from niangjia.foundation.clock import today
from niangjia.foundation.faces import Block, BlockLine, Slot

from .kinds import all_notices
from .models import PublicNotice

if TYPE_CHECKING:
    from niangjia.foundation.access.actor import Actor

SHOWN = 3


def hanging_block(actor: Actor) -> Block | None:
    """The few that are over first; nothing for a visitor. One query."""
    if not actor.person_id:
        return None
    rows = PublicNotice.objects.filter(_at_home(actor), state=PublicNotice.State.HANGING)
    hanging = rows.filter(starts__lte=today(), ends__gte=today()).select_related("union").order_by("ends", "pk")
    lines = tuple(
        BlockLine(
            one.title,
            one.union.name,
            _("until %(day)s") % {"day": date_format(one.ends, "MONTH_DAY_FORMAT")},
            reverse("my:public_notice", args=[one.code]),
            "news",
        )
        for one in hanging[:SHOWN]
    )
    return Block(
        Slot.NEWS, _("Public notices"), lines, icon="news", url=reverse("my:public_notices"), more=_("All of them")
    )


def _at_home(actor: Actor) -> Q:
    """Of the unions where the actor belongs, and of those above them as far as their kind says so.

    What objecting.hung_for lets somebody read, without what hangs elsewhere for whoever keeps notices.
    """
    homes = Person.objects.filter(pk=actor.person_id or 0)
    members = Membership.objects.filter(person=actor.person_id or 0, state__in=LIVING)
    here = Q(Exists(homes.filter(home=OuterRef("union")))) | Q(Exists(members.filter(union=OuterRef("union"))))
    span = (OuterRef("union__place"), OuterRef("union__place_end"))
    home_below = Exists(homes.filter(home__place__gte=span[0], home__place__lt=span[1]))
    member_below = Exists(members.filter(union__place__gte=span[0], union__place__lt=span[1]))
    below = Q(kind__in=[kind.key for kind in all_notices() if kind.below]) & (Q(home_below) | Q(member_below))
    return (here | below) & not_past(actor, "matter__")
