from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("mediation", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="dispute",
            name="erased",
            field=models.DateField(blank=True, null=True, verbose_name="record erased on"),
        ),
    ]
