"""Why a demo can't be made."""

from __future__ import annotations

from niangjia.engines.people.refusals import NotPossible


class NotEmpty(NotPossible):
    """There are unions or persons already."""


class InUse(NotPossible):
    """Somebody works with the register."""


class RealInstance(NotPossible):
    """A real instance has no invented people, and does not always know the tables' owner."""
