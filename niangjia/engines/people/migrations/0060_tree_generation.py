"""Row-level security looks which numbering of the tree holds: ranges of a former one show no person, they are an error.

Changing a policy needs the table for a moment only; the timeout of the owner's connection sees to it that nobody waits
for long.
"""

from __future__ import annotations

from django.db import migrations

PERSON = "(SELECT nullif(current_setting('niangjia.person', true), '')::bigint)"
FORMER = "(SELECT nullif(current_setting('niangjia.reach', true), '')::int4multirange)"
# In a subselect, so that it is asked once for a statement and not once for a row.
REACH = "(SELECT access_reach())"
POLICY = """
    ALTER POLICY scope ON people_person USING (
        id = {person}
        OR EXISTS (SELECT 1 FROM people_union u WHERE u.id = home_id AND u.place <@ {reach})
    )
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0050_registry_exports"), ("access", "0002_numbering")]

    operations = [
        migrations.RunSQL(
            POLICY.format(person=PERSON, reach=REACH),
            POLICY.format(person=PERSON, reach=FORMER),
        ),
    ]
