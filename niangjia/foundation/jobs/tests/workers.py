"""Worker processes for tests."""

from __future__ import annotations

import signal
import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING

from niangjia.foundation.jobs.models import Job
from tests.harness import cluster
from tests.harness.house import COMMAND, wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

STALLED_AFTER = "2"  # seconds


@contextmanager
def worker(database: str, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A job worker on the test's database that is ready to work; killed afterwards."""
    environment = cluster.environment(database, NIANGJIA_STALLED_AFTER=STALLED_AFTER)
    before = said(log, "job worker ready")
    with log.open("ab") as out:
        process = subprocess.Popen(
            [*COMMAND, "worker"],
            env=environment,
            cwd=cluster.CHECKOUT,
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
    try:
        wait_until(lambda: said(log, "job worker ready") > before, seconds=20, what=f"the worker is ready ({log})")
        yield process
    finally:
        process.kill()
        process.wait()


def said(log: Path, words: str) -> int:
    """How often the worker said this."""
    return log.read_text().count(words) if log.exists() else 0


def wait_for(job: Job, *states: str, done: int = 0, seconds: float = 20) -> None:
    """Wait until the job is in one of the states and has done so much."""

    def holds() -> bool:
        job.refresh_from_db()
        return job.state in states and job.done >= done

    wait_until(holds, seconds=seconds, what=f"the job is {states} with {done} done")


def ask_to_stop(process: subprocess.Popen[bytes]) -> int:
    """SIGTERM; gives the exit code."""
    process.send_signal(signal.SIGTERM)
    return process.wait(timeout=15)
