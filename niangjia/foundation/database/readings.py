"""The database's own readings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from niangjia.foundation.readings import Health, Reading, source_of_readings

if TYPE_CHECKING:
    from collections.abc import Iterator

FIGURES = """
    SELECT current_setting('server_version'), current_setting('max_connections')::int,
           (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()),
           pg_size_pretty(pg_database_size(current_database())), current_user::text
"""


@source_of_readings
def database_readings() -> Iterator[Reading]:
    """Version, role, size, connections."""
    with connection.cursor() as cursor:
        cursor.execute(FIGURES)
        version, allowed, used, size, role = cursor.fetchone()
    kind = _("embedded") if settings.HOUSE.embedded else _("external")
    yield Reading("database.version", _("PostgreSQL"), f"{version} ({kind})")
    yield Reading("database.role", _("database role"), role)
    yield Reading("database.size", _("size of the database"), size)
    crowded = used > allowed * 0.9
    yield Reading(
        "database.connections",
        _("database connections"),
        _("%(used)s of %(allowed)s") % {"used": used, "allowed": allowed},
        Health.WARN if crowded else Health.GOOD,
        _("Raise max_connections, or run fewer web threads.") if crowded else "",
    )
