"""In which layout a list is taken out. A column with a constant default: the table is not rewritten."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0130_corrections")]

    operations = [
        migrations.AddField(
            model_name="export",
            name="layout",
            field=models.CharField(blank=True, db_default="", default="", max_length=40, verbose_name="layout"),
        ),
    ]
