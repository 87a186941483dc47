from __future__ import annotations

from django.db import migrations

# Consent to text messages is people's alone from here on (people_consent), with the words that were agreed to. What
# stood here had none: whoever had said no has no consent, and whoever had said nothing is asked.
FORGET = "DELETE FROM notices_choice WHERE kind = '' AND channel = 2"


class Migration(migrations.Migration):
    dependencies = [
        ("notices", "0001_initial"),
        ("people", "0150_who_consented"),
    ]

    operations = [migrations.RunSQL(FORGET, migrations.RunSQL.noop)]
