from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("joining", "0002_joined_otherwise")]

    operations = [
        migrations.AlterField(
            model_name="application",
            name="way",
            field=models.CharField(
                choices=[
                    ("self", "applied on the phone"),
                    ("invited", "confirmed an invitation"),
                    ("roll", "signed a roll"),
                    ("paper", "applied on paper"),
                    ("union", "asked for by a union"),
                    ("roster", "found on a union's list"),
                ],
                max_length=8,
                verbose_name="how",
            ),
        ),
    ]
