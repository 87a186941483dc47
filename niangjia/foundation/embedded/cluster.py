"""The data of a house: created in one step, with two roles, neither of them a superuser."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypedDict, cast

from niangjia.foundation.embedded import binaries, folders
from niangjia.foundation.embedded.errors import InitialisationError, NotInitialisedError, WrongVersionError
from niangjia.foundation.embedded.record import write_private

if TYPE_CHECKING:
    from collections.abc import Callable

    from niangjia.foundation.embedded.binaries import Programs
    from niangjia.foundation.embedded.places import Places, User

Role = Literal["owner", "app"]
DATABASE = "niangjia"
SUPERUSER = "postgres"
ACCESS = "# Through the socket, with a password, and in no other way.\nlocal all all scram-sha-256\n"
# The superuser ends without a password: nobody can sign in as it, and the product never needs it.
ROLES = """
CREATE ROLE niangjia_owner LOGIN CREATEDB PASSWORD '{owner}';
CREATE ROLE niangjia_app LOGIN PASSWORD '{app}';
CREATE DATABASE niangjia OWNER niangjia_owner;
REVOKE ALL ON DATABASE niangjia, postgres, template1 FROM PUBLIC;
GRANT CONNECT ON DATABASE niangjia TO niangjia_app;
GRANT CONNECT ON DATABASE postgres TO niangjia_owner;
ALTER ROLE postgres PASSWORD NULL;
"""


class Settings(TypedDict):
    """What a client needs to connect, under psycopg's names."""

    host: str
    port: int
    dbname: str
    user: str
    password: str


def settings(where: Places, role: Role) -> Settings:
    """How to connect as this role, whether the server runs or not. Raises NotInitialisedError."""
    try:
        passwords = cast("dict[str, str]", json.loads(where.passwords.read_text()))
    except FileNotFoundError:
        raise NotInitialisedError(where.area) from None
    return Settings(
        host=str(folders.socket_folder(where)),
        port=5432,
        dbname=DATABASE,
        user=f"niangjia_{role}",
        password=passwords[role],
    )


def ensure(where: Places, programs: Programs, say: Callable[[str], None], *, sync: bool = True) -> None:
    """Create the data unless they exist. Killed at any point, the next call begins afresh.

    `sync=False` does not wait for the disk, for tests. Raises WrongVersionError or InitialisationError.
    """
    for draft in where.area.glob("new-*"):
        shutil.rmtree(draft, ignore_errors=True)  # an initdb whose owner was killed may be writing its last
    if where.cluster.is_dir():
        _check_version(where)
        return
    say("Creating the database; this takes some seconds.")
    draft = Path(tempfile.mkdtemp(prefix="new-", dir=where.area))
    _initialise(draft, where.user, programs, sync=sync)
    draft.rename(where.cluster)
    _sync(where.area)


def _check_version(where: Places) -> None:
    found = (where.data / "PG_VERSION").read_text().strip()
    if found != str(binaries.MAJOR):
        raise WrongVersionError(where.data, found, binaries.MAJOR)


def _initialise(draft: Path, user: User, programs: Programs, *, sync: bool) -> None:
    if user.uid != os.geteuid():
        os.chown(draft, -1, user.gid)
        draft.chmod(0o710)
    data = draft / "data"
    data.mkdir(mode=0o700)
    os.chown(data, user.uid, user.gid)
    _initdb(data, user, programs, sync=sync)
    passwords = {"owner": secrets.token_hex(24), "app": secrets.token_hex(24)}
    _create_roles(data, user, programs, passwords, sync=sync)
    write_private(draft / "passwords.json", json.dumps(passwords))
    access = draft / "pg_hba.conf"
    access.write_text(ACCESS)
    access.chmod(0o644)  # the server's user reads it, root alone writes it; the folder is closed to others
    _sync(draft)


def _initdb(data: Path, user: User, programs: Programs, *, sync: bool) -> None:
    password = data.parent / "superuser"
    write_private(password, secrets.token_hex(24))
    os.chown(password, user.uid, user.gid)
    command = [programs.path("initdb"), f"--pgdata={data}", f"--username={SUPERUSER}", f"--pwfile={password}"]
    command += ["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--locale-provider=builtin"]
    command += ["--builtin-locale=C.UTF-8", "--text-search-config=simple", "--no-instructions"]
    _run(command if sync else [*command, "--no-sync"], user)
    password.unlink()


def _create_roles(data: Path, user: User, programs: Programs, passwords: dict[str, str], *, sync: bool) -> None:
    """Create them without a running server, so that no password of the superuser is ever used."""
    command = [programs.path("postgres"), "--single", "-D", str(data), "-c", "exit_on_error=on"]
    command += ["-c", f"fsync={'on' if sync else 'off'}", SUPERUSER]
    _run(command, user, ROLES.format(**passwords))


def _run(command: list[str], user: User, given: str = "") -> None:
    answer = subprocess.run(
        command, input=given, capture_output=True, text=True, errors="replace", check=False, **user.spawn()
    )
    if answer.returncode:
        raise InitialisationError(answer.stderr or answer.stdout)


def _sync(folder: Path) -> None:
    """Make the names in a folder last through a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    os.fsync(descriptor)
    os.close(descriptor)
