"""The embedded server of the tests, and databases cloned from one migrated template.

The server's data stay under var/test between runs; the template is named after the migrations, so that it is made
anew only when they change.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from niangjia.foundation import embedded

CHECKOUT = Path(__file__).resolve().parents[2]
# Two runs at the same time need two homes.
HOME = Path(os.environ.get("NIANGJIA_TEST_HOME", CHECKOUT / "var" / "test"))
# The house of this process of the run: files that one process's tests sweep are nobody else's.
HOUSE = HOME / f"home-{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
CONNECTIONS = 60
END_OWN_SESSIONS = (
    "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s AND usename = current_user"
)
# Nothing in a test database has to outlive a power cut.
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def url(role: embedded.Role, name: str) -> str:
    """The address of a test database for one of the two roles."""
    found = embedded.settings(HOME, role)
    return psycopg.conninfo.make_conninfo(
        host=found["host"], port=found["port"], user=found["user"], password=found["password"], dbname=name
    )


def _as_owner(statement: str, *names: str) -> None:
    with closing(psycopg.connect(url("owner", "niangjia"), autocommit=True)) as connection:
        connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def _exists(name: str) -> bool:
    with closing(psycopg.connect(url("owner", "niangjia"), autocommit=True)) as connection:
        return connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None


def _leftovers() -> list[str]:
    """Templates of other migrations, and what an interrupted run left."""
    question = "SELECT datname FROM pg_database WHERE datname ~ '^(template|draft|test)_'"
    with closing(psycopg.connect(url("owner", "niangjia"), autocommit=True)) as connection:
        return [row[0] for row in connection.execute(question)]


def template_name() -> str:
    """Named by the content of every migration, of the rights, and of the lock: what shapes a new database."""
    shaping = [
        *sorted((CHECKOUT / "niangjia").rglob("migrations/*.py")),
        CHECKOUT / "niangjia/foundation/database/grants.py",
        CHECKOUT / "niangjia/config/floors.py",
        CHECKOUT / "requirements.txt",
    ]
    digest = hashlib.sha256()
    for path in shaping:
        digest.update(path.read_bytes())
    return f"template_{digest.hexdigest()[:16]}"


def plain_environment() -> dict[str, str]:
    """This process's environment without anything that speaks to the house: as a fresh shell has it."""
    ours = ("NIANGJIA_", "DATABASE_", "DJANGO_")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}


def environment(name: str, **more: str) -> dict[str, str]:
    """The environment in which a process of the house works on a test database."""
    return {
        **plain_environment(),
        "DATABASE_URL": url("app", name),
        "DATABASE_OWNER_URL": url("owner", name),
        "NIANGJIA_HOME": str(HOUSE),
        "NIANGJIA_WEB_WORKERS": "1",  # enough for one browser, and there sooner
        **more,
    }


def ensure_template() -> str:
    """Make the template if it is not there. A half-made one carries another name, so it is never taken for whole."""
    name = template_name()
    if _exists(name):
        return name
    for old in _leftovers():
        drop(old)
    draft = f"draft_{os.getpid()}"
    _as_owner("CREATE DATABASE {}", draft)
    command = [sys.executable, "-m", "niangjia.cli", "migrate", "--verbosity", "0"]
    subprocess.run(command, env=environment(draft), check=True, cwd=CHECKOUT)
    _as_owner("ALTER DATABASE {} RENAME TO {}", draft, name)
    return name


def clone(template: str, name: str) -> None:
    """Make the database `name` a copy of the template, whatever it was before."""
    drop(name)
    _as_owner("CREATE DATABASE {} TEMPLATE {}", name, template)


def drop(name: str) -> None:
    """Drop the database, whoever is in it. Only the app's role itself may end the sessions of the app's role."""
    with closing(psycopg.connect(url("app", "niangjia"), autocommit=True)) as connection:
        connection.execute(END_OWN_SESSIONS, [name])
    _as_owner("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


def tables(connection: Any) -> list[str]:
    """The names of all tables that hold data of people and runs (not the migrations' own)."""
    rows = connection.execute(
        "SELECT c.relname FROM pg_class c WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition "
        "AND c.relnamespace = 'public'::regnamespace "
        "AND c.relname NOT IN ('django_migrations', 'django_content_type', 'auth_permission')"
    )
    return [row[0] for row in rows]


def empty(name: str) -> None:
    """Empty every table, as the owner: the app's role may not. Ids go on, so nobody remembers a wrong one."""
    with closing(psycopg.connect(url("owner", name), autocommit=True)) as connection:
        names = sql.SQL(", ").join(map(sql.Identifier, tables(connection)))
        connection.execute(sql.SQL("TRUNCATE {} CASCADE").format(names))
