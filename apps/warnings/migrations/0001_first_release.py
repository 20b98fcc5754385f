"""Everything as it was at the first release."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("warnings", "0001_initial"), ("warnings", "0002_no_activist")]

    initial = True

    dependencies = [
        ("organisations", "0001_first_release"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="WarningRule",
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
                    "rule",
                    models.CharField(
                        choices=[
                            ("behind", "indicator behind its pace"),
                            ("not_held", "no activity for a long time"),
                            ("vacant", "post vacant for too long"),
                            ("election", "election due"),
                            ("late", "monthly filings late in a row"),
                            ("overdue", "matter or commitment overdue"),
                            ("no_admission", "no new member for a long time"),
                            ("no_activist", "no activist for a long time"),
                        ],
                        max_length=20,
                        verbose_name="warned of",
                    ),
                ),
                (
                    "severity",
                    models.CharField(
                        choices=[("blue", "blue"), ("yellow", "yellow"), ("orange", "orange"), ("red", "red")],
                        max_length=10,
                        verbose_name="colour",
                    ),
                ),
                ("raised", models.BooleanField(default=True, verbose_name="is raised")),
                (
                    "number",
                    models.PositiveSmallIntegerField(
                        help_text="Percent, months, days, filings or years, as the rule counts; days before a term ends.",
                        validators=[django.core.validators.MaxValueValidator(1000)],
                        verbose_name="from",
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
                "verbose_name": "warning rule",
            },
        ),
        migrations.CreateModel(
            name="EarlyWarning",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("changed_at", models.DateTimeField(editable=False, null=True, verbose_name="changed at")),
                (
                    "rule",
                    models.CharField(
                        choices=[
                            ("behind", "indicator behind its pace"),
                            ("not_held", "no activity for a long time"),
                            ("vacant", "post vacant for too long"),
                            ("election", "election due"),
                            ("late", "monthly filings late in a row"),
                            ("overdue", "matter or commitment overdue"),
                            ("no_admission", "no new member for a long time"),
                            ("no_activist", "no activist for a long time"),
                        ],
                        max_length=20,
                        verbose_name="warned of",
                    ),
                ),
                ("subject", models.CharField(blank=True, max_length=80)),
                (
                    "severity",
                    models.CharField(
                        choices=[("blue", "blue"), ("yellow", "yellow"), ("orange", "orange"), ("red", "red")],
                        max_length=10,
                        verbose_name="colour",
                    ),
                ),
                ("facts", models.JSONField(default=dict)),
                ("raised_on", models.DateField(verbose_name="raised on")),
                ("run", models.UUIDField(db_index=True, editable=False)),
                ("confirmed_on", models.DateField(null=True, verbose_name="confirmed on")),
                ("answer", models.CharField(blank=True, max_length=500, verbose_name="corrective action")),
                ("answered_on", models.DateField(null=True, verbose_name="answered on")),
                ("lifted_on", models.DateField(null=True, verbose_name="lifted on")),
                ("lifted_reason", models.CharField(blank=True, max_length=200, verbose_name="why it was lifted")),
                ("gone_on", models.DateField(null=True, verbose_name="cause gone on")),
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
                    "lifted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="lifted by",
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
                "verbose_name": "early warning",
                "ordering": ["raised_on", "pk"],
                "indexes": [models.Index(fields=["organisation", "lifted_on"], name="warnings_of_organisation")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("gone_on__isnull", True)),
                        fields=("organisation", "rule", "subject"),
                        name="warning_raised_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("gone_on__isnull", True), ("lifted_on__isnull", False), _connector="OR"),
                        name="warning_gone_is_lifted",
                    ),
                ],
            },
        ),
    ]
