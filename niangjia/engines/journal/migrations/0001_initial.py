from __future__ import annotations

from django.db import migrations, models

# `position` is the place of the row's transaction in the order of all transactions. The function stands between it
# and PostgreSQL's own count, because that one starts anew where a backup is restored: see niangjia/engines/journal/places.py.
FUNCTIONS = """
    SET LOCAL lock_timeout = '5s';
    CREATE FUNCTION journal_position(xid8) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE
        RETURN $1::text::bigint + 0;
    DO $$ BEGIN
        EXECUTE format('CREATE FUNCTION journal_cluster() RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN %L',
                       (SELECT system_identifier FROM pg_control_system()));
    END $$;
"""
NO_FUNCTIONS = "DROP FUNCTION journal_position(xid8); DROP FUNCTION journal_cluster();"

# Two ends without limit instead of a default partition: no entry is ever without a place, and the newest are found
# without looking into every month.
ENTRIES = """
    CREATE SEQUENCE journal_entry_id_seq AS bigint;
    CREATE TABLE journal_entry (
        id bigint NOT NULL DEFAULT nextval('journal_entry_id_seq'),
        position bigint NOT NULL DEFAULT journal_position(pg_current_xact_id()),
        time timestamptz NOT NULL,
        account_id bigint,
        union_id bigint,
        part_of bigint,
        actor smallint,
        code varchar(80) NOT NULL,
        subject_type varchar(40) NOT NULL,
        subject_id varchar(36) NOT NULL,
        request_id varchar(16),
        data jsonb
    ) PARTITION BY RANGE (time);
    ALTER SEQUENCE journal_entry_id_seq OWNED BY journal_entry.id;
    CREATE INDEX journal_entry_order ON journal_entry (position, id);
    CREATE INDEX journal_entry_time ON journal_entry (time, id) WHERE part_of IS NULL;
    CREATE INDEX journal_entry_subject ON journal_entry (subject_type, subject_id, time);
    CREATE INDEX journal_entry_union ON journal_entry (union_id, time)
        WHERE part_of IS NULL AND union_id IS NOT NULL;
    CREATE INDEX journal_entry_account ON journal_entry (account_id, time)
        WHERE part_of IS NULL AND account_id IS NOT NULL;
    DO $$ DECLARE month text := to_char(now() AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-01 00:00:00+08'); BEGIN
        EXECUTE format('CREATE TABLE journal_entry_earlier PARTITION OF journal_entry
                        FOR VALUES FROM (MINVALUE) TO (%L)', month);
        EXECUTE format('CREATE TABLE journal_entry_later PARTITION OF journal_entry
                        FOR VALUES FROM (%L) TO (MAXVALUE)', month);
    END $$;
"""
SEALS = """
    CREATE TABLE journal_seal (
        number bigint PRIMARY KEY,
        body text NOT NULL,
        signature bytea NOT NULL,
        leaves bytea NOT NULL,
        closes bigint
    );
    ALTER TABLE journal_seal ALTER COLUMN leaves SET STORAGE EXTERNAL; -- digests can't be made smaller
    CREATE INDEX journal_seal_closes ON journal_seal (closes) WHERE closes IS NOT NULL;
"""

WHOLE = models.Q(part_of__isnull=True)
OF_UNION = models.Q(union_id__isnull=False)
BY_ACCOUNT = models.Q(account_id__isnull=False)
ENTRY = migrations.CreateModel(
    name="Entry",
    fields=[
        ("id", models.BigAutoField(primary_key=True, serialize=False)),
        ("position", models.BigIntegerField(editable=False)),
        ("time", models.DateTimeField()),
        ("account_id", models.BigIntegerField(null=True)),
        ("union_id", models.BigIntegerField(null=True)),
        ("part_of", models.BigIntegerField(null=True)),
        (
            "actor",
            models.SmallIntegerField(
                choices=[(1, "a visitor"), (2, "somebody with an account"), (3, "the platform")], null=True
            ),
        ),
        ("code", models.CharField(max_length=80)),
        ("subject_type", models.CharField(max_length=40)),
        ("subject_id", models.CharField(max_length=36)),
        ("request_id", models.CharField(max_length=16, null=True)),
        ("data", models.JSONField(null=True)),
    ],
    options={
        "verbose_name": "journal entry",
        "verbose_name_plural": "journal entries",
        "indexes": [
            models.Index("position", "id", name="journal_entry_order"),
            models.Index("time", "id", name="journal_entry_time", condition=WHOLE),
            models.Index("subject_type", "subject_id", "time", name="journal_entry_subject"),
            models.Index("union_id", "time", name="journal_entry_union", condition=WHOLE & OF_UNION),
            models.Index("account_id", "time", name="journal_entry_account", condition=WHOLE & BY_ACCOUNT),
        ],
    },
)
SEAL = migrations.CreateModel(
    name="Seal",
    fields=[
        ("number", models.BigIntegerField(primary_key=True, serialize=False)),
        ("body", models.TextField()),
        ("signature", models.BinaryField()),
        ("leaves", models.BinaryField()),
        ("closes", models.BigIntegerField(null=True)),
    ],
    options={
        "verbose_name": "journal seal",
        "verbose_name_plural": "journal seals",
        "indexes": [
            models.Index("closes", name="journal_seal_closes", condition=models.Q(("closes__isnull", False))),
        ],
    },
)


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.RunSQL(FUNCTIONS, NO_FUNCTIONS),
        migrations.RunSQL(ENTRIES, "DROP TABLE journal_entry", state_operations=[ENTRY]),
        migrations.RunSQL(SEALS, "DROP TABLE journal_seal", state_operations=[SEAL]),
    ]
