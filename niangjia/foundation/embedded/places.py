"""Where the parts of a house's database lie, and as whom its server runs."""

from __future__ import annotations

import hashlib
import os
import pwd
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from niangjia.foundation.embedded.errors import NoUserError

# A server started by root runs as someone else, who may not be able to enter the house's own folder.
STATE = Path("/var/lib/niangjia")


@dataclass(frozen=True)
class User:
    """The user that the server runs as."""

    uid: int
    gid: int
    name: str

    def spawn(self) -> dict[str, Any]:
        """Arguments for `subprocess` that make a child run as this user, in a fit folder and environment."""
        common: dict[str, Any] = {"cwd": "/", "env": {"PATH": "/usr/bin:/bin", "LC_ALL": "C"}}
        if self.uid == os.geteuid():
            return common
        return common | {"user": self.uid, "group": self.gid, "extra_groups": []}


@dataclass(frozen=True)
class Places:
    """All paths of one house's database. Nothing is created by asking."""

    area: Path
    user: User
    tag: str  # the server's cluster name, which marks its processes

    @property
    def cluster(self) -> Path:
        """What initialisation makes in one step: data, passwords and rules of access."""
        return self.area / "cluster"

    @property
    def data(self) -> Path:
        return self.cluster / "data"

    @property
    def passwords(self) -> Path:
        return self.cluster / "passwords.json"

    @property
    def access(self) -> Path:
        return self.cluster / "pg_hba.conf"

    @property
    def pid_file(self) -> Path:
        """PostgreSQL's own note of its parent process and state."""
        return self.data / "postmaster.pid"

    @property
    def lock(self) -> Path:
        return self.area / "lock"

    @property
    def record(self) -> Path:
        return self.area / "server.json"

    @property
    def log(self) -> Path:
        return self.area / "server.log"


def places_of(home: Path) -> Places:
    """The places of the database of the house in `home`.

    Raises NoUserError if root has nobody to run the server as.
    """
    home = home.expanduser().resolve()
    digest = hashlib.sha256(os.fsencode(home)).hexdigest()[:12]
    area = STATE / digest if os.geteuid() == 0 else home / "database"
    return Places(area=area, user=_user(area / "cluster" / "data"), tag=f"niangjia-{digest}")


def _user(data: Path) -> User:
    if os.geteuid() != 0:
        return _named(os.geteuid(), os.getegid())
    if data.exists():  # an account that is created later does not take the data from the one that has it
        return _named(data.stat().st_uid, data.stat().st_gid)
    for name in ("niangjia", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return User(entry.pw_uid, entry.pw_gid, name)
    raise NoUserError


def _named(uid: int, gid: int) -> User:
    try:
        return User(uid, gid, pwd.getpwuid(uid).pw_name)
    except KeyError:  # containers run under numbers that have no name
        return User(uid, gid, str(uid))
