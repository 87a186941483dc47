"""What somebody may do with a union, as links on its page: whoever may not do a thing does not see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from niangjia.engines.people.permissions import EDIT_UNIONS, RESTRUCTURE
from niangjia.engines.people.unions.acts import STANDING
from niangjia.engines.people.unions.models import State
from niangjia.engines.people.unions.neighbours import from_above
from niangjia.foundation.web.pieces import Item

from .views import mendable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from niangjia.engines.people.unions.models import Union
    from niangjia.foundation.access.actor import Actor


def acts_on(union: Union, actor: Actor) -> list[Item]:
    """The acts on the union that the actor may do now; one query."""
    return list(_acts(union, actor))


def _acts(union: Union, actor: Actor) -> Iterator[Item]:
    standing, above = union.state in STANDING, from_above(actor, union)
    if standing and actor.may(RESTRUCTURE, at=union.place):
        yield _act("found_union", union, _("Enter a union below"), "plus")
    if standing and actor.may(EDIT_UNIONS, at=union.place):
        yield _act("rename_union", union, _("Rename"), "pencil")
    if not above:
        return
    if union.state == State.PREPARING:
        yield _act("confirm_union", union, _("Confirm the founding"), "circle-check")
    if standing and union.parent_id is not None:
        yield _act("move_union", union, _("Move below another union"), "external-link")
        yield _act("merge_union", union, _("Merge into another union"), "heart-handshake")
        yield _act("split_union", union, _("Split off a new union"), "adjustments")
    if standing:
        yield _act("dissolve_union", union, _("Dissolve"), "ban")
    if mendable(union):
        yield _act("take_back_act", union, _("Take back the last act"), "history")


def _act(name: str, union: Union, title: str, icon: str) -> Item:
    return Item(title, reverse(f"people:{name}", args=[union.pk]), icon=icon)
