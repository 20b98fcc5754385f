"""Everything as it was at the first release."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("gradings", "0001_initial"), ("gradings", "0002_versions")]

    initial = True

    dependencies = [
        ("organisations", "0001_first_release"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Grading",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                (
                    "start_class",
                    models.CharField(
                        choices=[
                            ("advanced", "advanced"),
                            ("general", "general"),
                            ("backward", "backward"),
                            ("ungraded", "not graded"),
                        ],
                        max_length=10,
                        verbose_name="start-of-year class",
                    ),
                ),
                (
                    "start_level",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "none"),
                            (1, "township"),
                            (2, "district"),
                            (3, "city"),
                            (4, "province"),
                            (5, "national"),
                        ],
                        default=0,
                        verbose_name="start-of-year recognition",
                    ),
                ),
                ("start_confirmed", models.BooleanField(default=False, verbose_name="start-of-year class confirmed")),
                (
                    "end_class",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("advanced", "advanced"),
                            ("general", "general"),
                            ("backward", "backward"),
                            ("ungraded", "not graded"),
                        ],
                        max_length=10,
                        verbose_name="end-of-year class",
                    ),
                ),
                (
                    "end_level",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "none"),
                            (1, "township"),
                            (2, "district"),
                            (3, "city"),
                            (4, "province"),
                            (5, "national"),
                        ],
                        default=0,
                        verbose_name="end-of-year recognition",
                    ),
                ),
                ("accepted", models.BooleanField(blank=True, null=True, verbose_name="rectification accepted")),
                ("confirmed_on", models.DateField(blank=True, null=True, verbose_name="confirmed on")),
                (
                    "superior_decided_on",
                    models.DateField(blank=True, null=True, verbose_name="decided by the superior on"),
                ),
                ("document_number", models.CharField(blank=True, max_length=80, verbose_name="document number")),
                ("changed_at", models.DateTimeField(editable=False, null=True, verbose_name="changed at")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
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
                        related_name="gradings",
                        to="organisations.organisation",
                        verbose_name="organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "class of a year",
                "verbose_name_plural": "classes",
                "ordering": ["-year", "organisation__code"],
                "indexes": [models.Index(fields=["year", "start_class"], name="gradings_gr_year_7f5d92_idx")],
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "year"), name="grading_one_per_year"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_on__isnull", True), models.Q(("end_class", ""), _negated=True), _connector="OR"
                        ),
                        name="grading_confirmed_only_with_class",
                    ),
                ],
            },
        ),
    ]
