"""Everything as it was at the first release."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("packages", "0001_initial")]

    initial = True

    dependencies = [
        ("organisations", "0001_first_release"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Partner",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "way",
                    models.CharField(
                        choices=[("sends", "we send it our reports"), ("receives", "we receive its reports")],
                        max_length=10,
                        verbose_name="way",
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        max_length=40,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[0-9A-Za-z][0-9A-Za-z._-]*\\Z", "Letters, digits, - . and _ only."
                            )
                        ],
                        verbose_name="code of the other organisation",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name of the other organisation")),
                ("key", models.CharField(max_length=200, verbose_name="key")),
                ("added_at", models.DateTimeField(auto_now_add=True, verbose_name="entered at")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="withdrawn at")),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="entered by",
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
                "verbose_name": "partner",
                "verbose_name_plural": "partners",
                "ordering": ["way", "code", "-added_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("organisation", "way", "code"),
                        name="partner_one_key",
                        violation_error_message="A key is agreed with this organisation already. Withdraw it first.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReceivedReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=40, verbose_name="code")),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("as_of", models.DateField(verbose_name="as of")),
                ("signed_by", models.CharField(max_length=60, verbose_name="signed by")),
                ("signed_at", models.DateTimeField(verbose_name="signed at")),
                ("snapshot", models.JSONField()),
                ("sha256", models.CharField(max_length=64)),
                ("workbook", models.FileField(upload_to="received/")),
                ("received_at", models.DateTimeField(auto_now_add=True, verbose_name="received at")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="received for",
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="packages.partner",
                        verbose_name="partner",
                    ),
                ),
                (
                    "received_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="received by",
                    ),
                ),
            ],
            options={
                "verbose_name": "received report",
                "verbose_name_plural": "received reports",
                "ordering": ["-year", "code", "-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "code", "year", "number"), name="received_once")
                ],
            },
        ),
    ]
