"""Pairs of records of which somebody decided that they are of two people."""

import django.db.models.deletion
from django.db import migrations, models

import niangjia.foundation.clock

# In sight is a pair of which one record is: whoever merges that one takes the decision along.
POLICY = """
    CREATE POLICY scope ON people_notthesame
    USING (EXISTS (SELECT 1 FROM people_person p WHERE p.id IN (person_id, other_id)))
"""


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0080_saved_views"),
    ]

    operations = [
        migrations.CreateModel(
            name="NotTheSame",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("decided", models.DateTimeField(default=niangjia.foundation.clock.now, editable=False)),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.person"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "verbose_name": "two people, not one",
                "verbose_name_plural": "two people, not one",
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("person", "other"), name="two_people_once"),
                    models.CheckConstraint(
                        condition=models.Q(("person__lt", models.F("other"))), name="two_people_in_order"
                    ),
                ],
            },
        ),
        migrations.RunSQL(
            ["ALTER TABLE people_notthesame ENABLE ROW LEVEL SECURITY", POLICY],
            ["DROP POLICY scope ON people_notthesame", "ALTER TABLE people_notthesame DISABLE ROW LEVEL SECURITY"],
        ),
    ]
