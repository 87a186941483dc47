"""Whether the database's roles, version and size fit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.checks import CheckMessage, Critical, register
from django.core.checks import Warning as Doubt
from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Sequence

PRODUCTION = "production"
OLDEST = 170000
ROLE = """
    SELECT rolsuper, rolbypassrls OR EXISTS (
               SELECT 1 FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
               AND pg_has_role(current_user, relowner, 'MEMBER')
           ), current_setting('server_version_num')::int,
           current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
    FROM pg_roles WHERE rolname = current_user
"""


@register(PRODUCTION)
def database_fits(*, databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """The app's connection must be an ordinary role of a server that is new and large enough."""
    if not databases:
        return []
    with connection.cursor() as cursor:
        cursor.execute(ROLE)
        superuser, bypasses, version, connections = cursor.fetchone()
    found: list[CheckMessage] = []
    if superuser or bypasses:
        found.append(
            Critical(
                "The role of DATABASE_URL is a superuser, passes by row-level security, or owns the tables.",
                hint="Give DATABASE_URL an ordinary role, and DATABASE_OWNER_URL the tables' owner.",
                id="database.C001",
            )
        )
    if version < OLDEST:
        found.append(
            Critical(f"PostgreSQL {version // 10000} is too old.", hint="Use 17 or newer.", id="database.C002")
        )
    if connections < settings.HOUSE.connections_needed:
        found.append(
            Doubt(
                f"The server allows {connections} connections, a fully busy house holds "
                f"{settings.HOUSE.connections_needed}.",
                hint="Raise max_connections, or lower NIANGJIA_WEB_WORKERS or NIANGJIA_WEB_THREADS.",
                id="database.W001",
            )
        )
    return found
