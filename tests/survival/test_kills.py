"""Parts of a running house are killed in the middle of a job: nothing is lost, doubled or orphaned."""

from __future__ import annotations

import os
import signal
from contextlib import closing
from typing import TYPE_CHECKING

import psutil
import psycopg
import pytest

from niangjia.foundation import embedded
from tests.harness.house import RunningHouse, family, running_house, wait_until

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

pytestmark = pytest.mark.survival
CHUNKS, IN_THE_MIDDLE = 1000, 100
START = """
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.jobs.sample import start_trial
print(start_trial(PLATFORM, {chunks}).pk)
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHouse]:
    folder = tmp_path_factory.mktemp("killed")
    with running_house(folder / "home", folder / "house.log") as found:
        yield found


def _ask(house: RunningHouse, question: str, *values: object) -> tuple[int, ...]:
    """One row of whole numbers, or zeros while the database is away."""
    found = embedded.settings(house.home, "app")
    try:
        with closing(psycopg.connect(**found, autocommit=True)) as connection:
            return connection.execute(question, values).fetchone() or (0,)
    except psycopg.OperationalError:
        return (0, 0)


def _start_job(house: RunningHouse) -> str:
    job = house.command("shell", "--no-imports", "-c", START.format(chunks=CHUNKS)).split()[-1]
    wait_until(lambda: _effects(house, job)[0] > IN_THE_MIDDLE, seconds=40, what="the job is on its way")
    assert _effects(house, job)[0] < CHUNKS, "the job was over before anything could be killed"
    return job


def _effects(house: RunningHouse, job: str) -> tuple[int, ...]:
    return _ask(house, "SELECT count(*), count(DISTINCT number) FROM jobs_sampleeffect WHERE job_id = %s", job)


def _ends_exactly_once(house: RunningHouse, job: str) -> None:
    done = "SELECT count(*) FROM jobs_job WHERE id = %s AND state = 'done'"
    wait_until(lambda: _ask(house, done, job)[0] == 1, seconds=60, what=f"the job ends ({house.log})")
    assert _effects(house, job) == (CHUNKS, CHUNKS)


def _database(house: RunningHouse) -> list[psutil.Process]:
    return _eldest(house.find("postgres", " -D "))


def _web_parent(house: RunningHouse) -> list[psutil.Process]:
    return _eldest(house.find("niangjia.cli.webserver"))


def _web_workers(house: RunningHouse) -> list[psutil.Process]:
    return [worker for parent in _web_parent(house) for worker in parent.children()]


def _job_worker(house: RunningHouse) -> list[psutil.Process]:
    return house.find("niangjia.cli", "worker")


def _eldest(processes: list[psutil.Process]) -> list[psutil.Process]:
    return sorted(processes, key=lambda process: process.create_time())[:1]


@pytest.mark.parametrize("part", [_database, _web_workers, _web_parent, _job_worker])
def test_a_killed_part_comes_back(house: RunningHouse, part: Callable[[RunningHouse], list[psutil.Process]]) -> None:
    job, before = _start_job(house), part(house)
    killed = before[0]
    killed.kill()
    _ends_exactly_once(house, job)
    wait_until(house.answers, seconds=30, what="pages are served again")

    def is_whole_again() -> bool:
        now = part(house)
        return len(now) == len(before) and killed.pid not in {process.pid for process in now}

    wait_until(is_whole_again, seconds=30, what="a new one is in its place")


def test_a_killed_web_worker_is_the_web_servers_own_affair(house: RunningHouse) -> None:
    parent, workers = _web_parent(house), _web_workers(house)
    workers[0].kill()
    wait_until(lambda: len(_web_workers(house)) == len(workers), seconds=30, what="a new worker is in its place")
    assert _web_parent(house) == parent


def test_the_whole_house_killed_leaves_no_orphan_and_starts_again(tmp_path: Path) -> None:
    with running_house(tmp_path / "home", tmp_path / "house.log") as first:
        job, members = _start_job(first), family(first.process.pid)
        assert len(members) > 5
        os.kill(first.process.pid, signal.SIGKILL)
        first.process.wait()
        _gone, left = psutil.wait_procs(members, timeout=20)
        assert not left, "orphans"
        with running_house(first.home, first.log) as second:
            _ends_exactly_once(second, job)


def test_a_polite_end_stops_everything(tmp_path: Path) -> None:
    with running_house(tmp_path / "home", tmp_path / "house.log", fresh=True) as house:
        members = family(house.process.pid)
        house.process.send_signal(signal.SIGINT)
        assert house.process.wait(timeout=30) == 0
        _gone, left = psutil.wait_procs(members, timeout=5)
        assert not left
