"""Many rows at once, as the tables' owner: row-level security refuses COPY, and indexes are quicker made afterwards.

One transaction holds all of it: whatever goes wrong, the register is as empty as before.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from psycopg import sql

from .columns import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.backends.utils import CursorWrapper

# Foreign keys that stay within the tables, and constraints of uniqueness; keys to other tables stay, because to drop
# one would lock that other table. Unique ones come first when they are made again: keys may point to them.
CONSTRAINTS = """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE conrelid = ANY(%(tables)s::regclass[])
      AND (contype = 'u' OR contype = 'f' AND confrelid = ANY(%(tables)s::regclass[]))
    ORDER BY contype DESC, conname
"""
INDEXES = """
    SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
    WHERE indrelid = ANY(%(tables)s::regclass[]) AND NOT indisprimary
      AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid)
    ORDER BY 1
"""
MEMORY = "SET LOCAL maintenance_work_mem = '256MB'"  # for making indexes
SEQUENCES = """
    SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.oid = ANY(%(tables)s::regclass[]) AND a.attname = 'id'
"""


@contextmanager
def bare_tables(cursor: CursorWrapper) -> Iterator[None]:
    """The tables without what slows COPY down, until the end of the block. Others wait for the transaction's end."""
    tables = {"tables": list(TABLES)}
    cursor.execute(CONSTRAINTS, tables)
    constraints = cursor.fetchall()
    cursor.execute(INDEXES, tables)
    indexes = cursor.fetchall()
    for table, name, _definition in reversed(constraints):
        cursor.execute(sql.SQL("ALTER TABLE {} DROP CONSTRAINT {}").format(sql.SQL(table), sql.Identifier(name)))
    for name, _definition in indexes:
        cursor.execute(sql.SQL("DROP INDEX {}").format(sql.SQL(name)))
    yield
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    cursor.execute(MEMORY)
    for _name, definition in indexes:
        cursor.execute(definition)
    for table, name, definition in constraints:
        add = sql.SQL("ALTER TABLE {} ADD CONSTRAINT {} {}")
        cursor.execute(add.format(sql.SQL(table), sql.Identifier(name), sql.SQL(definition)))


def copy(cursor: CursorWrapper, table: str, content: bytes) -> None:
    """Add rows, written as `columns.line` does."""
    names = sql.SQL(", ").join(map(sql.Identifier, TABLES[table]))
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), names)
    with cursor.copy(statement) as stream:
        stream.write(content)


def next_id(cursor: CursorWrapper, table: str) -> int:
    """A key that was never given; those behind it are free as well while nobody else writes."""
    cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id'))", [table])
    return int(cursor.fetchone()[0])


def settle_ids(cursor: CursorWrapper, tables: list[str]) -> None:
    """Let the database go on behind the keys that were named."""
    for table in tables:
        question = "SELECT setval(pg_get_serial_sequence({}, 'id'), max(id)) FROM {}"
        cursor.execute(sql.SQL(question).format(sql.Literal(table), sql.Identifier(table)))
