"""The two roles in which the house meets its database."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from psycopg.conninfo import conninfo_to_dict

from niangjia.foundation import embedded

if TYPE_CHECKING:
    from niangjia.config.house import House

OWNER = "owner"
ENGINE = {"ENGINE": "django.db.backends.postgresql"}
MANNERS: dict[str, dict[str, Any]] = {
    # Kept for the thread's life; each request is one transaction, see people/middleware.py.
    "default": {"CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": True},
    # For migrations, partitions and what else changes tables; not opened by requests.
    OWNER: {"CONN_MAX_AGE": 0},
}
LOCK_TIMEOUT = "-c lock_timeout=5s"  # a migration that gets no lock gives up before people notice


def _from_url(url: str) -> dict[str, Any]:
    parts = conninfo_to_dict(url)
    named = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    known = {key: str(parts.pop(name, "") or "") for key, name in named.items()}
    return {**known, "OPTIONS": parts}


def _from_embedded(house: House, role: embedded.Role) -> dict[str, Any]:
    try:
        found = embedded.settings(house.home, role)
    except embedded.NotInitialisedError:  # commands that need no database still run
        found = {"host": "/nonexistent", "port": 5432, "dbname": "niangjia", "user": role, "password": ""}
    return {
        "NAME": found["dbname"],
        "USER": found["user"],
        "PASSWORD": found["password"],
        "HOST": found["host"],
        "PORT": str(found["port"]),
        "OPTIONS": {},
    }


def databases(house: House) -> dict[str, dict[str, Any]]:
    """`default` acts as the app's role, `owner` (where its address is given) as the tables' owner."""
    if house.database_url is None:
        addresses = {"default": _from_embedded(house, "app"), OWNER: _from_embedded(house, "owner")}
    else:
        addresses = {"default": _from_url(house.database_url)}
        if house.database_owner_url:
            addresses[OWNER] = _from_url(house.database_owner_url)
    if OWNER in addresses:
        addresses[OWNER]["OPTIONS"].setdefault("options", LOCK_TIMEOUT)
    return {alias: {**ENGINE, **MANNERS[alias], **address} for alias, address in addresses.items()}


class Router:
    """Tables are made and changed by their owner only."""

    def allow_migrate(self, db: str, app_label: str, **hints: object) -> bool:
        return db == OWNER
