"""Figures of the roster: a workbook of new people into the register, and the same one again, against a bare COPY.

Everything is in it: the upload, reading, checks, digests, encryption, memberships, totals and journal; a worker does
the jobs, as in life. Afterwards the totals are counted anew: one that differs fails the figure.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any

import psutil
import psycopg

from .figures import Sides, figure
from .pages import run_python
from .roster_file import Place, people, write_workbook
from .world import CHECKOUT, COMMAND, FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from .world import World

SIZES = {"small": 5_000, "tenth": 50_000, "city": 500_000}
BARE = "a bare COPY of the same rows into a logged, unindexed table of the same server"
TYPES = {4: "date", 15: "date"}  # the other columns are text
BLOCK = 1 << 20
COPIES = 3
SELDOM = 16  # looks at our memory for one at PostgreSQL's
MB = 1 << 20
PLACES = """
    SELECT DISTINCT ON (u.place) u.code, coalesce(e.name, '') FROM people_union u
    LEFT JOIN people_union b ON b.place <= u.place AND b.place_end > u.place AND b.level = '5'
    LEFT JOIN people_coverage c ON c.union_id = b.id LEFT JOIN people_employer e ON e.id = c.employer_id
        AND NOT EXISTS (SELECT FROM people_employer o WHERE o.name = e.name AND o.id <> e.id)
    WHERE u.level >= '5' AND u.place_end = u.place + 1 ORDER BY u.place, e.id
"""
RECOUNT = """
import django
django.setup()
from niangjia.engines.people.models import Union
from niangjia.engines.people.totals.recounting import recount
ids = list(Union.objects.values_list("pk", flat=True))
print(sum(recount(ids[at : at + 2000]) for at in range(0, len(ids), 2000)))
"""


class Wrong(Exception):
    """The list was not entered as it should be."""


class Peak(threading.Thread):
    """The most memory that this process's children had together, and the most that PostgreSQL's had, in MB.

    PostgreSQL's is looked at seldom: with a gigabyte that a dozen processes share, a look takes a tenth of a second.
    """

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.ours = self.database = 0.0
        self.over = threading.Event()

    def run(self) -> None:
        looks = 0
        while not self.over.wait(0.5):
            looks += 1
            found = {False: 0.0, True: 0.0}
            for process in psutil.Process().children(recursive=True):
                try:
                    is_database = "postgres" in process.name()
                    if not is_database or looks % SELDOM == 1:
                        found[is_database] += process.memory_full_info().pss / MB
                except psutil.Error:
                    continue
            self.ours, self.database = max(self.ours, found[False]), max(self.database, found[True])


def _file(world: World) -> Path:
    """The workbook, made once for each size."""
    with closing(psycopg.connect(world.url("owner"))) as connection:
        places = [Place(*row) for row in connection.execute(PLACES)]
    rows = list(people(SIZES[world.size], places))
    world.shared["roster rows"] = rows
    path = FOLDER / f"roster-{world.size}.xlsx"
    write_workbook(path, rows)
    return path


def _copies(world: World) -> list[float]:
    rows = world.shared["roster rows"]
    assert isinstance(rows, list)  # noqa: S101 - see _file
    content = "".join("\t".join(map(str, row)) + "\n" for row in rows).encode()
    columns = ", ".join(f"c{at} {TYPES.get(at, 'text')}" for at in range(len(rows[0])))
    with closing(psycopg.connect(world.url("owner"), autocommit=True)) as connection:
        return [_copy(connection, columns, content) for _ in range(COPIES)]


def _copy(connection: psycopg.Connection[Any], columns: str, content: bytes) -> float:
    connection.execute("DROP TABLE IF EXISTS bench_bare")
    connection.execute(f"CREATE TABLE bench_bare ({columns})".encode())
    start = time.perf_counter()
    with connection.cursor().copy("COPY bench_bare FROM STDIN") as copy:
        for at in range(0, len(content), BLOCK):
            copy.write(content[at : at + BLOCK])
    took = time.perf_counter() - start
    connection.execute("DROP TABLE bench_bare")
    return took


@contextmanager
def _worker(world: World) -> Iterator[None]:
    """A worker beside it, as `niangjia run` has one."""
    environment = {**world.environment, "DJANGO_SETTINGS_MODULE": "niangjia.config.settings"}
    with (FOLDER / "worker.log").open("ab") as log:
        worker = subprocess.Popen([*COMMAND, "worker"], env=environment, cwd=CHECKOUT, stdout=log, stderr=log)
    try:
        time.sleep(4)  # until it is ready
        yield
    finally:
        worker.terminate()
        worker.wait()


def _run(world: World, path: Path, *, commit: bool) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.roster_run", str(path), "commit" if commit else "check"]
    done = subprocess.run(
        command, env={**os.environ, **world.environment}, cwd=CHECKOUT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise Wrong(done.stderr[-2000:])
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _measured(world: World, *, commit: bool) -> Sides:
    path = world.once("roster file", lambda: _file(world))
    before, peak = _copies(world), Peak()
    with _worker(world):
        peak.start()
        found = _run(world, path, commit=commit)  # type: ignore[arg-type]
        peak.over.set()
    base = [*before, *_copies(world)]
    outcome = "new" if commit else "unchanged"
    if found["counts"].get(outcome) != SIZES[world.size]:
        raise Wrong(f"not all rows are {outcome}: {found}")
    if wrong := int(run_python(world, RECOUNT).split()[-1]):
        raise Wrong(f"{wrong} totals differ from a recount")
    also = {"peak_mb": round(peak.ours), "database_peak_mb": round(peak.database)}
    also |= {f"{stage}_s": round(seconds, 2) for stage, seconds in found["seconds"].items()}
    return Sides([found["seconds"]["all"]], base, also)


@figure("roster.new", limit=60, against=BARE)
def new(world: World) -> Sides:
    """People whom nobody knows, 21 columns, from xlsx until all are members."""
    return _measured(world, commit=True)


@figure("roster.unchanged", limit=20, against=BARE)
def unchanged(world: World) -> Sides:
    """The same workbook again: every row looked up and compared."""
    if "roster file" not in world.shared:
        new(world)
    return _measured(world, commit=False)
