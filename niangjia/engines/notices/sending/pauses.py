"""How long to wait before another try, and when to give up."""

from __future__ import annotations

from datetime import timedelta

PAUSES = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=8),
)
MOST = len(PAUSES) + 1  # tries
TOO_LATE = timedelta(days=3)  # what did not get out in this time is no news any more
SPREAD = 256


def pause_after(attempts: int, number: int) -> timedelta | None:
    """The pause after so many tries (1 and more); None when there is to be no other.

    Up to a quarter longer, by the message's number: what failed together shall not come back together.
    """
    if attempts >= MOST:
        return None
    return PAUSES[attempts - 1] * (1 + number % SPREAD / SPREAD / 4)
