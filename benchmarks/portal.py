"""Figures of the portal: the first page of somebody who is signed in and has a record, against the bare page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .figures import Sides, figure, in_turns
from .fill import BASE
from .pages import PageFailed, signed_in

if TYPE_CHECKING:
    from .world import World

BARE, HOME, RECORD = "/bench/bare/", "/", "/me/record/"
THE_BARE_PAGE = "one signed-in desk page in the real layout with one indexed read"
RUNS = 15
MY_UNION = 'class="card my-union"'


@figure("portal.home", limit=3, against=THE_BARE_PAGE)
def home(world: World) -> Sides:
    """My union with its people, and every block that is filled. Raises PageFailed if they are not there."""
    pages = signed_in(world, BASE)
    if MY_UNION not in pages.ask(HOME):
        raise PageFailed("the first page shows no union")
    return in_turns(RUNS, pages.seconds(HOME), signed_in(world).seconds(BARE))


@figure("portal.record", limit=4, against=THE_BARE_PAGE)
def record(world: World) -> Sides:
    """My record, every sealed value opened and masked."""
    return in_turns(RUNS, signed_in(world, BASE).seconds(RECORD), signed_in(world).seconds(BARE))
