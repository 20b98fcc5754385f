import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import apps.core.calendar


class Migration(migrations.Migration):
    dependencies = [
        ("associations", "0004_days_of_advice"),
        ("organisations", "0004_leading_links_are_records"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveField(model_name="advice", name="answered_at"),
        migrations.RemoveField(model_name="advice", name="answered_by"),
        migrations.AlterModelOptions(
            name="advice",
            options={"ordering": ["-given_on", "-id"], "verbose_name": "advice", "verbose_name_plural": "advice"},
        ),
        migrations.AlterField(
            model_name="advice",
            name="answer",
            field=models.TextField(
                blank=True,
                help_text="Whether you take it up, and why. An answer cannot be changed later.",
                max_length=2000,
                validators=[django.core.validators.MaxLengthValidator(2000)],
                verbose_name="answer",
            ),
        ),
        migrations.AlterField(
            model_name="advice",
            name="given_on",
            field=models.DateField(default=apps.core.calendar.today, verbose_name="given on"),
        ),
        migrations.AlterField(
            model_name="advice",
            name="recorded_at",
            field=models.DateTimeField(auto_now_add=True, verbose_name="recorded at"),
        ),
        migrations.AlterField(
            model_name="advice",
            name="recorded_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="recorded by",
            ),
        ),
        migrations.AlterField(
            model_name="advice",
            name="text",
            field=models.TextField(
                help_text="Advice, not an instruction: the mass organisation decides for itself and answers here.",
                max_length=2000,
                validators=[django.core.validators.MaxLengthValidator(2000)],
                verbose_name="advice",
            ),
        ),
        migrations.AddConstraint(
            model_name="advice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", ""), ("answered_on__isnull", True)),
                    models.Q(("answered_on__isnull", False), models.Q(("answer", ""), _negated=True)),
                    _connector="OR",
                ),
                name="advice_answered_with_an_answer",
            ),
        ),
    ]
