"""A PostgreSQL server of the house's own, out of an installed wheel: for demos, tests and one-machine trials.

One process owns it (`Server`) and stops it; a watcher stops it when that process is killed. It listens on a
socket in a closed folder only, wants passwords, and knows two roles: the owner, who migrates, and the app, who
may only sign in until the owner grants more. Started by root it runs as an unprivileged user, with its data (and
its programs, if that user can't reach them) in the system's state folder. Nobody else's folder is ever changed.
"""

from __future__ import annotations

import time
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from niangjia.foundation.embedded import binaries, cluster, folders, record
from niangjia.foundation.embedded.cluster import Role, Settings
from niangjia.foundation.embedded.errors import (
    AlreadyOwnedError,
    BinariesMissingError,
    BinariesUnusableError,
    EmbeddedError,
    ForeignServerError,
    InitialisationError,
    NotInitialisedError,
    NoUserError,
    StartFailedError,
    UnsafeFolderError,
    WrongVersionError,
)
from niangjia.foundation.embedded.places import places_of
from niangjia.foundation.embedded.server import Server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

__all__ = [
    "AlreadyOwnedError",
    "BinariesMissingError",
    "BinariesUnusableError",
    "EmbeddedError",
    "ForeignServerError",
    "InitialisationError",
    "NoUserError",
    "NotInitialisedError",
    "Role",
    "Server",
    "Settings",
    "StartFailedError",
    "Status",
    "UnsafeFolderError",
    "WrongVersionError",
    "available",
    "bin_folder",
    "settings",
    "status",
]


@dataclass(frozen=True)
class Status:
    """Where a house's database is and how it fares, for the doctor."""

    area: Path  # all of it lies below; deleting this folder deletes the database
    data: Path
    binaries: Path
    socket: Path
    log: Path
    user: str
    version: str | None  # None if the user can't run the programs where they are
    initialised: bool
    running: bool


def status(home: Path) -> Status:
    """Look, and change nothing. Raises BinariesMissingError or NoUserError."""
    where = places_of(home)
    programs = binaries.located(where.user)
    return Status(
        area=where.area,
        data=where.data,
        binaries=programs.folder,
        socket=folders.socket_folder(where),
        log=where.log,
        user=where.user.name,
        version=programs.version(where.user) or binaries.installed().version(where.user),
        initialised=where.cluster.is_dir(),
        running=record.running(where) is not None,
    )


def settings(home: Path, role: Role) -> Settings:
    """How to connect as the owner or the app, whether the server runs or not. Raises NotInitialisedError."""
    return cluster.settings(places_of(home), role)


def bin_folder(home: Path) -> Path:
    """The folder of pg_dump, pg_restore and psql. Raises BinariesMissingError."""
    return binaries.located(places_of(home).user).folder


@contextmanager
def available(
    home: Path,
    *,
    max_connections: int,
    say: Callable[[str], None],
    extra_settings: Mapping[str, str] | None = None,
) -> Iterator[None]:
    """Have a running server: the one that another process owns, or else one of our own until the end.

    `max_connections` and `extra_settings` only matter in the second case. Raises EmbeddedError.
    """
    with ExitStack() as stack:
        server = Server(home, max_connections=max_connections, say=say, extra_settings=extra_settings)
        while not (_other_ready(home) or _start(server, stack)):
            time.sleep(0.2)  # the other one is still starting, or just ending
        yield


def _start(server: Server, stack: ExitStack) -> bool:
    try:
        stack.enter_context(server)
    except AlreadyOwnedError:
        return False
    return True


def _other_ready(home: Path) -> bool:
    where = places_of(home)
    other = record.running(where)
    # A server whose owner was killed is about to be stopped.
    return other is not None and record.owner(where) is not None and record.is_ready(where, other.pid)
