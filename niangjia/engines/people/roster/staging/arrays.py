"""Lists as PostgreSQL reads arrays: written at once as text, which is several times quicker than value by value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import psycopg
from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

NULL = "NULL"


def plain_array(values: Iterable[object]) -> str:
    """Numbers, days, truth values; None is NULL."""
    return "{" + ",".join([NULL if value is None else str(value) for value in values]) + "}"


def text_array(values: Sequence[str]) -> str:
    """Texts, with whatever signs are in them."""
    if not values:
        return "{}"
    text = '","'.join(values)
    if "\\" in text or text.count('"') != 2 * (len(values) - 1):
        text = '","'.join([value.replace("\\", "\\\\").replace('"', '\\"') for value in values])
    return '{"' + text + '"}'


def bytes_array(values: Sequence[bytes | None]) -> str:
    """Bytes; None is NULL."""
    if not values:
        return "{}"
    if None in values:
        return "{" + ",".join([NULL if value is None else f'"\\\\x{value.hex()}"' for value in values]) + "}"
    return '{"' + '","'.join(["\\\\x" + value.hex() for value in values if value is not None]) + '"}'


def asked(question: str, given: Sequence[Any]) -> list[Any]:
    """The rows that a question with long arrays has for an answer.

    Given beside the question: Django writes values into its text, where quoting and reading megabytes takes its time.
    """
    connection.ensure_connection()
    with connection.wrap_database_errors, psycopg.Cursor(connection.connection) as cursor:
        return cursor.execute(question, given).fetchall()
