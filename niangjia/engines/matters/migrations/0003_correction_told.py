"""What the applicant reads of a correction; and reasons that people typed are sealed from now on."""

from django.db import migrations

import niangjia.foundation.secrets.fields


def _sealed(owner):
    return niangjia.foundation.secrets.fields.SecretField(null=True, owner=owner)


class Migration(migrations.Migration):
    dependencies = [("matters", "0002_limits_meetings_notices")]

    operations = [
        migrations.AddField(model_name="correction", name="told", field=_sealed("matter_id")),
        migrations.RemoveField(model_name="limitextension", name="reason"),
        migrations.AddField(model_name="limitextension", name="kept_reason", field=_sealed("limit_id")),
        migrations.RemoveField(model_name="publicnotice", name="reason"),
        migrations.AddField(model_name="publicnotice", name="kept_reason", field=_sealed("matter_id")),
        migrations.RemoveField(model_name="meeting", name="words"),
        migrations.AddField(model_name="meeting", name="kept_words", field=_sealed("pk")),
        migrations.RemoveField(model_name="meetingmember", name="excuse"),
        migrations.AddField(model_name="meetingmember", name="kept_excuse", field=_sealed("meeting_id")),
    ]
