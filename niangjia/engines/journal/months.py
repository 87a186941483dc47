"""The months that entries are parted into.

Between `journal_entry_earlier` and `journal_entry_later`, which have no limit to the outside, stands one partition
for each month. If the months were not made ahead in time, entries land in "later" and are moved when their month is
made: nothing is ever lost, and the seals, which know nothing of partitions, hold.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from psycopg import sql

from niangjia.foundation.clock import today

from .connections import one

if TYPE_CHECKING:
    from .connections import Connection

AHEAD = 3  # months that stand ready beyond the present one
PATIENCE = "SET LOCAL lock_timeout = '3s'"  # everybody who writes waits behind this; better try again tomorrow
BOUND = """
    SELECT pg_get_expr(relpartbound, oid) FROM pg_class
    WHERE oid = 'journal_entry_later'::regclass
"""
MONTHS = """
    SELECT c.relname FROM pg_inherits JOIN pg_class c ON c.oid = inhrelid
    WHERE inhparent = 'journal_entry'::regclass AND c.relname ~ '^journal_entry_[0-9]{4}_[0-9]{2}$' ORDER BY 1
"""
MAKE = """
    ALTER TABLE journal_entry DETACH PARTITION journal_entry_later;
    CREATE TABLE {month} PARTITION OF journal_entry FOR VALUES FROM ({start}) TO ({end});
    INSERT INTO journal_entry SELECT * FROM journal_entry_later WHERE time < {end};
    DELETE FROM journal_entry_later WHERE time < {end};
    ALTER TABLE journal_entry ATTACH PARTITION journal_entry_later FOR VALUES FROM ({end}) TO (MAXVALUE);
"""
DROP = """
    ALTER TABLE journal_entry DETACH PARTITION journal_entry_earlier;
    ALTER TABLE journal_entry DETACH PARTITION {month};
    DROP TABLE {month};
    ALTER TABLE journal_entry ATTACH PARTITION journal_entry_earlier FOR VALUES FROM (MINVALUE) TO ({end});
"""


def months_after(day: date, count: int) -> date:
    """The first day of the month that lies so many months after the day's (before it, if below 0)."""
    total = day.year * 12 + day.month - 1 + count
    return date(total // 12, total % 12 + 1, 1)


def months(connection: Connection) -> list[date]:
    """The months that have a partition, oldest first, each as its first day."""
    names = [str(row[0]) for row in connection.execute(MONTHS)]
    return [date(int(name[-7:-3]), int(name[-2:]), 1) for name in names]


def ensure_months(connection: Connection, *, ahead: int = AHEAD) -> list[date]:
    """Make the months that are missing up to so many beyond the present one; answers which.

    Takes the owner's connection; each month is a transaction of its own. Raises LockNotAvailable (psycopg) when
    others hold the table for more than a few seconds; then the rest is made the next time.
    """
    made, last = [], months_after(today(), ahead)
    while (month := _unmade(connection)) <= last:
        with connection.transaction():
            connection.execute(PATIENCE)
            _run(connection, MAKE, month)
        made.append(month)
    return made


def drop_oldest(connection: Connection, *, before: date) -> list[date]:
    """Drop the oldest months while they are empty and began before that day; answers which.

    Raises as `ensure_months`. "Earlier" grows up to the next month, so that no gap opens.
    """
    dropped = []
    for month in months(connection):
        if month >= before or not _drop_empty(connection, month):
            break
        dropped.append(month)
    return dropped


def _drop_empty(connection: Connection, month: date) -> bool:
    with connection.transaction():
        connection.execute(PATIENCE)
        connection.execute("LOCK TABLE journal_entry IN ACCESS EXCLUSIVE MODE")
        (full,) = one(connection, sql.SQL("SELECT EXISTS (SELECT 1 FROM {})").format(_table(month)))
        if not full:
            _run(connection, DROP, month)
    return not full


def _unmade(connection: Connection) -> date:
    """The month with which "later" begins."""
    with connection.transaction():
        connection.execute("SET LOCAL TimeZone = 'Asia/Shanghai'")
        found = re.search(r"FROM \('(\d{4})-(\d\d)-01 00:00:00\+08'\)", str(one(connection, BOUND)[0]))
    if not found:
        raise RuntimeError("journal_entry_later does not begin with a month")
    return date(int(found[1]), int(found[2]), 1)


def _table(month: date) -> sql.Identifier:
    return sql.Identifier(f"journal_entry_{month:%Y_%m}")


def _run(connection: Connection, statements: str, month: date) -> None:
    start, end = (sql.Literal(f"{day:%Y-%m-%d} 00:00:00+08") for day in (month, months_after(month, 1)))
    connection.execute(sql.SQL(statements).format(month=_table(month), start=start, end=end))
