"""Processes of the house: the web server on the test's database, and a whole house of its own to be killed."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
import pytest

from niangjia.foundation import embedded
from niangjia.foundation.embedded.folders import make_area
from niangjia.foundation.embedded.places import places_of

from . import cluster

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

COMMAND = [sys.executable, "-m", "niangjia.cli"]


def free_port() -> int:
    """A port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until(holds: Callable[[], object], *, seconds: float, what: str) -> None:
    """Look until it holds. Fails the test after so many seconds."""
    until = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > until:
            pytest.fail(f"not within {seconds:.0f} s: {what}")
        time.sleep(0.05)


def answers(url: str) -> bool:
    """Whether the address answers with 200."""
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


@contextmanager
def served(environment: dict[str, str], log: Path) -> Iterator[str]:
    """A web server process; gives its address."""
    port = free_port()
    with log.open("ab") as out:
        process = subprocess.Popen(
            [*COMMAND, "serve", "--port", str(port)],
            env=environment,
            cwd=cluster.CHECKOUT,
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
    try:
        address = f"http://127.0.0.1:{port}"
        wait_until(lambda: answers(f"{address}/healthz"), seconds=40, what=f"the web server answers ({log})")
        yield address
    finally:
        end(process.pid)
        process.wait()


def family(pid: int) -> list[psutil.Process]:
    """The process and all that descend from it."""
    try:
        process = psutil.Process(pid)
        return [process, *process.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def end(pid: int) -> None:
    """Ask the process to end, wait, then end it and its family."""
    members = family(pid)
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGTERM)
    _gone, left = psutil.wait_procs(members, timeout=20)
    for process in left:
        with suppress(psutil.NoSuchProcess):
            process.kill()


@pytest.fixture(scope="session")
def static_files() -> None:
    """What the real web server serves beside pages; gathered by one of the run's processes if anything changed."""
    home, now = cluster.HOME / "gathered", _static_digest()
    for folder in (home, cluster.HOUSE):
        folder.mkdir(parents=True, exist_ok=True)
    with suppress(FileExistsError):
        (cluster.HOUSE / "static").symlink_to(home / "static")
    with (home / "static.digest").open("a+") as stamp:
        fcntl.flock(stamp, fcntl.LOCK_EX)
        stamp.seek(0)
        if stamp.read() == now:
            return
        environment = {**cluster.plain_environment(), "NIANGJIA_HOME": str(home)}
        command = [*COMMAND, "collectstatic", "--noinput", "-v0"]
        subprocess.run(command, check=True, cwd=cluster.CHECKOUT, env=environment)
        stamp.truncate(0)
        stamp.write(now)


def _static_digest() -> str:
    """Changes with any file that pages fetch."""
    digest = hashlib.sha256((cluster.CHECKOUT / "requirements.txt").read_bytes())
    for path in sorted((cluster.CHECKOUT / "niangjia").glob("**/static/**/*")):
        if path.is_file():
            digest.update(f"{path.relative_to(cluster.CHECKOUT)} {path.stat().st_mtime_ns}".encode())
    return digest.hexdigest()


@pytest.fixture(scope="session")
def web_server(
    django_db_setup: None, database_name: str, static_files: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """A real web server on this process's test database, for the whole run."""
    with served(cluster.environment(database_name), tmp_path_factory.mktemp("web") / "web.log") as found:
        yield found


@pytest.fixture(scope="session")
def sample_server(
    django_db_setup: None, database_name: str, static_files: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The same, and it knows the samples' procedures of matters."""
    environment = cluster.environment(database_name, DJANGO_SETTINGS_MODULE="tests.harness.sample_settings")
    with served(environment, tmp_path_factory.mktemp("web") / "web.log") as found:
        yield found


@pytest.fixture
def address(committed: str, web_server: str) -> str:
    """The address of a real web server that sees what the test commits."""
    return web_server


@dataclass
class RunningHouse:
    """A `niangjia run` of the test's own, with its own database, in its own home."""

    home: Path
    port: int
    log: Path
    process: subprocess.Popen[bytes]
    environment: dict[str, str]

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def answers(self) -> bool:
        return answers(f"{self.address}/healthz")

    def command(self, *words: str, data: str | None = None) -> str:
        """What a command of this house prints."""
        done = subprocess.run(
            [*COMMAND, *words],
            env=self.environment,
            cwd=cluster.CHECKOUT,
            capture_output=True,
            text=True,
            input=data,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def find(self, *words: str) -> list[psutil.Process]:
        """Processes of this house whose command line has all these words."""
        return [
            process
            for process in family(self.process.pid)
            if all(word in " ".join(_command_line(process)) for word in words)
        ]


def _command_line(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.Error:
        return []


def _house_environment(home: Path) -> dict[str, str]:
    # Short waits, so that what is killed is missed soon.
    return {**cluster.plain_environment(), "NIANGJIA_HOME": str(home), "NIANGJIA_STALLED_AFTER": "4"}


def _hear_ctrl_c() -> None:
    """A test run that a shell put into the background ignores Ctrl-C, and its children would inherit that."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def start_house(home: Path, log: Path) -> RunningHouse:
    """Start `niangjia run`; it may not answer yet."""
    environment, port = _house_environment(home), free_port()
    with log.open("ab") as out:
        process = subprocess.Popen(
            [*COMMAND, "run", "--empty", "--port", str(port)],
            env=environment,
            cwd=cluster.CHECKOUT,
            stdout=out,
            stderr=out,
            start_new_session=True,
            preexec_fn=_hear_ctrl_c,  # noqa: PLW1509 - it only sets a signal
        )
    return RunningHouse(home, port, log, process, environment)


def forget(home: Path) -> None:
    """Delete the database of a house that has ended: run by root, it does not lie in its home."""
    shutil.rmtree(embedded.status(home).area, ignore_errors=True)


@cache
def _prepared() -> Path:
    """The home of a house that `niangjia prepare` made from nothing, once in each process of the run."""
    home = Path(tempfile.mkdtemp(prefix="niangjia-prepared-")) / "home"
    environment = _house_environment(home)
    subprocess.run([*COMMAND, "prepare", "-v0"], env=environment, cwd=cluster.CHECKOUT, check=True)
    return home


def pytest_sessionfinish() -> None:
    if _prepared.cache_info().currsize:
        forget(_prepared())
        shutil.rmtree(_prepared().parent)


def furnish(home: Path) -> None:
    """Let the house begin as one that was prepared before: its keys and its migrated, empty database."""
    pattern, where = _prepared(), places_of(home)
    shutil.copytree(pattern, home, ignore=shutil.ignore_patterns("database"))
    make_area(where, home)
    copy = ["cp", "-a", "--reflink=auto", str(places_of(pattern).cluster), str(where.cluster)]
    subprocess.run(copy, check=True)


@contextmanager
def running_house(home: Path, log: Path, *, fresh: bool = False) -> Iterator[RunningHouse]:
    """A house that answers; ended and forgotten afterwards, whatever the test did to it.

    It was prepared before, unless it is to be a `fresh` one that prepares itself.
    """
    if not fresh and not home.exists():
        furnish(home)
    house = start_house(home, log)
    try:
        wait_until(house.answers, seconds=90, what=f"the house answers ({log})")
        yield house
    finally:
        end(house.process.pid)
        house.process.wait()
        forget(home)
