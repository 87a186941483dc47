"""Codes, subjects and ways to make entries that only tests use."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from niangjia.engines.journal import Draft, Subject, keep, record_many, register_code
from niangjia.engines.journal.models import Entry
from niangjia.engines.journal.sealing import chain, heads
from niangjia.engines.journal.sealing.links import NOTHING
from niangjia.engines.journal.sealing.proof import verify_journal
from niangjia.engines.journal.sealing.sealer import HORIZON, seal
from niangjia.foundation.access.actor import PLATFORM, Actor, Kind

if TYPE_CHECKING:
    from niangjia.engines.journal.connections import Connection
    from niangjia.engines.journal.sealing.report import Harm

DID = register_code("test.thing.done", sentence="did it %(count)s times")
SHORT = register_code("test.short.done", sentence="did it for a while")
SAW = register_code("test.field.seen", sentence="saw a field", look=True)
LISTED = register_code("test.roll.printed", sentence="printed the roll", look=True, purpose="to pay out")
keep("test.short", months=6)
keep("test.field", months=12)

CLERK = Actor(Kind.ACCOUNT, 7, "刘芳")


def person(number: int) -> Subject:
    return Subject("people.person", number)


def make(count: int, *, code: str = DID, start: int = 1) -> None:
    """Entries about persons start, start + 1, …"""
    record_many(PLATFORM, (Draft(code, person(start + n), 4, {"count": n}) for n in range(count)))


def seal_all() -> int:
    """Seal until nothing is open: transactions of other tests in the same cluster hold the horizon back."""
    count, until = 0, time.monotonic() + 60
    while not_final():  # else what is open would come under one seal more than else
        assert time.monotonic() < until, "the horizon does not come on"
        time.sleep(0.05)
    while True:
        count += seal()
        if not open_entries():
            return count
        assert time.monotonic() < until, "the horizon does not come on"
        time.sleep(0.05)


def not_final() -> int:
    """How many entries may still get neighbours from transactions that run."""
    from niangjia.engines.journal.connections import snapshot

    with snapshot() as connection:
        found = connection.execute(f"SELECT count(*) FROM journal_entry WHERE position >= ({HORIZON})".encode())  # noqa: S608
        return int((found.fetchone() or (0,))[0])


def look_in_quiet() -> None:
    """Look until a look that found nothing is kept: while older transactions run beside this one, none is."""
    before, until = heads.read_quiet(), time.monotonic() + 60
    while heads.read_quiet() == before:
        assert seal() == 0 and time.monotonic() < until, "no look was quiet"
        time.sleep(0.05)


def open_entries() -> int:
    """How many entries no seal covers yet."""
    from niangjia.engines.journal.connections import snapshot

    with snapshot() as connection:
        newest = chain.last(connection)
        upto = newest.link().upto if newest else NOTHING
        found = connection.execute("SELECT count(*) FROM journal_entry WHERE (position, id) > (%s, %s)", upto)
        return int((found.fetchone() or (0,))[0])


def id_of(number: int) -> int:
    """The id of the entry about that person."""
    return Entry.objects.about(person(number)).get().id


def alter(owner: Connection, query: str, *given: object) -> None:
    """Do something to the tables as their owner; it must hit exactly one row."""
    assert owner.execute(query, given).rowcount == 1


def harm_found() -> Harm | None:
    """What the proof finds."""
    damage = verify_journal().damage
    return damage.harm if damage else None
