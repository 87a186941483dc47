from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import psycopg
import pytest

from niangjia.engines.journal.months import ensure_months, months
from niangjia.foundation.clock import now, travelled

if TYPE_CHECKING:
    from niangjia.engines.journal.connections import Connection

FORBIDDEN = [
    "UPDATE journal_entry SET code = 'a.b'",
    "DELETE FROM journal_entry",
    "TRUNCATE journal_entry",
    "UPDATE journal_seal SET body = ''",
    "DELETE FROM journal_seal",
    "TRUNCATE journal_seal",
    "SELECT * FROM journal_entry_later",
    "INSERT INTO journal_entry_later SELECT * FROM journal_entry",
    "DELETE FROM journal_entry_earlier",
    "ALTER TABLE journal_entry DETACH PARTITION journal_entry_later",
    "ALTER TABLE journal_entry ALTER position SET DEFAULT 0",
    "CREATE OR REPLACE FUNCTION journal_position(xid8) RETURNS bigint LANGUAGE sql RETURN 0",
    "DROP FUNCTION journal_cluster()",
    "SELECT setval('journal_entry_id_seq', 1)",
    "CREATE RULE hide AS ON SELECT TO journal_entry DO INSTEAD NOTHING",
]


def test_the_apps_role_can_only_add_and_read(other: Connection) -> None:
    assert [statement for statement in FORBIDDEN if not _refused(other, statement)] == []


def _refused(connection: Connection, statement: str) -> bool:
    try:
        connection.execute(statement)
    except psycopg.errors.InsufficientPrivilege:
        return True
    return False


def test_months_that_are_made_later_have_no_rights_either(
    committed: str, owner: Connection, other: Connection
) -> None:
    with travelled(to=now() + timedelta(days=60)):
        month = (ensure_months(owner) or months(owner))[-1]
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        other.execute(f"SELECT * FROM journal_entry_{month:%Y_%m}")  # noqa: S608
