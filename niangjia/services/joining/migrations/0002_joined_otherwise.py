from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("joining", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="invited",
            name="state",
            field=models.CharField(
                choices=[
                    ("invited", "invited"),
                    ("signed", "signed the roll: is being entered"),
                    ("confirmed", "confirmed"),
                    ("declined", "declined"),
                    ("refused", "could not be taken"),
                    ("settled", "joined otherwise"),
                ],
                default="invited",
                max_length=12,
                verbose_name="state",
            ),
        ),
    ]
