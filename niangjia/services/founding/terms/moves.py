"""What becomes of our rows when a union goes into another: what was said of its term was of that union."""

from __future__ import annotations

from typing import TYPE_CHECKING

from niangjia.engines.people.unions.hooks import on_merge

from .models import PartyBranch

if TYPE_CHECKING:
    from niangjia.engines.people.unions.hooks import Merging

on_merge.stays("founding.termwarning.union", "founding.delay.union", "founding.leadseen.union")


@on_merge("founding.partybranch.union")
def party_branches(merging: Merging) -> int:
    """The union that stays keeps its own; without one it takes over the other's."""
    if PartyBranch.objects.filter(union=merging.into).exists():
        return PartyBranch.objects.filter(union=merging.gone).delete()[0]
    return PartyBranch.objects.filter(union=merging.gone).update(union=merging.into)
