"""A database of a given size. Its content is made once and kept as a dump under var/bench/."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, cast

import psycopg
from psycopg import sql

from niangjia.foundation import embedded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CHECKOUT = Path(__file__).resolve().parents[1]
FOLDER = CHECKOUT / "var" / "bench"
CONNECTIONS = 60
SIZES = ("small", "tenth", "city")  # about 3,000, 50,070 and 500,700 members
LARGEST = SIZES[-1]
COMMAND = [sys.executable, "-m", "niangjia.cli"]


@dataclass
class World:
    """One run's surroundings: the size, its database's name, and what has to be closed at the end."""

    size: str
    name: str
    stack: ExitStack
    shared: dict[str, object] = field(default_factory=dict)

    def url(self, role: embedded.Role) -> str:
        found = embedded.settings(FOLDER, role)
        return psycopg.conninfo.make_conninfo(**{**found, "dbname": self.name})  # type: ignore[arg-type]

    @property
    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "DATABASE_URL": self.url("app"),
            "DATABASE_OWNER_URL": self.url("owner"),
            "NIANGJIA_HOME": str(FOLDER / "home"),
            "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
        }

    def of(self, size: str) -> World:
        """The world of another size beside this one, for as long as this one lasts."""
        return (
            self if size == self.size else cast("World", self.once(f"size {size}", lambda: _made(size, self.stack)))
        )

    def once(self, key: str, make: Callable[[], object]) -> object:
        """What `make` gave the first time: servers and sessions are shared by the figures of a run."""
        if key not in self.shared:
            self.shared[key] = make()
        return self.shared[key]


def _as_owner(statement: str, *names: str) -> None:
    settings = embedded.settings(FOLDER, "owner")
    with closing(psycopg.connect(**settings, autocommit=True)) as connection:
        connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def _content() -> str:
    """What shapes the content: generators and migrations. A change makes the cached dump anew."""
    digest = hashlib.sha256()
    shaping = ("niangjia/**/migrations/*.py", "niangjia/**/demo/*.py", "niangjia/**/facets.py",
               "niangjia/foundation/chinese/*.py", "benchmarks/fill*.py")  # fmt: skip
    for path in sorted(path for pattern in shaping for path in CHECKOUT.glob(pattern)):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _tool(world: World, name: str, *words: str) -> None:
    settings = embedded.settings(FOLDER, "owner")
    environment = {**os.environ, "PGPASSWORD": str(settings["password"])}
    place = ["-h", str(settings["host"]), "-p", str(settings["port"]), "-U", str(settings["user"]), "-d", world.name]
    subprocess.run([str(embedded.bin_folder(FOLDER) / name), *place, *words], env=environment, check=True)


def _fill(world: World) -> None:
    dump = FOLDER / f"{world.size}-{_content()}.dump"
    restored = dump.exists()
    if restored:
        _tool(world, "pg_restore", "--no-owner", "--no-privileges", "--jobs=2", str(dump))
        _tool(world, "psql", "-qc", "VACUUM (ANALYZE)")  # a dump has no statistics
    subprocess.run([*COMMAND, "prepare", "-v0"], env=world.environment, check=True, cwd=CHECKOUT)
    if not restored:
        filling = [sys.executable, "-m", "benchmarks.fill", world.size]
        subprocess.run(filling, env=world.environment, check=True, cwd=CHECKOUT)
        draft = dump.with_suffix(".draft")
        _tool(world, "pg_dump", "-Fc", "--no-owner", "--no-privileges", "-f", str(draft))
        draft.rename(dump)


@contextmanager
def opened(size: str) -> Iterator[World]:
    """The world of that size, filled; everything that was started in it ends with it."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (
        embedded.Server(FOLDER, max_connections=CONNECTIONS, say=lambda _: None),
        ExitStack() as stack,
    ):
        yield _made(size, stack)


def _made(size: str, stack: ExitStack) -> World:
    world = World(size, f"bench_{size}", stack)
    _as_owner("DROP DATABASE IF EXISTS {} WITH (FORCE)", world.name)
    _as_owner("CREATE DATABASE {}", world.name)
    _fill(world)
    return world
