"""`db` and `committed`: the two ways in which tests meet the database, both as the app's role."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.db import connections

from niangjia.foundation import embedded

from . import cluster

if TYPE_CHECKING:
    from collections.abc import Iterator


ROLES: dict[str, embedded.Role] = {"default": "app", "owner": "owner"}


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Start the server once, in the process that leads the run; the others find it there."""
    if hasattr(config, "workerinput") or config.option.collectonly:
        return
    server = embedded.Server(
        cluster.HOME,
        max_connections=cluster.CONNECTIONS,
        say=lambda sentence: None,
        extra_settings=cluster.FAST,
    )
    server.start()
    config.add_cleanup(server.stop)
    cluster.ensure_template()


@pytest.fixture(scope="session")
def database_name() -> str:
    """Each of the run's processes has a database of its own."""
    return f"test_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"


@pytest.fixture(scope="session")
def django_db_setup(database_name: str, django_db_blocker: Any) -> Iterator[None]:
    """In place of pytest-django's: the app's role could not make a database, and a clone is quicker."""
    cluster.clone(cluster.ensure_template(), database_name)
    with django_db_blocker.unblock():
        for alias, role in ROLES.items():
            found = embedded.settings(cluster.HOME, role)
            place = {
                "NAME": database_name,
                "USER": found["user"],
                "PASSWORD": found["password"],
                "HOST": found["host"],
                "PORT": str(found["port"]),
            }
            settings.DATABASES.setdefault(alias, dict(settings.DATABASES["default"]))
            connections[alias].close()
            connections[alias].settings_dict.update(place)
            settings.DATABASES[alias].update(place)
        yield
        for alias in ("default", "owner"):
            connections[alias].close()
    cluster.drop(database_name)


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: Any, database_name: str) -> Iterator[str]:
    """Transactions really commit, other connections and processes see them; emptied afterwards.

    Gives the database's name (see `cluster.environment` for a process of its own).
    """
    with django_db_blocker.unblock():
        yield database_name
        for connection in connections.all(initialized_only=True):
            connection.close()
        cluster.empty(database_name)
