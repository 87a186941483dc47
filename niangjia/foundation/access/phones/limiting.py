"""How often codes may be asked for and missed. The counts are rows: they hold for all workers and over restarts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _

from niangjia.foundation.limits import Limit

MINUTE, HOUR, DAY, LOCK = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1), timedelta(minutes=15)
MISSES = 3

ASKED_MINUTE = Limit("code.asked.minute", most=1, per=MINUTE)
ASKED_HOUR = Limit("code.asked.hour", most=5, per=HOUR)
ASKED_DAY = Limit("code.asked.day", most=10, per=DAY)
# A mine's changing room shares one address; so does a whole mobile network.
ASKED_ADDRESS = Limit("code.asked.address", most=120, per=HOUR)
ASKED_ALL = Limit("code.asked.house", most=20_000, per=HOUR)


class TooMany(Exception):
    """Too often; the message is a sentence for people."""


@dataclass(frozen=True, repr=False)
class Guard:
    """Whoever guesses is held by the telephone, by the accounts meant, and by where they sit. `what` is guessed at.

    A try is counted before it is looked at, so that many at once, in whatever workers, get no more than three.
    """

    what: str
    phone: str
    address: str
    accounts: tuple[int, ...] = ()

    def count(self) -> None:
        """Count a try. Raises TooMany after three misses, for a quarter of an hour."""
        within = [limit.count(subject) for limit, subject in self._subjects()]
        if not all(within) or self._of_address().reached(self.address):
            raise TooMany(_("Too many wrong tries. Wait a quarter of an hour, or ask your union's clerk."))

    def miss(self) -> None:
        """It was wrong. The address is counted by its misses alone: many share one."""
        self._of_address().count(self.address)

    def right(self) -> None:
        """It was right: forget the misses."""
        for limit, subject in self._subjects():
            limit.forget(subject)

    def _subjects(self) -> list[tuple[Limit, str]]:
        phone = Limit(f"{self.what}.missed.phone", most=MISSES, per=LOCK)
        account = Limit(f"{self.what}.missed.account", most=MISSES, per=LOCK)
        return [(phone, self.phone), *((account, str(each)) for each in self.accounts)]

    def _of_address(self) -> Limit:
        return Limit(f"{self.what}.missed.address", most=30, per=LOCK)


def count_asking(phone: str, address: str) -> None:
    """Count that a code is asked for. Raises TooMany."""
    busy = _("Too many codes were asked for. Try again in an hour, or sign in another way.")
    if not ASKED_MINUTE.count(phone):
        raise TooMany(_("A code was sent a moment ago. Wait a minute before you ask for another one."))
    if not (ASKED_HOUR.count(phone) and ASKED_DAY.count(phone)):
        raise TooMany(busy)
    if not (ASKED_ADDRESS.count(address) and ASKED_ALL.count("")):
        raise TooMany(busy)
