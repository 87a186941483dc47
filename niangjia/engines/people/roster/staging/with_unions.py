"""What becomes of lists and of awaited applications when their union goes into another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from niangjia.engines.people.roster.models import Expected, Roster
from niangjia.engines.people.unions.hooks import on_merge

if TYPE_CHECKING:
    from niangjia.engines.people.unions.hooks import Merging


@on_merge("people.expected.union")
def applications(merging: Merging) -> int:
    """Who was expected to apply there is expected by the union that took it in."""
    return Expected.objects.filter(union=merging.gone).update(union=merging.into)


@on_merge("people.roster.union")
def lists(merging: Merging) -> int:
    """Its lists can be gone on with, and undone, by that union's staff."""
    return Roster.objects.filter(union=merging.gone).update(union=merging.into)


on_merge.stays("people.rosterhabit.union")  # the other has habits of its own
