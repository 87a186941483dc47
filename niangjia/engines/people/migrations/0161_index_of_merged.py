"""Of the few merged records only these are indexed. It is made while people work, and may be tried again."""

from __future__ import annotations

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("people", "0160_roster_speed")]

    operations = [
        # A try that gave up leaves an index behind that is of no use, and stands in the way.
        migrations.RunSQL("DROP INDEX CONCURRENTLY IF EXISTS person_merged_into", migrations.RunSQL.noop),
        AddIndexConcurrently(
            model_name="person",
            index=models.Index(
                condition=models.Q(("merged_into__isnull", False)), fields=["merged_into"], name="person_merged_into"
            ),
        ),
    ]
