from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("rules", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="setting",
            name="unit",
            field=models.CharField(
                choices=[
                    ("people", "people"),
                    ("rounds", "rounds"),
                    ("months", "months"),
                    ("years", "years"),
                    ("yuan", "yuan"),
                    ("rate", "rate"),
                    ("factor", "multiple"),
                    ("share", "share"),
                    ("hour", "o'clock"),
                    ("cd", "calendar days"),
                    ("wd", "working days"),
                ],
                max_length=8,
            ),
        ),
    ]
