"""Guesses at documents, counted for telephone, accounts and address; and for a day, which no right code forgets."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from niangjia.foundation.access.phones.limiting import Guard, TooMany
from niangjia.foundation.limits import Limit

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

A_DAY = Limit("claim.phone.day", most=9, per=timedelta(days=1))


def guarded(number: str, address: str, persons: Sequence[int], look: Callable[[], list[int]]) -> list[int]:
    """What `look` finds, if there are guesses left; none found counts as a miss. Raises TooMany.

    A record is guarded like an account: it may not have one yet, so its id stands for it.
    """
    guard = Guard("claim", number, address, tuple(persons))
    guard.count()
    if A_DAY.reached(number):
        raise TooMany(_("Too many wrong tries for today. Ask your union's clerk."))
    found = look()
    if found:
        guard.right()
    else:
        guard.miss()
        A_DAY.count(number)
    return found
