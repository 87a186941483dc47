"""Tables that are parted by month: `<table>_earlier`, a partition for each month, `<table>_later`.

The two ends have no limit to the outside, so no row is ever without a place: if the months were not made ahead in
time, rows land in "later" and are moved when their month is made. The table itself is made by hand in a migration.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from psycopg import sql

from niangjia.foundation.clock import today

if TYPE_CHECKING:
    import psycopg

    Connection = psycopg.Connection[tuple[Any, ...]]

PATIENCE = "SET LOCAL lock_timeout = '3s'"  # everybody who writes waits behind this; better try again tomorrow
BEGINS = "SELECT pg_get_expr(relpartbound, oid) FROM pg_class WHERE oid = to_regclass(%s)"
MONTHS = """
    SELECT c.relname FROM pg_inherits JOIN pg_class c ON c.oid = inhrelid
    WHERE inhparent = to_regclass(%s) AND c.relname ~ '_[0-9]{4}_[0-9]{2}$' ORDER BY 1
"""
MAKE = """
    ALTER TABLE {table} DETACH PARTITION {later};
    CREATE TABLE {month} PARTITION OF {table} FOR VALUES FROM ({start}) TO ({end});
    INSERT INTO {table} SELECT * FROM {later} WHERE {column} < {end};
    DELETE FROM {later} WHERE {column} < {end};
    ALTER TABLE {table} ATTACH PARTITION {later} FOR VALUES FROM ({end}) TO (MAXVALUE);
"""
DROP = """
    ALTER TABLE {table} DETACH PARTITION {earlier};
    ALTER TABLE {table} DETACH PARTITION {month};
    DROP TABLE {month};
    DELETE FROM {earlier};
    ALTER TABLE {table} ATTACH PARTITION {earlier} FOR VALUES FROM (MINVALUE) TO ({end});
"""


def months_after(day: date, count: int) -> date:
    """The first day of the month that lies so many months after the day's (before it, if below 0)."""
    total = day.year * 12 + day.month - 1 + count
    return date(total // 12, total % 12 + 1, 1)


@dataclass(frozen=True)
class Monthly:
    """A table and the column of time that parts it. Its verbs take the owner's connection, outside a transaction.

    They raise LockNotAvailable (psycopg) when others hold the table for more than a few seconds.
    """

    table: str
    column: str

    def months(self, connection: Connection) -> list[date]:
        """The months that have a partition, oldest first, each as its first day."""
        names = [str(row[0]) for row in connection.execute(MONTHS, [self.table])]
        return [date(int(name[-7:-3]), int(name[-2:]), 1) for name in names]

    def ensure(self, connection: Connection, *, ahead: int) -> list[date]:
        """Make the months that are missing up to so many beyond the present one; answers which."""
        made, last = [], months_after(today(), ahead)
        while (month := self._unmade(connection)) <= last:
            self._run(connection, MAKE, month)
            made.append(month)
        return made

    def drop(self, connection: Connection, *, before: date) -> list[date]:
        """Drop the months before that one with all their rows, and what is older still; answers which."""
        gone = [month for month in self.months(connection) if month < before]
        for month in gone:
            self._run(connection, DROP, month)
        return gone

    def _unmade(self, connection: Connection) -> date:
        """The month with which "later" begins."""
        with connection.transaction():
            connection.execute("SET LOCAL TimeZone = 'Asia/Shanghai'")
            row = connection.execute(BEGINS, [f"{self.table}_later"]).fetchone()
        found = re.search(r"FROM \('(\d{4})-(\d\d)-01 00:00:00\+08'\)", str(row))
        if not found:
            raise RuntimeError(f"{self.table}_later does not begin with a month")
        return date(int(found[1]), int(found[2]), 1)

    def _run(self, connection: Connection, statements: str, month: date) -> None:
        start, end = (sql.Literal(f"{day:%Y-%m-%d} 00:00:00+08") for day in (month, months_after(month, 1)))
        names = {
            "table": self.table,
            "earlier": f"{self.table}_earlier",
            "later": f"{self.table}_later",
            "month": f"{self.table}_{month:%Y_%m}",
            "column": self.column,
        }
        filled = {name: sql.Identifier(text) for name, text in names.items()}
        with connection.transaction():
            connection.execute(PATIENCE)
            connection.execute(sql.SQL(statements).format(**filled, start=start, end=end))
