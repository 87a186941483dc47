"""Photographs of a visit: whoever keeps the union's visits adds and sees them; sealed, for they show people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from niangjia.engines.matters.rights import require_at
from niangjia.foundation.access.actor import Refused
from niangjia.foundation.attachments import Each, Guard, Limits, register_guard

from .models import Visit
from .permissions import VISIT

if TYPE_CHECKING:
    from niangjia.foundation.access.actor import Actor


def _visit(key: str) -> Visit:
    try:
        found = Visit.objects.select_related("union").filter(pk=key).first()
    except ValidationError:  # no mark of a visit
        found = None
    if found is None:
        raise Http404
    return found


def see(actor: Actor, key: str) -> None:
    """As the visit's page. Raises Http404, Refused."""
    union = _visit(key).union
    if union.place not in actor.reach():
        raise Http404
    actor.require(VISIT, at=union.place)
    require_at(actor, VISIT, union)


def change(actor: Actor, key: str) -> None:
    """Of a visit that was not called off. Raises Http404, Refused."""
    see(actor, key)
    if _visit(key).state == Visit.State.OFF:
        raise Refused(_("This visit was called off."))


def each(actor: Actor, key: str) -> Each:
    """Each takes away one's own alone."""
    return Each(removes=lambda file: file.account_id is not None and file.account_id == actor.account_id)


register_guard(
    "visits.visit",
    Guard(
        see,
        change,
        sealed=lambda key: True,
        page=lambda actor, key: reverse("visits:visit", args=[key]),
        union=lambda key: _visit(key).union_id,
        limits=Limits(most=12),
        each=each,
    ),
)
