"""Everything as it was at the first release."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("plans", "0001_initial"),
        ("plans", "0002_exemptions_first_month"),
        ("plans", "0003_chosen_measures"),
        ("plans", "0004_signing"),
        ("plans", "0005_settings_of_the_year"),
    ]

    initial = True

    dependencies = [
        ("organisations", "0001_first_release"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Plan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("document_number", models.CharField(blank=True, max_length=80, verbose_name="document number")),
                ("issued_on", models.DateField(blank=True, null=True, verbose_name="issued on")),
                (
                    "minimum_level",
                    models.PositiveSmallIntegerField(
                        default=1,
                        verbose_name="least recognition that counts as an upgrade of an advanced organisation",
                    ),
                ),
                ("filing_opens_day", models.PositiveSmallIntegerField(default=1, verbose_name="filing opens on day")),
                ("filing_due_day", models.PositiveSmallIntegerField(default=5, verbose_name="filing due on day")),
                ("changed_at", models.DateTimeField(editable=False, null=True, verbose_name="changed at")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "year_end_notice",
                    models.PositiveSmallIntegerField(
                        default=60, verbose_name="what is assessed at year end is at risk so many days before"
                    ),
                ),
                (
                    "difference_reason",
                    models.CharField(
                        blank=True, editable=False, max_length=200, verbose_name="why the parts differ from the whole"
                    ),
                ),
                (
                    "released_on",
                    models.DateField(blank=True, editable=False, null=True, verbose_name="given out for signing on"),
                ),
                ("revision", models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="revision")),
                (
                    "odd_percent",
                    models.PositiveSmallIntegerField(
                        default=120,
                        validators=[
                            django.core.validators.MinValueValidator(100),
                            django.core.validators.MaxValueValidator(1000),
                        ],
                        verbose_name="a figure is asked about above this percentage of the year’s target",
                    ),
                ),
                (
                    "odd_times",
                    models.PositiveSmallIntegerField(
                        default=10,
                        validators=[
                            django.core.validators.MinValueValidator(2),
                            django.core.validators.MaxValueValidator(1000),
                        ],
                        verbose_name="a figure is asked about from so many times the last one",
                    ),
                ),
                (
                    "return_reasons",
                    models.TextField(
                        blank=True, max_length=1000, verbose_name="further reasons offered when a month is returned"
                    ),
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
                        related_name="plans",
                        to="organisations.organisation",
                        verbose_name="Party committee",
                    ),
                ),
            ],
            options={
                "verbose_name": "plan",
                "verbose_name_plural": "plans",
                "ordering": ["-year"],
                "constraints": [models.UniqueConstraint(fields=("organisation", "year"), name="plan_one_per_year")],
            },
        ),
        migrations.CreateModel(
            name="Programme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
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
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="programmes", to="plans.plan"
                    ),
                ),
            ],
            options={
                "verbose_name": "programme",
                "verbose_name_plural": "programmes",
                "ordering": ["position"],
                "constraints": [models.UniqueConstraint(fields=("plan", "name"), name="programme_named_once")],
            },
        ),
        migrations.CreateModel(
            name="Indicator",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=20, verbose_name="code")),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("mechanism", models.CharField(blank=True, max_length=90, verbose_name="mechanism")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("rate", "rate"),
                            ("count", "count"),
                            ("amount", "amount"),
                            ("milestone", "milestone"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "nature",
                    models.CharField(
                        choices=[("flow", "flow"), ("stock", "stock"), ("cohort", "cohort")],
                        max_length=10,
                        verbose_name="nature",
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[("measure", "computed from the records"), ("filed", "filed every month")],
                        max_length=10,
                        verbose_name="source",
                    ),
                ),
                (
                    "comparator",
                    models.CharField(
                        blank=True,
                        choices=[(">=", "≥"), ("<=", "≤"), ("=", "=")],
                        max_length=2,
                        verbose_name="comparator",
                    ),
                ),
                ("unit", models.CharField(max_length=20, verbose_name="unit")),
                ("applies_to", models.JSONField(default=list, verbose_name="applies to")),
                ("numerator", models.CharField(blank=True, max_length=200, verbose_name="numerator")),
                ("denominator", models.CharField(blank=True, max_length=200, verbose_name="denominator")),
                ("due", models.DateField(verbose_name="due")),
                ("weight", models.PositiveSmallIntegerField(default=0, verbose_name="weight")),
                (
                    "milestones",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="Days of the year and what is to be reached by them, in hundredths: [[day, value], …].",
                        verbose_name="milestones",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("changed_at", models.DateTimeField(editable=False, null=True, verbose_name="changed at")),
                (
                    "first_month",
                    models.PositiveSmallIntegerField(
                        default=1,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(12),
                        ],
                        verbose_name="counts from month",
                    ),
                ),
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
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="indicators", to="plans.programme"
                    ),
                ),
            ],
            options={
                "verbose_name": "indicator",
                "verbose_name_plural": "indicators",
                "ordering": ["position"],
                "constraints": [models.UniqueConstraint(fields=("programme", "code"), name="indicator_coded_once")],
            },
        ),
        migrations.CreateModel(
            name="Revision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("made_on", models.DateField(verbose_name="day")),
                ("reason", models.CharField(max_length=200, verbose_name="reason")),
                ("approved_by", models.CharField(max_length=60, verbose_name="approved by")),
                ("changes", models.JSONField(default=list, verbose_name="changes")),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="revisions", to="plans.plan"
                    ),
                ),
            ],
            options={
                "verbose_name": "revision",
                "ordering": ["-number"],
                "constraints": [models.UniqueConstraint(fields=("plan", "number"), name="revision_numbered_once")],
            },
        ),
        migrations.CreateModel(
            name="Signature",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("signed_at", models.DateTimeField(verbose_name="signed at")),
                ("remark", models.CharField(blank=True, max_length=200, verbose_name="remark")),
                ("agreed", models.JSONField(default=dict, verbose_name="targets")),
                ("lapsed", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="lapsed by revision")),
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
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="signatures", to="plans.plan"
                    ),
                ),
                (
                    "signed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="signed by",
                    ),
                ),
            ],
            options={
                "verbose_name": "signature",
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("lapsed__isnull", True)),
                        fields=("plan", "organisation"),
                        name="signature_holds_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Target",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("value", models.BigIntegerField(verbose_name="target")),
                ("due", models.DateField(blank=True, null=True, verbose_name="due")),
                ("responsible", models.CharField(blank=True, max_length=60, verbose_name="responsible")),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="targets", to="plans.indicator"
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
                "verbose_name": "target",
                "verbose_name_plural": "targets",
                "ordering": ["indicator", "organisation__code"],
                "constraints": [models.UniqueConstraint(fields=("indicator", "organisation"), name="target_one_each")],
            },
        ),
        migrations.CreateModel(
            name="Exemption",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("start", models.DateField(verbose_name="from")),
                ("reason", models.CharField(max_length=200, verbose_name="reason")),
                ("approved_by", models.CharField(max_length=60, verbose_name="approved by")),
                ("changed_at", models.DateTimeField(editable=False, null=True, verbose_name="changed at")),
                ("end", models.DateField(blank=True, null=True, verbose_name="until (no longer on this day)")),
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
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="exemptions", to="plans.indicator"
                    ),
                ),
            ],
            options={
                "verbose_name": "exemption",
                "verbose_name_plural": "exemptions",
                "ordering": ["indicator", "organisation__code", "start"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("indicator", "organisation", "start"), name="exemption_once_from_a_day"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("end__isnull", True), ("end__gt", models.F("start")), _connector="OR"),
                        name="exemption_ends_after_its_start",
                    ),
                ],
            },
        ),
    ]
