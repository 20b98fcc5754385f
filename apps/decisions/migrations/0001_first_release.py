"""Everything as it was at the first release."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("decisions", "0001_initial")]

    initial = True

    dependencies = [
        ("organisations", "0001_first_release"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("changed_at", models.DateTimeField(editable=False, null=True, verbose_name="changed at")),
                ("recorded_at", models.DateTimeField(auto_now_add=True, verbose_name="recorded at")),
                ("withdrawn_at", models.DateTimeField(editable=False, null=True, verbose_name="withdrawn at")),
                (
                    "withdrawn_reason",
                    models.CharField(blank=True, editable=False, max_length=200, verbose_name="reason"),
                ),
                ("title", models.CharField(max_length=200, verbose_name="what is decided")),
                ("proposed_on", models.DateField(blank=True, null=True, verbose_name="proposed by the branch on")),
                (
                    "consulted_on",
                    models.DateField(blank=True, null=True, verbose_name="consulted by the two committees on"),
                ),
                (
                    "reviewed_on",
                    models.DateField(blank=True, null=True, verbose_name="reviewed by the members’ meeting on"),
                ),
                (
                    "members_in_favour",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(1000000)],
                        verbose_name="members in favour",
                    ),
                ),
                (
                    "resolved_on",
                    models.DateField(blank=True, null=True, verbose_name="resolved by the villagers’ assembly on"),
                ),
                (
                    "assembly_present",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(1000000)],
                        verbose_name="representatives present",
                    ),
                ),
                (
                    "assembly_in_favour",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(1000000)],
                        verbose_name="representatives in favour",
                    ),
                ),
                ("disclosed_on", models.DateField(blank=True, null=True, verbose_name="resolution disclosed on")),
                ("disclosed_where", models.CharField(blank=True, max_length=100, verbose_name="disclosed where")),
                ("result_disclosed_on", models.DateField(blank=True, null=True, verbose_name="result disclosed on")),
                (
                    "supervision",
                    models.CharField(blank=True, max_length=300, verbose_name="opinion of the supervisors"),
                ),
                (
                    "changed_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="changed by",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="recorded by",
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="withdrawn by",
                    ),
                ),
            ],
            options={
                "verbose_name": "decision",
                "verbose_name_plural": "decisions",
            },
        ),
    ]
