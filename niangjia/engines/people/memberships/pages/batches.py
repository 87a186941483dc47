"""What the lists offer to do with the memberships of the chosen."""

from __future__ import annotations

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from niangjia.engines.people.permissions import MOVE
from niangjia.engines.people.registry.batching import register_batch

from .acts import BY_KEY

register_batch(
    "transfer",
    title=_("Transfer"),
    icon="building-community",
    permission=MOVE,
    url=reverse_lazy("people:membership_batch", args=["transfer"]),
)
register_batch(
    "retain",
    title=BY_KEY["retain"].title,
    icon="hourglass",
    permission=MOVE,
    url=reverse_lazy("people:membership_batch", args=["retain"]),
)
