import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import niangjia.foundation.clock
import niangjia.foundation.secrets.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0140_export_layouts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Batch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("outcome", models.CharField(max_length=40)),
                ("created", models.DateTimeField(default=niangjia.foundation.clock.now, editable=False)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "batch of tasks",
                "verbose_name_plural": "batches of tasks",
            },
        ),
        migrations.CreateModel(
            name="Matter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("procedure", models.CharField(max_length=64, verbose_name="procedure")),
                ("number", models.CharField(max_length=64, unique=True, verbose_name="number of the matter")),
                ("subject_type", models.CharField(blank=True, default="", max_length=40)),
                ("subject_id", models.CharField(blank=True, default="", max_length=36)),
                (
                    "state",
                    models.SmallIntegerField(
                        choices=[(1, "under way"), (2, "done"), (3, "withdrawn")], default=1, verbose_name="state"
                    ),
                ),
                ("phase", models.CharField(blank=True, default="", max_length=40)),
                ("sensitive", models.BooleanField(default=False, verbose_name="sensitive")),
                ("variables", models.JSONField(default=dict)),
                ("engine", models.BinaryField(blank=True, null=True)),
                ("passed", models.JSONField(default=list)),
                ("opened", models.DateTimeField(default=niangjia.foundation.clock.now, verbose_name="opened")),
                ("closed", models.DateTimeField(blank=True, null=True, verbose_name="closed")),
                (
                    "bypassed",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.union",
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
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
                "verbose_name": "matter",
                "verbose_name_plural": "matters",
            },
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.SmallIntegerField(
                        choices=[
                            (1, "opened"),
                            (2, "claimed"),
                            (3, "given back to the queue"),
                            (4, "handed over to a colleague"),
                            (5, "step done"),
                            (6, "sent back"),
                            (7, "transferred to another union"),
                            (8, "withdrawn"),
                            (9, "done by the platform"),
                            (10, "closed"),
                            (11, "moved to a newer drawing"),
                        ]
                    ),
                ),
                ("at", models.DateTimeField(default=niangjia.foundation.clock.now)),
                ("step", models.CharField(blank=True, default="", max_length=64)),
                ("outcome", models.CharField(blank=True, default="", max_length=40)),
                (
                    "account",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
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
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.union",
                    ),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="events", to="matters.matter"
                    ),
                ),
            ],
            options={
                "verbose_name": "event of a matter",
                "verbose_name_plural": "events of matters",
            },
        ),
        migrations.CreateModel(
            name="ProcedureVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=64, verbose_name="procedure")),
                ("number", models.PositiveIntegerField(verbose_name="version")),
                ("digest", models.CharField(max_length=64)),
                ("files", models.JSONField()),
                ("created", models.DateTimeField(default=niangjia.foundation.clock.now, editable=False)),
            ],
            options={
                "verbose_name": "version of a procedure",
                "verbose_name_plural": "versions of procedures",
                "constraints": [
                    models.UniqueConstraint(fields=("key", "number"), name="procedure_version_number"),
                    models.UniqueConstraint(fields=("key", "digest"), name="procedure_version_digest"),
                ],
            },
        ),
        migrations.AddField(
            model_name="matter",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="matters.procedureversion"
            ),
        ),
        migrations.CreateModel(
            name="Task",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("procedure", models.CharField(max_length=64, verbose_name="procedure")),
                ("key", models.CharField(max_length=64)),
                ("token", models.CharField(blank=True, default="", max_length=32)),
                ("role", models.CharField(max_length=40)),
                ("permission", models.CharField(blank=True, default="", max_length=64)),
                ("for_applicant", models.BooleanField(default=False)),
                (
                    "state",
                    models.SmallIntegerField(
                        choices=[
                            (1, "waits for someone"),
                            (2, "being worked on"),
                            (3, "done"),
                            (4, "sent back"),
                            (5, "withdrawn"),
                        ],
                        default=1,
                        verbose_name="state",
                    ),
                ),
                ("claimed", models.DateTimeField(blank=True, null=True, verbose_name="claimed")),
                ("opened", models.DateTimeField(default=niangjia.foundation.clock.now, verbose_name="opened")),
                ("due", models.DateTimeField(blank=True, null=True, verbose_name="due")),
                ("done", models.DateTimeField(blank=True, null=True, verbose_name="done")),
                ("outcome", models.CharField(blank=True, default="", max_length=40)),
                ("checked", models.JSONField(blank=True, default=list)),
                (
                    "claimed_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "done_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="tasks", to="matters.matter"
                    ),
                ),
                (
                    "union",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.union",
                    ),
                ),
            ],
            options={
                "verbose_name": "task",
                "verbose_name_plural": "tasks",
            },
        ),
        migrations.CreateModel(
            name="Note",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.SmallIntegerField(
                        choices=[(1, "for colleagues"), (2, "for the applicant"), (3, "for myself")],
                        verbose_name="for whom",
                    ),
                ),
                ("text", niangjia.foundation.secrets.fields.SecretField(owner="matter_id")),
                ("by_applicant", models.BooleanField(default=False)),
                ("written", models.DateTimeField(default=niangjia.foundation.clock.now)),
                (
                    "account",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="notes", to="matters.matter"
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="matters.task",
                    ),
                ),
            ],
            options={
                "verbose_name": "note on a matter",
                "verbose_name_plural": "notes on matters",
            },
        ),
        migrations.CreateModel(
            name="BatchRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "result",
                    models.SmallIntegerField(choices=[(1, "not done yet"), (2, "done"), (3, "not done")], default=1),
                ),
                ("sentence", models.CharField(blank=True, default="", max_length=200)),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rows", to="matters.batch"
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="matters.task"
                    ),
                ),
            ],
            options={
                "verbose_name": "task of a batch",
                "verbose_name_plural": "tasks of a batch",
            },
        ),
        migrations.CreateModel(
            name="TextModule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("procedure", models.CharField(blank=True, default="", max_length=64, verbose_name="procedure")),
                ("title", models.CharField(max_length=40, verbose_name="title")),
                ("text", models.TextField(max_length=2000, verbose_name="text")),
                (
                    "union",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.union"
                    ),
                ),
            ],
            options={
                "verbose_name": "text module",
                "verbose_name_plural": "text modules",
            },
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(fields=["union", "-opened"], name="matter_union"),
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(fields=["-opened"], name="matter_opened"),
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(condition=models.Q(("state", 1)), fields=["procedure"], name="matter_open"),
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(condition=models.Q(("state", 2)), fields=["procedure", "-closed"], name="matter_done"),
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(
                condition=models.Q(("bypassed__isnull", False)), fields=["bypassed"], name="matter_bypassed"
            ),
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(
                condition=models.Q(("subject_type", ""), _negated=True),
                fields=["subject_type", "subject_id"],
                name="matter_subject",
            ),
        ),
        migrations.AddConstraint(
            model_name="matter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed__isnull", True), ("state", 1)),
                    models.Q(("closed__isnull", False), ("engine__isnull", True), ("state__gt", 1)),
                    _connector="OR",
                ),
                name="matter_closed_without_engine",
            ),
        ),
        migrations.AddIndex(
            model_name="task",
            index=models.Index(
                condition=models.Q(("state__lt", 3)), fields=["union", "due", "id"], name="task_union_due"
            ),
        ),
        migrations.AddIndex(
            model_name="task",
            index=models.Index(
                condition=models.Q(("state", 2)), fields=["claimed_by", "due", "id"], name="task_mine"
            ),
        ),
        migrations.AddIndex(
            model_name="task",
            index=models.Index(condition=models.Q(("state__lt", 3)), fields=["due", "id"], name="task_due"),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("done__isnull", True), ("state__lt", 3)),
                    models.Q(("done__isnull", False), ("state__gte", 3), ("token", "")),
                    _connector="OR",
                ),
                name="task_over_without_token",
            ),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("claimed_by__isnull", True), ("state", 1)),
                    models.Q(("state", 1), _negated=True),
                    _connector="OR",
                ),
                name="task_open_is_nobodys",
            ),
        ),
        migrations.AddConstraint(
            model_name="batchrow",
            constraint=models.UniqueConstraint(fields=("batch", "task"), name="batch_task_once"),
        ),
        migrations.AddConstraint(
            model_name="textmodule",
            constraint=models.UniqueConstraint(fields=("union", "procedure", "title"), name="text_module_once"),
        ),
    ]
