"""Figures of the ground: pages against the bare page, a job's chunk against a bare transaction, the second start."""

from __future__ import annotations

import json
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tests.harness.house import end, forget, start_house, wait_until

from .figures import Sides, figure, in_turns
from .pages import run_python, signed_in, visitor

if TYPE_CHECKING:
    from .world import World

BARE = "/bench/bare/"
THE_BARE_PAGE = "one signed-in desk page in the real layout with one indexed read"


@figure("ground.portal_home", limit=1.5, against=THE_BARE_PAGE)
def portal_home(world: World) -> Sides:
    """The first page, for a visitor."""
    return in_turns(15, visitor(world).seconds("/"), signed_in(world).seconds(BARE))


@figure("ground.my_jobs", limit=2.5, against=THE_BARE_PAGE)
def my_jobs(world: World) -> Sides:
    """The list of one's jobs."""
    pages = signed_in(world)
    return in_turns(15, pages.seconds("/jobs/"), pages.seconds(BARE))


CHUNKS = """
import json, time, django
django.setup()
from django.db import connection, transaction
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.jobs import running
from niangjia.foundation.jobs.sample import start_trial

COUNT = {count}

def ours():
    job = start_trial(PLATFORM, COUNT)
    start = time.perf_counter()
    running.run_slice(job.pk)
    return (time.perf_counter() - start) / COUNT

def base():
    job = start_trial(PLATFORM, 1)
    start = time.perf_counter()
    for count in range(COUNT):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("INSERT INTO jobs_sampleeffect (job_id, number) VALUES (%s, %s)", [job.pk, count])
    return (time.perf_counter() - start) / COUNT

ours(), base()
print(json.dumps([[ours(), base()] for _ in range(7)]))
"""


@figure("ground.job_chunk", limit=8, against="a transaction that inserts the same row, without a job")
def job_chunk(world: World) -> Sides:
    """One chunk of a job: row locked, checked, effect and cursor committed together."""
    pairs = json.loads(run_python(world, CHUNKS.format(count=200)).splitlines()[-1])
    return Sides([pair[0] for pair in pairs], [pair[1] for pair in pairs])


@figure("ground.second_start", limit=10)
def second_start(world: World) -> Sides:
    """`niangjia run` in a home that exists, until it answers."""
    with tempfile.TemporaryDirectory() as folder:
        times = [_start(Path(folder)) for _ in range(4)]
        forget(Path(folder) / "home")
    return Sides(times[1:])


def _start(folder: Path) -> float:
    start = time.perf_counter()
    house = start_house(folder / "home", folder / "log")
    try:
        wait_until(house.answers, seconds=120, what="the house answers")
        return time.perf_counter() - start
    finally:
        end(house.process.pid)
        house.process.wait()
