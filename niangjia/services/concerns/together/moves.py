"""What becomes of the rows of these folders when unions or records of persons become one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from niangjia.engines.people.unions.hooks import on_merge
from niangjia.services.concerns.models import Held, Letter, Part

if TYPE_CHECKING:
    from niangjia.engines.people.unions.hooks import Merging

on_merge.stays("concerns.press.union", "concerns.urgent.union")  # who reminded and reported did so


@on_merge("concerns.letter.union")
def letters(merging: Merging) -> int:
    """What waits for an answer is answered to who stands for it."""
    return Letter.objects.filter(union=merging.gone, answered=None).update(union=merging.into)


@on_merge("concerns.part.union")
def parts(merging: Merging) -> int:
    """What is asked goes along; where the other was asked, too, one of both answers is enough."""
    waiting = Part.objects.filter(answered=None, dropped=None)
    asked = waiting.filter(union=merging.into).values("matter")
    twice = waiting.filter(union=merging.gone, matter__in=asked).update(dropped=merging.day)
    return twice + waiting.filter(union=merging.gone).update(union=merging.into)


@on_merge("concerns.held.union")
def held(merging: Merging) -> int:
    return Held.objects.filter(union=merging.gone, ended=None).update(union=merging.into)
