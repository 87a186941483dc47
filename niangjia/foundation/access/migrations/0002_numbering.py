"""The number of the numbering of places, and the reach that row-level security asks for."""

from __future__ import annotations

from django.db import migrations, models

# STABLE: they see what the statement sees that calls them, so that its rows and this number are of one moment.
NOW = """
    CREATE FUNCTION access_numbering_now() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
        RETURN coalesce((SELECT number FROM access_numbering WHERE id = 1), 0)
"""
# The reach of the scope, for `place <@ (SELECT access_reach())` in a policy: asked for once for each statement.
# What reaches everywhere needs no numbering. A scope that was set by a version before this one notes none.
REACH = """
    CREATE FUNCTION access_reach() RETURNS int4multirange LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
    DECLARE
        reach int4multirange := nullif(current_setting('niangjia.reach', true), '');
        noted bigint := nullif(current_setting('niangjia.numbering', true), '');
    BEGIN
        IF NOT isempty(reach) AND NOT reach @> '[0,2147483647)'::int4range AND noted <> access_numbering_now() THEN
            RAISE EXCEPTION 'the places were numbered anew' USING ERRCODE = 'serialization_failure';
        END IF;
        RETURN reach;
    END
    $$
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Numbering",
            fields=[
                ("id", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("number", models.PositiveBigIntegerField()),
            ],
            options={
                "verbose_name": "numbering of places",
                "verbose_name_plural": "numberings of places",
                "constraints": [models.CheckConstraint(condition=models.Q(("id", 1)), name="numbering_is_one")],
            },
        ),
        migrations.RunSQL(NOW, "DROP FUNCTION access_numbering_now()"),
        migrations.RunSQL(REACH, "DROP FUNCTION access_reach()"),
    ]
