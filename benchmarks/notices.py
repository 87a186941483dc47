"""Figures of messages: a broadcast on the platform to every member, beside members who look at the portal meanwhile.

The broadcast is confirmed at the desk and carried out by a worker process, as in life. Whether everybody has it once
is counted by the owner of the tables; a figure that finds one lost or doubled fails.
"""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from functools import partial
from statistics import median
from typing import TYPE_CHECKING, Any, cast

import psycopg

from tests.harness.house import end

from .figures import Sides, figure
from .fill import ROOT
from .pages import PageFailed, Pages, run_python, signed_in
from .world import CHECKOUT, COMMAND, FOLDER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .world import World

HOME = "/"
SECOND = "bench_second"
ONE_MINUTE = 60
AT_ONCE = 4  # connections that ask at the same time
LOOK, QUIET = 5.0, 10.0  # seconds: to find the maximum, to know the quiet
GIVE_UP = 300.0

# A message of the city's to all members, proposed; another officer is there to confirm it.
PROPOSE = """
import django
django.setup()
from django.db import transaction
from niangjia.engines.notices.broadcasts.actions import release_broadcast, write_broadcast
from niangjia.engines.notices.broadcasts.audience import Audience
from niangjia.engines.people.models import Person, Post, Union
from niangjia.engines.people.scope import acting
from niangjia.foundation.access.actor import actor_of
from niangjia.foundation.access.models import Account
from niangjia.foundation.access.reach import EVERYWHERE
from niangjia.foundation.access.scope import Scope, in_scope
from niangjia.foundation.clock import today
city = Union.objects.get(place=0)
if not Account.objects.filter(username={second!r}).exists():
    with transaction.atomic(), in_scope(Scope(EVERYWHERE)):
        person = Person.objects.filter(account=None, died=None, state="complete").first()
        person.account = Account.objects.create(username={second!r}, name=person.name, password="!")
        person.save(update_fields=["account"])
        Post.objects.create(union=city, person=person, role="officer", started=today())
actor = actor_of(Account.objects.get(username={root!r}))
words = {{"title": "工会服务上线", "body": "各位会员：…", "by_sms": False, "legal": False, "is_public": True}}
with acting(actor):
    made = write_broadcast(actor, city, Audience(city), words)
    release_broadcast(actor, made)
print(made.pk)
"""
# All counted members, and how many messages there are of the broadcast and to how many persons.
EXPECTED = """
    SELECT count(*) FROM people_person p WHERE p.state IN ('complete', 'incomplete') AND p.died IS NULL AND EXISTS (
        SELECT 1 FROM people_membership m WHERE m.person_id = p.id AND m.state IN ('active', 'transferring'))
"""
FOUND = """
    SELECT count(*), count(DISTINCT person_id) FROM notices_message
    WHERE notice_id = (SELECT notice_id FROM notices_broadcast WHERE id = %s)
"""
SO_FAR = """
    SELECT coalesce(max(done), 0) FROM jobs_job WHERE kind = 'notices.broadcast' AND (ids->>'broadcast')::bigint = %s
"""
STATE = "SELECT state FROM notices_broadcast WHERE id = %s"


def _asked(world: World, statement: str, *given: Any) -> tuple[Any, ...]:
    with closing(psycopg.connect(world.url("owner"), autocommit=True)) as connection:
        row = connection.execute(statement, given).fetchone()
    return row or ()


def _propose(world: World) -> int:
    return int(run_python(world, PROPOSE.format(second=SECOND, root=ROOT)).split()[-1])


@contextmanager
def _worker(world: World) -> Iterator[subprocess.Popen[bytes]]:
    environment = {**world.environment, "NIANGJIA_STALLED_AFTER": "4"}
    with (FOLDER / "worker.log").open("ab") as log:
        process = subprocess.Popen(
            [*COMMAND, "worker"], env=environment, cwd=CHECKOUT, stdout=log, stderr=log, start_new_session=True
        )
    try:
        time.sleep(4)  # until it listens
        yield process
    finally:
        end(process.pid)
        process.wait()


def _confirm(pages: Pages, broadcast: int) -> None:
    """The second person's button; the answer leads back to the page."""
    pages.anew()
    try:
        pages.ask(f"/desk/notices/broadcasts/{broadcast}/confirmation/", {})
    except PageFailed as answer:
        if "302" not in str(answer):
            raise


def _wait(holds: Callable[[], bool], what: str) -> None:
    until = time.monotonic() + GIVE_UP
    while not holds():
        if time.monotonic() > until:
            raise PageFailed(f"not within {GIVE_UP:.0f} s: {what}")
        time.sleep(0.1)


def _sent(world: World, broadcast: int) -> bool:
    return _asked(world, STATE, broadcast) == ("sent",)


def _count(world: World, broadcast: int) -> None:
    """Raises PageFailed if somebody has none, or two."""
    (expected,) = _asked(world, EXPECTED)
    rows, persons = _asked(world, FOUND, broadcast)
    if not rows == persons == expected:
        raise PageFailed(f"{expected} members, {rows} messages to {persons} persons")
    sys.stderr.write(f"{rows:,} messages, one for each member\n")


class Visitors:
    """People who look at the portal's first page, over some connections."""

    def __init__(self, world: World) -> None:
        self._pages = [signed_in(world, ROOT) for _ in range(AT_ONCE)]

    def most(self) -> float:
        """Pages a second when each asks again as soon as it has been answered."""
        until, count = time.monotonic() + LOOK, [0] * AT_ONCE

        def ask(number: int) -> None:
            while time.monotonic() < until:
                self._pages[number].ask(HOME)
                count[number] += 1

        with ThreadPoolExecutor(AT_ONCE) as hands:
            list(hands.map(ask, range(AT_ONCE)))
        return sum(count) / LOOK

    def at_rate(self, rate: float, goes_on: Callable[[], bool]) -> list[float]:
        """Ask so many times a second; the seconds that each took from when it was to be asked."""
        taken: list[float] = []
        turn, lock, began = iter(range(10**9)), threading.Lock(), time.monotonic()

        def ask(number: int) -> None:
            self._pages[number].anew()
            while goes_on():
                with lock:
                    due = began + next(turn) / rate
                time.sleep(max(0.0, due - time.monotonic()))
                self._pages[number].ask(HOME)
                taken.append(time.monotonic() - due)

        with ThreadPoolExecutor(AT_ONCE) as hands:
            list(hands.map(ask, range(AT_ONCE)))
        return taken


def _meanwhile(world: World) -> tuple[float, list[float], list[float]]:
    """Seconds of the broadcast; of the portal's page when it is quiet, and while the broadcast goes out."""
    visitors, second = Visitors(world), signed_in_after(world)
    rate = visitors.most() / 2
    until = time.monotonic() + QUIET
    quiet = visitors.at_rate(rate, lambda: time.monotonic() < until)
    broadcast, ended = _propose(world), threading.Event()
    with _worker(world), ThreadPoolExecutor(1) as hands:
        busy = hands.submit(visitors.at_rate, rate, lambda: not ended.is_set())
        time.sleep(1)
        start = time.monotonic()
        try:
            _confirm(second, broadcast)
            _wait(partial(_sent, world, broadcast), "the broadcast is out")
            seconds = time.monotonic() - start
        finally:
            ended.set()
        taken = busy.result()
    _count(world, broadcast)
    sys.stderr.write(f"portal at {rate:.0f} pages/s: quiet {median(quiet):.4f} s, meanwhile {median(taken):.4f} s\n")
    return seconds, taken, quiet


def signed_in_after(world: World) -> Pages:
    """The second officer, who is made with the first proposal."""
    _propose(world)
    return signed_in(world, SECOND)


def _once(world: World) -> tuple[float, list[float], list[float]]:
    return cast("tuple[float, list[float], list[float]]", world.once("broadcast", lambda: _meanwhile(world)))


@figure("notices.broadcast", limit=ONE_MINUTE)
def broadcast_to_all(world: World) -> Sides:
    """From the second person's button until everybody has it, with the portal asked at half its maximum."""
    return Sides([_once(world)[0]])


@figure("notices.portal_meanwhile", limit=3, against="the same page at the same rate when nothing else is done")
def portal_meanwhile(world: World) -> Sides:
    """Portal home at half its maximum rate while the broadcast goes out."""
    _seconds, taken, quiet = _once(world)
    return Sides(taken, quiet)


@figure("notices.broadcast_killed", limit=ONE_MINUTE)
def broadcast_killed(world: World) -> Sides:
    """As the broadcast, the worker killed with SIGKILL in the middle and another one started."""
    second, broadcast = signed_in_after(world), _propose(world)
    (members,) = _asked(world, EXPECTED)
    with _worker(world) as process:
        start = time.monotonic()
        _confirm(second, broadcast)
        _wait(lambda: _asked(world, SO_FAR, broadcast)[0] >= members // 3, "a third is out")
        process.kill()
        process.wait()
    if _sent(world, broadcast):
        raise PageFailed("it was over before the worker was killed")
    with _worker(world):
        _wait(partial(_sent, world, broadcast), "the broadcast is out")
        seconds = time.monotonic() - start
    _count(world, broadcast)
    return Sides([seconds])
