"""Advice becomes a case of a register: the old columns get the names that every record has."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("associations", "0002_versions"),
        ("registers", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="advice", name="advice_answered_with_an_answer"),
        migrations.AlterModelOptions(
            name="advice",
            options={"verbose_name": "advice", "verbose_name_plural": "advice"},
        ),
        migrations.RenameField(model_name="advice", old_name="association", new_name="organisation"),
        migrations.RenameField(model_name="advice", old_name="given_by", new_name="recorded_by"),
        migrations.RenameField(model_name="advice", old_name="given_at", new_name="recorded_at"),
        migrations.AddField(
            model_name="advice",
            name="given_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="advice",
            name="answered_on",
            field=models.DateField(blank=True, null=True, verbose_name="answered on"),
        ),
        migrations.AddField(
            model_name="advice",
            name="withdrawn_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="withdrawn at"),
        ),
        migrations.AddField(
            model_name="advice",
            name="withdrawn_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="withdrawn by",
            ),
        ),
        migrations.AddField(
            model_name="advice",
            name="withdrawn_reason",
            field=models.CharField(blank=True, editable=False, max_length=200, verbose_name="reason"),
        ),
    ]
