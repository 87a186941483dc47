"""Why an action on unions can't be done, beyond that it is not possible."""

from __future__ import annotations

from typing import TYPE_CHECKING

from niangjia.engines.people.refusals import NotPossible

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Unfit(NotPossible):
    """A value can't be stored; `field` is the one that a form should mark."""

    def __init__(self, field: str, sentence: str | _StrPromise) -> None:
        super().__init__(str(sentence))
        self.field = field


class Unmoved(Exception):
    """Something still points to a union that was merged or split: a slip of the code, nothing may be committed."""
