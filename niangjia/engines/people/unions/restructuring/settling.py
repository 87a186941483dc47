"""What must be settled before a union is dissolved, and what ends with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from niangjia.engines.people.memberships.models import Membership
from niangjia.engines.people.memberships.models import State as Standing
from niangjia.engines.people.posts.models import Post
from niangjia.engines.people.unions.acts import STANDING
from niangjia.engines.people.unions.dissolving import HOLDING
from niangjia.engines.people.unions.neighbours import holding
from niangjia.foundation.access.scope import Scope, in_scope
from niangjia.foundation.clock import today
from niangjia.foundation.web.pieces import Item

if TYPE_CHECKING:
    from collections.abc import Iterable

    from niangjia.engines.people.unions.models import Union

FEW = 10


def open_in(union: Union) -> list[Item]:
    """What stands in the way, as lines with what to do; empty when nothing does. Two queries."""
    below = list(union.children.filter(state__in=STANDING).order_by("place"))
    lines = [
        Item(
            each.name,
            reverse("people:union", args=[each.pk]),
            _("move, merge or dissolve it first"),
            icon="building-community",
        )
        for each in below[:FEW]
    ]
    if len(below) > FEW:
        rest = _("and %(count)s more unions below") % {"count": f"{len(below) - FEW:,}"}
        lines.append(Item(rest, f"{reverse('people:tree')}?at={union.pk}", icon="building-community"))
    if members := _members(union, HOLDING):
        count = _("%(count)s members, incomplete records among them") % {"count": f"{members:,}"}
        lines.append(Item(count, text=_("transfer them, or merge the union into another"), icon="users"))
    return lines


def ends_with(union: Union) -> list[Item]:
    """What ends by itself with the union, and what stays with it, as a number each; nothing that there is none of."""
    counts = [
        (
            Post.objects.lasting(today()).filter(union=union).count(),
            _("posts end; rights by them end as well"),
            "award",
        ),
        (holding(union.coverages.all()).count(), _("covered employers are covered no longer"), "briefcase"),
        (
            holding(union.ties.all()).count() + holding(union.tied.all()).count(),
            _("secondary ties end"),
            "adjustments",
        ),
        (_members(union, [Standing.RETAINED]), _("retained memberships stay with it"), "users"),
    ]
    return [Item(f"{count:,}", text=words, icon=icon) for count, words, icon in counts if count]


def _members(union: Union, states: Iterable[str]) -> int:
    with in_scope(Scope(union.itself)):
        return Membership.objects.filter(union=union, state__in=states).count()
