"""The first page's card: bring a concern, with the three ways."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from niangjia.foundation.faces.blocks import Block, BlockLine, Slot

if TYPE_CHECKING:
    from niangjia.foundation.access.actor import Actor


def bring_block(actor: Actor) -> Block:
    """For everybody, signed in or not."""
    lines = (
        BlockLine(_("My own union"), url=reverse("concerns:bring", args=["own"]), icon="users"),
        BlockLine(
            _("Directly the union above"),
            _("nobody at your unit can see it, or that there is one"),
            url=reverse("concerns:bring", args=["above"]),
            icon="building-community",
        ),
        BlockLine(_("Without my name"), url=reverse("concerns:anonymous"), icon="lock"),
    )
    more = {"url": reverse("concerns:start"), "more": _("Danger, time limits")}
    return Block(Slot.CONCERN, _("Bring a concern"), lines, icon="message-circle", **more)
