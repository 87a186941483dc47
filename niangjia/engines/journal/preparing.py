"""What the tables need beyond migrations: months ahead, and places that fit the cluster."""

from __future__ import annotations

import logging
from typing import Any

from psycopg.errors import LockNotAvailable

from .connections import APP, connected, one
from .months import ensure_months
from .places import settle

logger = logging.getLogger(__name__)
THERE = "SELECT to_regclass('journal_entry') IS NOT NULL"


def after_migrate(using: str, **given: Any) -> None:
    """Prepare what was migrated; months that others are in the way of are made by the nightly job."""
    if using == APP:
        return
    with connected(using) as connection:
        if not one(connection, THERE)[0]:
            return
        settle(connection)
        try:
            ensure_months(connection)
        except LockNotAvailable:
            logger.warning("journal: months were not made, the table is in use; the nightly job tries again")
