"""Sums over wide subtrees, and indexes for the filters of the register's list."""

from __future__ import annotations

from django.db import migrations, models

# Sums over the subtrees of all that a union stood below, and of all that it stands below now, hold no longer.
FORGET = """
    CREATE FUNCTION people_forget_sums() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        WITH RECURSIVE line (id) AS (
            VALUES (OLD.parent_id), (NEW.parent_id)
            UNION SELECT u.parent_id FROM line JOIN people_union u USING (id)
        )
        DELETE FROM people_subtreetotal WHERE union_id IN (SELECT id FROM line);
        RETURN NULL;
    END $$;
    CREATE TRIGGER forget_sums AFTER UPDATE OF parent_id ON people_union
        FOR EACH ROW WHEN (OLD.parent_id IS DISTINCT FROM NEW.parent_id) EXECUTE FUNCTION people_forget_sums();
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0060_tree_generation")]

    operations = [
        migrations.CreateModel(
            name="TotalChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("union_id", models.BigIntegerField()),
                ("facet", models.CharField(max_length=16)),
                ("value", models.CharField(max_length=16)),
                ("change", models.IntegerField()),
            ],
            options={
                "verbose_name": "change of a total",
                "verbose_name_plural": "changes of totals",
            },
        ),
        migrations.CreateModel(
            name="SubtreeTotal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("union_id", models.BigIntegerField()),
                ("facet", models.CharField(max_length=16)),
                ("value", models.CharField(max_length=16)),
                ("count", models.IntegerField()),
            ],
            options={
                "verbose_name": "sum over a subtree",
                "verbose_name_plural": "sums over subtrees",
                "constraints": [
                    models.UniqueConstraint(fields=("union_id", "facet", "value"), name="one_subtree_total")
                ],
            },
        ),
        migrations.RunSQL(FORGET, "DROP TRIGGER forget_sums ON people_union; DROP FUNCTION people_forget_sums()"),
    ]
