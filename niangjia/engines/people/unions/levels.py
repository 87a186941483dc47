"""Who may stand below whom: never a level above another."""

from __future__ import annotations

from django.utils.translation import gettext as _

from .models import Level, State, Union
from .refusals import Unfit


def refuse_level(level: str, upper: Union) -> None:
    """Raises Unfit for a level above that of the union which it would stand below."""
    if level < upper.level:
        what = {"level": Level(level).label, "above": Level(upper.level).label}
        raise Unfit("level", _("“%(level)s” can't stand below “%(above)s”.") % what)


def refuse_below(level: str, union: Union) -> None:
    """Raises Unfit for a level of the union that one of those below it is above."""
    below = union.children.filter(level__lt=level).exclude(state=State.MERGED).order_by("place").first()
    if below:
        raise Unfit("level", _("%(union)s stands below it and would be above that level.") % {"union": below.name})
