"""The base union of a person's home, asked all day long."""

from __future__ import annotations

from django.db import connection

from niangjia.foundation.database.rows import Rows

from .models import Level, Union

# Upwards from a person's home to the first that is no branch and no group.
OWN_BASE = """
    WITH RECURSIVE line (id, parent_id, level, height) AS (
        SELECT home.id, home.parent_id, home.level, 0
        FROM people_person person JOIN people_union home ON home.id = person.home_id WHERE person.id = %s
        UNION ALL
        SELECT above.id, above.parent_id, above.level, height + 1
        FROM line JOIN people_union above ON above.id = line.parent_id WHERE line.level = ANY(%s)
    )
    SELECT {columns} FROM line JOIN people_union base ON base.id = line.id
    ORDER BY base.level = %s DESC, height LIMIT 1
"""
BELOW_BASE = [Level.BRANCH.value, Level.GROUP.value]
UNIONS = Rows(Union)


def own_base(person_id: int) -> Union | None:
    """The base union of the person's home, None for nobody's; one query."""
    with connection.cursor() as cursor:
        cursor.execute(OWN_BASE.format(columns=UNIONS.columns("base")), [person_id, BELOW_BASE, Level.BASE.value])
        row = cursor.fetchone()
    return UNIONS.read(row) if row else None
