"""The second net of scope: the app's role sees no person outside it, whatever SQL is sent.

The settings come from foundation/access/scope.py. The owner of the tables is not bound: migrations, keys and checks of
foreign keys go on.
"""

from __future__ import annotations

from django.db import migrations

# In a subselect, so that it is read once for a statement and not once for a row.
REACH = "(SELECT nullif(current_setting('niangjia.reach', true), '')::int4multirange)"
PERSON = "(SELECT nullif(current_setting('niangjia.person', true), '')::bigint)"

OF_PERSONS = f"""
    CREATE POLICY scope ON people_person USING (
        id = {PERSON}
        OR EXISTS (SELECT 1 FROM people_union u WHERE u.id = home_id AND u.place <@ {REACH})
    )
"""
OF_THEIRS = """
    CREATE POLICY scope ON {table} USING (EXISTS (SELECT 1 FROM people_person p WHERE p.id = person_id))
"""
OF_CHANGES = """
    CREATE POLICY scope ON people_membershipchange
    USING (EXISTS (SELECT 1 FROM people_membership m WHERE m.id = membership_id))
"""
THEIRS = (
    "people_personname",
    "people_personidentifier",
    "people_identitydocument",
    "people_sealeddetail",
    "people_relative",
    "people_employment",
    "people_membership",
)
POLICIES = {
    "people_person": OF_PERSONS,
    **{table: OF_THEIRS.format(table=table) for table in THEIRS},
    "people_membershipchange": OF_CHANGES,
}


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]

    operations = [
        migrations.RunSQL(
            [f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY", policy],
            [f"DROP POLICY scope ON {table}", f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY"],
        )
        for table, policy in POLICIES.items()
    ] + [
        # Half a city shares twenty surnames; without more statistics the planner takes 王 for rare.
        migrations.RunSQL(
            "ALTER TABLE people_personname ALTER COLUMN token SET STATISTICS 1000",
            "ALTER TABLE people_personname ALTER COLUMN token SET STATISTICS -1",
        ),
    ]
