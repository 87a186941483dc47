"""The months of messages: made ahead, and let go after their time."""

from __future__ import annotations

import logging
from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from psycopg.errors import LockNotAvailable

from niangjia.engines import rules
from niangjia.engines.journal.connections import APP, OWNER, NoOwner, connected
from niangjia.foundation.clock import SHANGHAI, today
from niangjia.foundation.database.monthly import Monthly, months_after

if TYPE_CHECKING:
    from datetime import date

logger = logging.getLogger(__name__)

MESSAGES = Monthly("notices_message", "created")
AHEAD = 3
THERE = "SELECT to_regclass('notices_message') IS NOT NULL"
KEEP = "notices.keep_months"


def after_migrate(using: str, **given: Any) -> None:
    """Have the coming months ready after every migration and restore."""
    if using == APP:
        return
    with connected(using) as connection:
        row = connection.execute(THERE).fetchone()
        if row and row[0]:
            _ensure(connection)


def make_months() -> None:
    """Have the coming months ready. What is in the way now is hardly so tomorrow, and there are months left."""
    try:
        with connected(OWNER) as connection:
            _ensure(connection)
    except NoOwner:
        logger.warning("notices: months were not made (no owner)")


def _ensure(connection: Any) -> None:
    try:
        MESSAGES.ensure(connection, ahead=AHEAD)
    except LockNotAvailable:
        logger.warning("notices: months were not made, the table is in use")


def oldest_kept() -> date:
    """The first day of the oldest month that is kept."""
    return months_after(today(), -rules.value(KEEP, on=today()).count)


def let_go() -> int:
    """Drop the months whose time is over, and the notices that belonged to them; answers how many notices."""
    from .models import Notice

    first = oldest_kept()
    with connected(OWNER) as connection:
        MESSAGES.drop(connection, before=first)
    before = datetime.combine(first, time(), SHANGHAI)
    return Notice.objects.filter(created__lt=before).delete()[0]
