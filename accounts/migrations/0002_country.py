"""The country of an organisation: its public holidays are no working days."""

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="organisation",
            name="country",
            field=models.CharField(
                default="FR",
                help_text="Two letters. Its public holidays are no working days.",
                max_length=2,
                validators=[django.core.validators.RegexValidator("^[A-Z]{2}$")],
                verbose_name="country",
            ),
        ),
    ]
