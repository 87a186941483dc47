from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from niangjia.foundation.embedded import Role, Server, folders, record, settings, status, watcher
from niangjia.foundation.embedded.places import places_of

# Only root can act as someone else.
collect_ignore = [] if os.geteuid() == 0 else ["test_as_root.py"]
Connection = psycopg.Connection[tuple[Any, ...]]
Owner = subprocess.Popen[str]


class House:
    """A home with a database, whose server tests start, kill and ask."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.said: list[str] = []

    def server(self, **extra: str) -> Server:
        extra = {"fsync": "off", **extra}
        return Server(self.home, max_connections=5, say=self.said.append, extra_settings=extra)

    def connect(self, role: Role = "owner", **other: str) -> Connection:
        given = {name: str(value) for name, value in settings(self.home, role).items()} | other
        return psycopg.connect(make_conninfo(**given), autocommit=True)

    def ask(self, question: str, role: Role = "owner") -> Any:
        """The first value of the first row."""
        with self.connect(role) as connection:
            row = connection.execute(question.encode()).fetchone()
            return row[0] if row else None

    def tell(self, statement: str) -> None:
        with self.connect() as connection:
            connection.execute(statement.encode())

    @property
    def server_pid(self) -> int:
        running = record.running(places_of(self.home))
        assert running
        return running.pid

    def processes(self) -> list[int]:
        where = places_of(self.home)
        return watcher.family(where.tag, where.user.uid)

    @contextmanager
    def owned(self, also: str = "") -> Iterator[Owner]:
        """Another process that owns the database, ready."""
        owner = self.start_owner(also)
        try:
            assert owner.stdout
            assert owner.stdout.readline().startswith("ready")
            yield owner
        finally:
            owner.communicate()

    def start_owner(self, also: str) -> Owner:
        command = [sys.executable, str(Path(__file__).with_name("owner.py")), str(self.home), also]
        return subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )

    def remove(self) -> None:
        area = status(self.home).area
        for link in area.glob("socket.link"):
            shutil.rmtree(link.readlink(), ignore_errors=True)
        shutil.rmtree(area, ignore_errors=True)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory, pattern: Path) -> Iterator[House]:
    """A house whose server runs for all tests of a file that only ask it."""
    house = furnish(House(tmp_path_factory.mktemp("shared") / "home"), pattern)
    with house.server():
        yield house
    house.remove()


@pytest.fixture
def house_at() -> Iterator[Callable[[Path], House]]:
    """Houses in folders of the test's choice; their databases are removed afterwards."""
    houses: list[House] = []

    def build(home: Path) -> House:
        houses.append(House(home))
        return houses[-1]

    yield build
    for house in houses:
        house.remove()


@pytest.fixture
def fresh(house_at: Callable[[Path], House], tmp_path: Path) -> House:
    """A house that was never started."""
    return house_at(tmp_path / "home")


@pytest.fixture(scope="session")
def pattern(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The initialised data that houses of tests begin with."""
    house = House(tmp_path_factory.mktemp("pattern") / "home")
    with house.server():
        pass
    yield places_of(house.home).cluster
    house.remove()


def furnish(house: House, pattern: Path) -> House:
    where = places_of(house.home)
    folders.make_area(where, house.home)
    subprocess.run(["cp", "-a", "--reflink=auto", str(pattern), str(where.cluster)], check=True)
    return house


@pytest.fixture
def furnished(fresh: House, pattern: Path) -> House:
    """A house that was started before, for one test alone."""
    return furnish(fresh, pattern)


@pytest.fixture(scope="session")
def old_house(tmp_path_factory: pytest.TempPathFactory, pattern: Path) -> Iterator[House]:
    house = furnish(House(tmp_path_factory.mktemp("old") / "home"), pattern)
    yield house
    house.remove()


@pytest.fixture
def house(old_house: House) -> House:
    """A house that was started, killed and recovered before; whatever a test does, it serves the next one."""
    old_house.said.clear()
    return old_house
