"""Everything as it was at the first release."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("reports", "0001_initial"),
        ("reports", "0002_signature"),
        ("reports", "0003_report_text"),
        ("reports", "0004_revision"),
    ]

    initial = True

    dependencies = [
        ("jobs", "0001_first_release"),
        ("organisations", "0001_first_release"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ReportText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("changed_at", models.DateTimeField(editable=False, null=True, verbose_name="changed at")),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                ("highlights", models.TextField(blank=True, max_length=2000, verbose_name="Highlights")),
                ("problems", models.TextField(blank=True, max_length=2000, verbose_name="Main problems")),
                ("next_steps", models.TextField(blank=True, max_length=2000, verbose_name="Next steps")),
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
            ],
            options={
                "verbose_name": "text of a year-end report",
                "verbose_name_plural": "texts of year-end reports",
                "ordering": ["-year", "organisation"],
                "constraints": [models.UniqueConstraint(fields=("organisation", "year"), name="report_text_of_year")],
            },
        ),
        migrations.CreateModel(
            name="YearEndReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                ("as_of", models.DateField(verbose_name="as of")),
                (
                    "internal",
                    models.BooleanField(default=False, verbose_name="with the internal sheet of filing discipline"),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("requested", "being produced"),
                            ("frozen", "frozen"),
                            ("signed", "signed"),
                            ("sent", "sent"),
                            ("failed", "failed"),
                        ],
                        default="requested",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("snapshot", models.JSONField(null=True)),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("workbook", models.FileField(blank=True, upload_to="reports/")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="requested at")),
                ("signed_at", models.DateTimeField(null=True, verbose_name="signed at")),
                ("open_points", models.JSONField(default=dict, verbose_name="open when it was signed")),
                ("remark", models.CharField(blank=True, max_length=500, verbose_name="remark of the signer")),
                ("signed_workbook", models.FileField(blank=True, upload_to="reports/")),
                ("because", models.CharField(blank=True, max_length=500, verbose_name="why it is revised")),
                ("changes", models.JSONField(blank=True, default=list, verbose_name="changed since")),
                ("compared_at", models.CharField(blank=True, max_length=80, verbose_name="compared at")),
                ("document_number", models.CharField(blank=True, max_length=50, verbose_name="document number")),
                ("sent_on", models.DateField(blank=True, null=True, verbose_name="sent on")),
                ("sent_to", models.CharField(blank=True, max_length=100, verbose_name="sent to")),
                (
                    "job",
                    models.OneToOneField(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="jobs.job"
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
                    "requested_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="requested by",
                    ),
                ),
                (
                    "revises",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisions",
                        to="reports.yearendreport",
                        verbose_name="revises",
                    ),
                ),
                (
                    "signed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="signed by",
                    ),
                ),
            ],
            options={
                "verbose_name": "year-end report",
                "verbose_name_plural": "year-end reports",
                "ordering": ["-year", "-number", "organisation"],
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "year", "number"), name="report_numbered")
                ],
            },
        ),
    ]
