"""What the app's role may do with each table; given anew after every migration and restore."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps
from psycopg import sql

from niangjia.foundation.secrets.fields import SecretField

if TYPE_CHECKING:
    from django.db.backends.utils import CursorWrapper

# Every table of the schema and every partition of it; a partition is reached through its parent only.
TABLES = """
    SELECT c.relname, c.relispartition FROM pg_class c
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') ORDER BY 1
"""


class SameRole(Exception):
    """The app would act as the owner of the tables, and nothing would be append-only."""


READ_ONLY = {"django_migrations"}


def append_only_tables() -> set[str]:
    """Tables of models that say `append_only = True`: rows are added and read, never changed."""
    return {model._meta.db_table for model in apps.get_models() if getattr(model, "append_only", False)}


def secret_columns() -> dict[str, list[str]]:
    """The columns of such tables that hold secrets: they are written anew when keys change, and by nothing else."""
    found = (model for model in apps.get_models() if getattr(model, "append_only", False))
    named = {
        model._meta.db_table: [
            str(field.column) for field in model._meta.concrete_fields if isinstance(field, SecretField)
        ]
        for model in found
    }
    return {table: columns for table, columns in named.items() if columns}


def _rights(table: str, *, partition: bool, append_only: set[str]) -> str:
    if partition:
        return ""
    if table in READ_ONLY:
        return "SELECT"
    return "SELECT, INSERT" if table in append_only else "SELECT, INSERT, UPDATE, DELETE"


def grant_app_rights(cursor: CursorWrapper, app_role: str) -> None:
    """Give `app_role` what it needs and nothing else; the cursor acts as the owner, in a transaction.

    Nobody gets TRUNCATE, and nobody but the owner may make tables. An append-only table with secrets has a trigger
    which sees to it that they are sealed anew and nothing else.
    """
    cursor.execute("SELECT current_user::text")
    if cursor.fetchone()[0] == app_role:
        raise SameRole(f"{app_role} is the role of DATABASE_URL and of DATABASE_OWNER_URL: name two.")
    role, append_only, secrets = sql.Identifier(app_role), append_only_tables(), secret_columns()
    cursor.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
    cursor.execute(sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(role))
    cursor.execute(sql.SQL("GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {}").format(role))
    cursor.execute(TABLES)
    for table, partition in cursor.fetchall():
        name = sql.Identifier(table)
        cursor.execute(sql.SQL("REVOKE ALL ON {} FROM {}").format(name, role))
        if rights := _rights(table, partition=partition, append_only=append_only):
            cursor.execute(sql.SQL("GRANT {} ON {} TO {}").format(sql.SQL(rights), name, role))
        if not partition and (columns := secrets.get(table)):
            named = sql.SQL(", ").join(map(sql.Identifier, columns))
            cursor.execute(sql.SQL("GRANT UPDATE ({}) ON {} TO {}").format(named, name, role))
