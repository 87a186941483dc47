"""What an operator reads and gets as exit code: the real command line, as a fresh shell starts it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from socket import SO_REUSEADDR, SO_REUSEPORT, SOL_SOCKET, socket
from typing import TYPE_CHECKING, NamedTuple

import pytest
from django.db import connections

from niangjia.foundation import embedded
from niangjia.foundation.access.actions import create_account
from niangjia.foundation.access.actor import PLATFORM
from tests.harness import cluster
from tests.harness.house import COMMAND
from tests.harness.people import PASSWORD

if TYPE_CHECKING:
    from collections.abc import Iterator

NOWHERE = {"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"}
PRODUCTION = {"NIANGJIA_MODE": "production", "NIANGJIA_HOSTS": "union.example", "NIANGJIA_HTTPS": "1"}
BAD = {"NIANGJIA_MODE": "production", "NIANGJIA_DEBUG": "1", "NIANGJIA_HOSTS": "*"}


class Row(NamedTuple):
    name: str
    environment: dict[str, str]
    words: str
    code: int
    sentence: str
    another: str = ""


TABLE = (
    Row("embedded in production", PRODUCTION, "serve", 2, "DATABASE_URL: name a PostgreSQL server"),
    Row("debug, any host", BAD | NOWHERE, "serve", 2, "NIANGJIA_DEBUG: must be off", "NIANGJIA_HOSTS: name the"),
    Row("no keys", PRODUCTION | NOWHERE, "serve", 2, "no keys for people's data"),
    Row("bad port", {"NIANGJIA_PORT": "abc"}, "keys create", 2, "NIANGJIA_PORT: Input should be"),
    Row("bad proxy", {"NIANGJIA_PROXIES": "10.0.0.x"}, "serve", 2, "NIANGJIA_PROXIES: value is not"),
    Row("run's port", {}, "run --port 0", 2, "0: a port is a number from 1 to 65535"),
    Row("serve's port", NOWHERE, "serve --port 99999", 2, "99999: a port is a number from 1 to 65535"),
    Row("misspelt", {}, "migrat", 1, "Unknown command: 'migrat'"),
    Row("a word that looks like help", {}, "createadmin help --make-password", 2, "has no database yet"),
    Row("data moved to another key, no answer", NOWHERE, "keys rotate", 2, "The database can't be used"),
    Row("no answer", NOWHERE, "createadmin someone --make-password", 2, "The database can't be used"),
    Row("doctor in an empty home", {}, "doctor", 1, "embedded database: none yet"),
)


def _done(environment: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *words], env=environment, cwd=cluster.CHECKOUT, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.name)
def test_what_is_wrong_is_said_plainly(row: Row, tmp_path: Path) -> None:
    home = tmp_path / "home"
    environment = {**cluster.plain_environment(), "NIANGJIA_HOME": str(home), **row.environment}
    done = _done(environment, *row.words.split())
    assert row.sentence in done.stdout + done.stderr
    assert row.another in done.stderr
    assert "Traceback" not in done.stderr
    assert done.returncode == row.code
    assert not embedded.status(home).initialised


def test_a_taken_port_is_not_shared(committed: str) -> None:
    with socket() as other:
        other.setsockopt(SOL_SOCKET, SO_REUSEPORT, 1)  # as web servers do
        other.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
        other.bind(("127.0.0.1", 0))
        other.listen()
        done = _done(cluster.environment(committed), "serve", "--port", str(other.getsockname()[1]))
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "Address already in use" in done.stderr


def test_production_with_keys_still_refuses_demo_accounts(committed: str, tmp_path: Path) -> None:
    create_account(PLATFORM, username="demo", name="演示", password=PASSWORD, is_demo=True)
    environment = cluster.environment(committed, **PRODUCTION, NIANGJIA_HOME=str(tmp_path))
    assert _done(environment, "keys", "create").returncode == 0
    done = _done(environment, "serve")
    assert done.returncode == 1
    assert "Demo accounts are present." in done.stderr
    assert "keys create" not in done.stderr


@pytest.fixture
def empty_database(database_name: str) -> Iterator[str]:
    name = f"{database_name}_bare"
    cluster.clone("template0", name)
    yield name
    cluster.drop(name)


def test_serve_says_that_migrations_are_missing(empty_database: str) -> None:
    done = _done(cluster.environment(empty_database), "serve")
    assert done.returncode == 1
    assert "run `niangjia migrate` first" in done.stderr
    assert "Traceback" not in done.stderr


def _readings(environment: dict[str, str]) -> tuple[int, dict[str, str]]:
    done = _done(environment, "doctor", "--json")
    return done.returncode, {reading["key"]: reading["health"] for reading in json.loads(done.stdout)}


def test_a_house_at_rest_needs_no_worker(committed: str) -> None:
    connections.close_all()
    code, found = _readings(cluster.environment(committed))
    assert (code, found["jobs.workers"]) == (0, "warn")


def test_the_doctor_tells_programs_that_only_a_worker_is_missing(committed: str) -> None:
    """Somebody is at work in the database, as a web server is: here the test itself."""
    connections["default"].ensure_connection()
    code, found = _readings(cluster.environment(committed))
    assert [key for key, health in found.items() if health == "bad"] == ["jobs.workers"]
    assert code == 1
    assert found["database.version"] == "good"


def test_the_doctor_still_speaks_when_the_database_does_not(tmp_path: Path) -> None:
    code, found = _readings({**cluster.plain_environment(), **NOWHERE, "NIANGJIA_HOME": str(tmp_path)})
    assert code == 1
    assert found["house.version"] == "good"
    assert found["database"] == "bad"
