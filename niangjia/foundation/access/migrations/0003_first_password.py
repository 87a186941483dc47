"""Accounts whose password somebody else knows."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("access", "0002_numbering")]

    operations = [
        migrations.AddField(
            model_name="account",
            name="first_password",
            field=models.BooleanField(db_default=False, default=False, verbose_name="still has the first password"),
        ),
    ]
