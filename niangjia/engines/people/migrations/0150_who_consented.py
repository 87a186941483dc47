from __future__ import annotations

from django.db import migrations

# Acts as the tables' owner, whom row-level security does not bind, and answers with ids alone: a message goes to people
# whom its sender may not see (a member's matter to the clerk who has it), and whether they agreed is asked all the same.
# The body is bound when made, so that no search path leads it elsewhere.
CONSENTED = """
    CREATE FUNCTION people_consented(purpose text, digest text, persons bigint[]) RETURNS SETOF bigint
    LANGUAGE sql STABLE SECURITY DEFINER
    BEGIN ATOMIC
        SELECT c.person_id FROM people_consent c
        WHERE c.purpose = $1 AND c.digest = $2 AND c.withdrawn IS NULL AND c.person_id = ANY ($3);
    END
"""


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0140_export_layouts"),
    ]

    operations = [migrations.RunSQL(CONSENTED, "DROP FUNCTION people_consented(text, text, bigint[])")]
