from __future__ import annotations

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import niangjia.engines.notices.broadcasts.models
import niangjia.foundation.clock
import niangjia.foundation.secrets.fields

# Two ends without limit instead of a default partition: no message is ever without a place. No foreign keys: half a
# million rows come in one go, and partitions are dropped as a whole.
MESSAGES = """
    CREATE SEQUENCE notices_message_id_seq AS bigint;
    CREATE TABLE notices_message (
        id bigint NOT NULL DEFAULT nextval('notices_message_id_seq'),
        created timestamptz NOT NULL,
        notice_id bigint NOT NULL,
        person_id bigint NOT NULL,
        channel smallint NOT NULL,
        state smallint NOT NULL,
        attempts smallint NOT NULL DEFAULT 0,
        not_before timestamptz,
        reason varchar(24) NOT NULL DEFAULT '',
        sent timestamptz,
        delivered timestamptz,
        read timestamptz,
        CONSTRAINT notices_message_once_per_channel UNIQUE (notice_id, person_id, channel, created)
    ) PARTITION BY RANGE (created);
    ALTER SEQUENCE notices_message_id_seq OWNED BY notices_message.id;
    CREATE INDEX notices_message_id ON notices_message (id);
    CREATE INDEX notices_message_inbox ON notices_message (person_id, created) WHERE channel = 1;
    CREATE INDEX notices_message_due ON notices_message (not_before) WHERE not_before IS NOT NULL;
    DO $$ DECLARE month text := to_char(now() AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-01 00:00:00+08'); BEGIN
        EXECUTE format('CREATE TABLE notices_message_earlier PARTITION OF notices_message
                        FOR VALUES FROM (MINVALUE) TO (%L)', month);
        EXECUTE format('CREATE TABLE notices_message_later PARTITION OF notices_message
                        FOR VALUES FROM (%L) TO (MAXVALUE)', month);
    END $$;
"""
# The second net, as in people: an address is seen by whoever may see its person.
NET = [
    "ALTER TABLE notices_address ENABLE ROW LEVEL SECURITY",
    "CREATE POLICY scope ON notices_address USING (EXISTS (SELECT 1 FROM people_person p WHERE p.id = person_id))",
]
NO_NET = ["DROP POLICY scope ON notices_address", "ALTER TABLE notices_address DISABLE ROW LEVEL SECURITY"]
MESSAGE_STATE = [
    migrations.CreateModel(
        name="Message",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            ("created", models.DateTimeField()),
            (
                "channel",
                models.SmallIntegerField(
                    choices=[(1, "messages on the platform"), (2, "text message"), (3, "WeChat"), (4, "e-mail")],
                    verbose_name="channel",
                ),
            ),
            (
                "state",
                models.SmallIntegerField(
                    choices=[
                        (1, "queued"),
                        (2, "sent"),
                        (3, "delivered"),
                        (4, "read"),
                        (5, "failed, tried again later"),
                        (6, "given up"),
                    ],
                    verbose_name="state",
                ),
            ),
            ("attempts", models.SmallIntegerField(default=0)),
            ("not_before", models.DateTimeField(null=True)),
            ("reason", models.CharField(default="", max_length=24)),
            ("sent", models.DateTimeField(null=True)),
            ("delivered", models.DateTimeField(null=True)),
            ("read", models.DateTimeField(null=True)),
            (
                "person",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    to="people.person",
                ),
            ),
            (
                "notice",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="messages",
                    to="notices.notice",
                ),
            ),
        ],
        options={
            "verbose_name": "message",
            "verbose_name_plural": "messages",
        },
    ),
    migrations.AddIndex(
        model_name="message",
        index=models.Index(fields=["id"], name="notices_message_id"),
    ),
    migrations.AddIndex(
        model_name="message",
        index=models.Index(
            condition=models.Q(("channel", 1)), fields=["person", "created"], name="notices_message_inbox"
        ),
    ),
    migrations.AddIndex(
        model_name="message",
        index=models.Index(
            condition=models.Q(("not_before__isnull", False)), fields=["not_before"], name="notices_message_due"
        ),
    ),
    migrations.AddConstraint(
        model_name="message",
        constraint=models.UniqueConstraint(
            fields=("notice", "person", "channel", "created"), name="notices_message_once_per_channel"
        ),
    ),
]


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0002_row_level_security"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PadText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("phone", models.CharField(max_length=32)),
                ("body", models.TextField()),
                ("created", models.DateTimeField(db_index=True, default=niangjia.foundation.clock.now)),
            ],
            options={
                "verbose_name": "text message of the demo",
                "verbose_name_plural": "text messages of the demo",
            },
        ),
        migrations.CreateModel(
            name="Circular",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=60, verbose_name="title")),
                ("body", models.TextField(max_length=4000, verbose_name="text")),
                ("wants_reply", models.BooleanField(default=False, verbose_name="a reply is asked for")),
                ("reply_by", models.DateField(blank=True, null=True, verbose_name="reply by")),
                ("created", models.DateTimeField(default=niangjia.foundation.clock.now, editable=False)),
                (
                    "account",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "union",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.union"
                    ),
                ),
            ],
            options={
                "verbose_name": "circular",
                "verbose_name_plural": "circulars",
            },
        ),
        migrations.CreateModel(
            name="CircularReceipt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("received", models.DateTimeField(blank=True, null=True, verbose_name="received")),
                ("reply", models.TextField(blank=True, default="", max_length=4000, verbose_name="reply")),
                ("replied", models.DateTimeField(blank=True, null=True, verbose_name="replied")),
                (
                    "circular",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="receipts", to="notices.circular"
                    ),
                ),
                (
                    "received_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "replied_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "union",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.union"
                    ),
                ),
            ],
            options={
                "verbose_name": "receipt of a circular",
                "verbose_name_plural": "receipts of circulars",
            },
        ),
        migrations.AddField(
            model_name="circular",
            name="passed_from",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="passed_on",
                to="notices.circularreceipt",
            ),
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=120, unique=True)),
                ("kind", models.CharField(max_length=80)),
                ("variables", niangjia.foundation.secrets.fields.SecretField(owner="key")),
                ("people", models.PositiveIntegerField(default=0)),
                ("created", models.DateTimeField(default=niangjia.foundation.clock.now, editable=False)),
                (
                    "account",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "union",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.union",
                    ),
                ),
            ],
            options={
                "verbose_name": "notice",
                "verbose_name_plural": "notices",
            },
        ),
        migrations.RunSQL(MESSAGES, "DROP TABLE notices_message", state_operations=MESSAGE_STATE),
        migrations.CreateModel(
            name="Broadcast",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=40, verbose_name="title")),
                ("body", models.TextField(max_length=2000, verbose_name="text")),
                ("audience", models.JSONField()),
                ("by_sms", models.BooleanField(default=False, verbose_name="also by text message")),
                ("legal", models.BooleanField(default=False, verbose_name="the law demands this notice")),
                ("is_public", models.BooleanField(default=False, verbose_name="anybody with the link may read it")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("proposed", "waits for a second person"),
                            ("sending", "going out"),
                            ("sent", "sent"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="draft",
                        max_length=12,
                        verbose_name="state",
                    ),
                ),
                ("counts", models.JSONField(blank=True, null=True)),
                ("counted", models.PositiveIntegerField(blank=True, null=True)),
                ("released", models.DateTimeField(blank=True, null=True)),
                ("finished", models.DateTimeField(blank=True, null=True)),
                (
                    "code",
                    models.CharField(
                        default=niangjia.engines.notices.broadcasts.models.short_code,
                        editable=False,
                        max_length=8,
                        unique=True,
                    ),
                ),
                ("created", models.DateTimeField(default=niangjia.foundation.clock.now, editable=False)),
                (
                    "account",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "released_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "union",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.union"
                    ),
                ),
                (
                    "notice",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="broadcast",
                        to="notices.notice",
                    ),
                ),
            ],
            options={
                "verbose_name": "message to many",
                "verbose_name_plural": "messages to many",
            },
        ),
        migrations.CreateModel(
            name="SavedAudience",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=40, verbose_name="name")),
                ("audience", models.JSONField()),
                ("created", models.DateTimeField(default=niangjia.foundation.clock.now, editable=False)),
                (
                    "union",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.union"
                    ),
                ),
            ],
            options={
                "verbose_name": "kept choice of people",
                "verbose_name_plural": "kept choices of people",
            },
        ),
        migrations.CreateModel(
            name="WeChatGroup",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60, verbose_name="name of the group")),
                ("owner", models.CharField(max_length=30, verbose_name="group owner")),
                ("size", models.PositiveIntegerField(verbose_name="people in it")),
                (
                    "note",
                    models.CharField(blank=True, default="", max_length=120, verbose_name="note on the QR code"),
                ),
                ("closed", models.BooleanField(default=False, verbose_name="dissolved")),
                ("changed", models.DateTimeField(default=niangjia.foundation.clock.now, verbose_name="as of")),
                (
                    "union",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.union"
                    ),
                ),
            ],
            options={
                "verbose_name": "WeChat group",
                "verbose_name_plural": "WeChat groups",
            },
        ),
        migrations.CreateModel(
            name="Address",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "channel",
                    models.SmallIntegerField(
                        choices=[(1, "messages on the platform"), (2, "text message"), (3, "WeChat"), (4, "e-mail")]
                    ),
                ),
                ("value", niangjia.foundation.secrets.fields.SecretField(owner="person_id")),
                ("changed", models.DateTimeField(default=niangjia.foundation.clock.now)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "verbose_name": "address for messages",
                "verbose_name_plural": "addresses for messages",
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("person", "channel"), name="one_address_per_channel")
                ],
            },
        ),
        migrations.CreateModel(
            name="Choice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(blank=True, default="", max_length=80)),
                (
                    "channel",
                    models.SmallIntegerField(
                        choices=[(1, "messages on the platform"), (2, "text message"), (3, "WeChat"), (4, "e-mail")]
                    ),
                ),
                ("wanted", models.BooleanField()),
                ("changed", models.DateTimeField(default=niangjia.foundation.clock.now)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "verbose_name": "choice of messages",
                "verbose_name_plural": "choices of messages",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "kind", "channel"), name="one_choice_per_kind_and_channel"
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="circularreceipt",
            index=models.Index(fields=["union", "received"], name="circular_receipt_union"),
        ),
        migrations.AddConstraint(
            model_name="circularreceipt",
            constraint=models.UniqueConstraint(fields=("circular", "union"), name="circular_once_a_union"),
        ),
        migrations.AddIndex(
            model_name="circular",
            index=models.Index(fields=["union", "-created"], name="circular_union"),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(fields=["union", "-created"], name="notice_union"),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(fields=["created"], name="notice_created"),
        ),
        migrations.AddIndex(
            model_name="broadcast",
            index=models.Index(fields=["union", "state"], name="broadcast_union"),
        ),
        migrations.AddConstraint(
            model_name="savedaudience",
            constraint=models.UniqueConstraint(fields=("union", "name"), name="one_audience_of_a_name"),
        ),
        migrations.AddIndex(
            model_name="wechatgroup",
            index=models.Index(fields=["union", "closed"], name="wechat_group_union"),
        ),
        migrations.RunSQL(NET, NO_NET),
    ]
