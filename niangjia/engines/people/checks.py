"""Whether both nets that keep persons within their scope are there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.checks import CheckMessage, Critical, Error, register
from django.db import connection

from niangjia.foundation.database.checks import PRODUCTION

from .persons.managers import scoped_tables

if TYPE_CHECKING:
    from collections.abc import Sequence

MIDDLEWARE = "niangjia.engines.people.middleware.ScopeMiddleware"
# Tables where row-level security does not bind whoever asks: for who owns them it never does. Before the first
# migration there are none.
OPEN = """
    SELECT name FROM unnest(%s::text[]) AS name
    WHERE to_regclass(name) IS NOT NULL AND NOT row_security_active(to_regclass(name))
"""


@register()
def scope_surrounds_views(**kwargs: Any) -> list[CheckMessage]:
    """The scope's middleware must be the last: what comes behind it has seen the request too late or too early."""
    if settings.MIDDLEWARE[-1] == MIDDLEWARE:
        return []
    return [Error("ScopeMiddleware is not the last middleware.", hint=f"Put {MIDDLEWARE} last.", id="people.E001")]


@register(PRODUCTION)
def rows_are_bound(*, databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Row-level security must bind the app's role on every table of persons."""
    if not databases:
        return []
    with connection.cursor() as cursor:
        cursor.execute(OPEN, [[model._meta.db_table for model in scoped_tables()]])
        open_tables = sorted(name for (name,) in cursor.fetchall())
    if not open_tables:
        return []
    return [
        Critical(
            f"Whoever DATABASE_URL connects as sees every row of {', '.join(open_tables)}.",
            hint="It must not own the tables. A new table of persons needs a policy in a migration.",
            id="people.C001",
        )
    ]
