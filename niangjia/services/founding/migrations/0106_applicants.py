"""Who asked is the person of the matter; requests of before have it from there."""

from django.db import migrations

FILL = """
    UPDATE founding_founding founding SET applicant_id = matter.person_id
    FROM matters_matter matter WHERE matter.id = founding.matter_id AND matter.person_id IS NOT NULL
"""


class Migration(migrations.Migration):
    dependencies = [("founding", "0105_who_asked_and_what_was")]

    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
