"""What must be known before there is a scope, or past it, without opening persons' tables.

Both functions act as the tables' owner, whom row-level security does not bind, and tell one thing each: whose record an
account belongs to (a scope is worked out from it; that of somebody who died is nobody's), and what somebody who holds a
post is called (that is public).
Their bodies are bound when they are made, so that no search path leads them elsewhere.
"""

from __future__ import annotations

from django.db import migrations

PERSON_OF = """
    CREATE FUNCTION people_person_of(account bigint) RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER
        RETURN (SELECT id FROM people_person WHERE account_id = $1 AND died IS NULL)
"""
HOLDER_OF = """
    CREATE FUNCTION people_holder_of(post bigint) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER
        RETURN (SELECT p.name FROM people_post h JOIN people_person p ON p.id = h.person_id WHERE h.id = $1)
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0002_row_level_security")]

    operations = [
        migrations.RunSQL(PERSON_OF, "DROP FUNCTION people_person_of(bigint)"),
        migrations.RunSQL(HOLDER_OF, "DROP FUNCTION people_holder_of(bigint)"),
    ]
