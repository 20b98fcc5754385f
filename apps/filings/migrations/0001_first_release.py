"""Everything as it was at the first release."""

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("filings", "0001_initial"),
        ("filings", "0002_closed_months"),
        ("filings", "0003_objections"),
        ("filings", "0004_check_rules"),
        ("filings", "0005_first_level_and_corrections"),
    ]

    initial = True

    dependencies = [
        ("organisations", "0001_first_release"),
        ("plans", "0001_first_release"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CheckRule",
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
                ("start", models.DateField(verbose_name="from")),
                (
                    "end",
                    models.DateField(
                        blank=True,
                        help_text="The first day on which it is so no longer.",
                        null=True,
                        verbose_name="until",
                    ),
                ),
                (
                    "indicator",
                    models.CharField(
                        blank=True,
                        help_text="Blank: for every figure that is filed.",
                        max_length=20,
                        verbose_name="code of the indicator",
                    ),
                ),
                (
                    "checked",
                    models.CharField(
                        choices=[
                            ("least", "below a number"),
                            ("most", "above a number"),
                            ("lower", "lower than last time"),
                            ("times", "many times the last figure"),
                            ("target", "above a share of the year’s target"),
                            ("whole", "numerator above denominator"),
                            ("sum", "not the sum of other lines"),
                            ("usual", "outside what was filed before"),
                        ],
                        max_length=10,
                        verbose_name="what is checked",
                    ),
                ),
                (
                    "strength",
                    models.CharField(
                        choices=[
                            ("refuse", "refuse"),
                            ("explain", "ask for a reason"),
                            ("inform", "point it out"),
                            ("off", "not checked"),
                        ],
                        max_length=10,
                        verbose_name="strength",
                    ),
                ),
                (
                    "number",
                    models.BigIntegerField(
                        blank=True,
                        help_text="The least or the most, percent of the target, times the last figure, or earlier months needed.",
                        null=True,
                        verbose_name="number",
                    ),
                ),
                (
                    "parts",
                    models.CharField(
                        blank=True,
                        help_text="Codes of the indicators whose sum it is, with 、 between them.",
                        max_length=120,
                        verbose_name="sum of",
                    ),
                ),
                ("basis", models.CharField(blank=True, max_length=200, verbose_name="basis")),
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
                "verbose_name": "check of figures",
            },
        ),
        migrations.CreateModel(
            name="Filing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                (
                    "month",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(12),
                        ],
                        verbose_name="month",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("submitted", "submitted"),
                            ("returned", "returned"),
                            ("approved", "approved"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("due_on", models.DateField(verbose_name="due on")),
                ("extended_to", models.DateField(blank=True, null=True, verbose_name="extended to")),
                ("nil_return", models.BooleanField(default=False, verbose_name="nothing new this month")),
                ("first_submitted_on", models.DateField(blank=True, null=True, verbose_name="first submitted on")),
                ("approved_on", models.DateField(blank=True, null=True, verbose_name="approved on")),
                ("entered_on_behalf", models.BooleanField(default=False, verbose_name="entered on behalf")),
                ("return_reason", models.CharField(blank=True, max_length=300, verbose_name="reason for returning")),
                (
                    "reopening_asked",
                    models.CharField(blank=True, max_length=300, verbose_name="why it should be reopened"),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("saved_at", models.DateTimeField(null=True, verbose_name="saved at")),
                ("saved_page", models.CharField(blank=True, editable=False, max_length=32)),
                ("revision", models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="correction")),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="confirmed by",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="filings",
                        to="organisations.organisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "passed_on_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="passed on by",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="filings",
                        to="plans.plan",
                        verbose_name="plan",
                    ),
                ),
                (
                    "saved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="saved by",
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="submitted by",
                    ),
                ),
            ],
            options={
                "verbose_name": "monthly filing",
                "verbose_name_plural": "monthly filings",
                "ordering": ["-year", "-month", "organisation__code"],
                "indexes": [
                    models.Index(fields=["plan", "month"], name="filings_fil_plan_id_e929c1_idx"),
                    models.Index(fields=["state", "due_on"], name="filings_fil_state_35788b_idx"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "year", "month"), name="filing_one_per_month"),
                    models.CheckConstraint(
                        condition=models.Q(("month__gte", 1), ("month__lte", 12)), name="filing_month_of_year"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state", "draft"), ("first_submitted_on__isnull", False), _connector="OR"),
                        name="filing_submitted_has_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FilingLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("numerator", models.BigIntegerField(blank=True, null=True, verbose_name="value")),
                ("denominator", models.BigIntegerField(blank=True, null=True, verbose_name="denominator")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="remark")),
                ("return_reason", models.CharField(blank=True, max_length=200, verbose_name="reason for returning")),
                (
                    "filing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="filings.filing"
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="filing_lines", to="plans.indicator"
                    ),
                ),
            ],
            options={
                "ordering": ["indicator__position"],
                "constraints": [
                    models.UniqueConstraint(fields=("filing", "indicator"), name="filing_line_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("numerator__isnull", True), ("numerator__gte", 0), _connector="OR"),
                            models.Q(("denominator__isnull", True), ("denominator__gte", 0), _connector="OR"),
                        ),
                        name="filing_line_not_negative",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FilingStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("opened", "opened"),
                            ("entered", "entered on behalf"),
                            ("submitted", "submitted"),
                            ("confirmed", "figures entered on behalf confirmed"),
                            ("passed", "passed on by the general branch"),
                            ("returned", "returned"),
                            ("approved", "approved"),
                            ("asked", "asked to reopen"),
                            ("reopened", "reopened"),
                            ("extended", "extension granted"),
                        ],
                        max_length=10,
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("reason", models.TextField(blank=True, max_length=2000)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "filing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="filings.filing"
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("step", "opened")), fields=("filing",), name="filing_opened_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Objection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=300, verbose_name="reason")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="said at")),
                ("answer", models.CharField(blank=True, max_length=300, verbose_name="answer")),
                ("answered_at", models.DateTimeField(null=True, verbose_name="answered at")),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="answered by",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="said by",
                    ),
                ),
                (
                    "filing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="objections", to="filings.filing"
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="plans.indicator"
                    ),
                ),
            ],
            options={
                "ordering": ["indicator__position"],
                "constraints": [models.UniqueConstraint(fields=("filing", "indicator"), name="objection_once")],
            },
        ),
    ]
