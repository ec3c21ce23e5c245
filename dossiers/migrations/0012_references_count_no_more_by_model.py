"""Apart from the step before: PostgreSQL alters no table in a transaction that has just written to it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0011_references_count_by_pattern")]

    operations = [
        migrations.RemoveField(model_name="referencecounter", name="model"),
        migrations.AlterField(
            model_name="referencecounter", name="pattern", field=models.CharField(max_length=60)
        ),
        migrations.AlterModelOptions(
            name="referencecounter",
            options={
                "ordering": ("organisation", "pattern", "year"),
                "verbose_name": "reference counter",
                "verbose_name_plural": "reference counters",
            },
        ),
        migrations.AddConstraint(
            model_name="referencecounter",
            constraint=models.UniqueConstraint(
                fields=("organisation", "pattern", "year"), name="one_counter_a_year"
            ),
        ),
    ]
