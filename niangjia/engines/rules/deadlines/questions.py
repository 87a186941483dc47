"""Questions and calls for help that no law gives days to: three classes of difficulty, figures of the place."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from .counting import in_days

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from .answers import LastDay


class Difficulty(StrEnum):
    """The classes of the 12351 hotline (一般、难点、特别复杂); their days are not published."""

    PLAIN = "plain"
    HARD = "hard"
    VERY_HARD = "very_hard"


def question(received: date, difficulty: Difficulty, *, unions: Sequence[int] = ()) -> LastDay:
    """By when it is answered, as the union or the city set it."""
    return in_days(f"question.{difficulty.value}_wd", _("Answer the question"), received, unions=unions)
