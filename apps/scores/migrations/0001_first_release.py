"""Everything as it was at the first release."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("scores", "0001_initial")]

    initial = True

    dependencies = [
        ("organisations", "0001_first_release"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Criteria",
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
                (
                    "field",
                    models.CharField(
                        choices=[
                            ("village", "villages"),
                            ("community", "communities"),
                            ("office", "offices, institutions and state enterprises"),
                            ("two_new", "two-new organisations"),
                        ],
                        max_length=20,
                        verbose_name="for whom",
                    ),
                ),
                ("title", models.CharField(max_length=100, verbose_name="version")),
                ("start", models.DateField(verbose_name="from")),
                ("approved_on", models.DateField(blank=True, null=True, verbose_name="approved on")),
                ("document_number", models.CharField(blank=True, max_length=50, verbose_name="document number")),
                (
                    "items",
                    models.TextField(
                        help_text="One in each line: points, then what is judged; behind it, if the plan measures it, 【indicator】.",
                        max_length=4000,
                        verbose_name="items",
                    ),
                ),
                (
                    "vetoes",
                    models.TextField(
                        blank=True,
                        help_text="One in each line; any of them leaves “backward”.",
                        max_length=2000,
                        verbose_name="veto items",
                    ),
                ),
                (
                    "own_share",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        default=2,
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="share of the self-rating",
                    ),
                ),
                (
                    "ballot_share",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        default=3,
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="share of the ballots",
                    ),
                ),
                (
                    "superior_share",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        default=5,
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="share of the superior’s rating",
                    ),
                ),
                (
                    "good",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        default=100,
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="a vote “good” is worth",
                    ),
                ),
                (
                    "fair",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        default=80,
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="a vote “fair” is worth",
                    ),
                ),
                (
                    "ordinary",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        default=60,
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="a vote “ordinary” is worth",
                    ),
                ),
                (
                    "poor",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        default=0,
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="a vote “poor” is worth",
                    ),
                ),
                (
                    "advanced_from",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        default=90,
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="“advanced” from",
                    ),
                ),
                (
                    "general_from",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        default=60,
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="“general” from",
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
                "verbose_name": "criteria",
            },
        ),
        migrations.CreateModel(
            name="ScoreItem",
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
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1950),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="year",
                    ),
                ),
                ("item", models.CharField(max_length=100, verbose_name="item")),
                ("own_points", models.BigIntegerField(blank=True, null=True, verbose_name="own points")),
                ("evidence", models.CharField(blank=True, max_length=300, verbose_name="evidence")),
                ("superior_points", models.BigIntegerField(blank=True, null=True, verbose_name="superior’s points")),
                ("shortfall", models.CharField(blank=True, max_length=300, verbose_name="why points are missing")),
                ("rated_on", models.DateField(verbose_name="rated on")),
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
                "verbose_name": "points for an item",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("organisation", "year", "item"),
                        name="score_item_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ScoreSheet",
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
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1950),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="year",
                    ),
                ),
                ("held_on", models.DateField(verbose_name="ballot held on")),
                (
                    "members_good",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(1000000)],
                        verbose_name="members: good",
                    ),
                ),
                (
                    "members_fair",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(1000000)],
                        verbose_name="members: fair",
                    ),
                ),
                (
                    "members_ordinary",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(1000000)],
                        verbose_name="members: ordinary",
                    ),
                ),
                (
                    "members_poor",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(1000000)],
                        verbose_name="members: poor",
                    ),
                ),
                (
                    "public_good",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(1000000)],
                        verbose_name="public: good",
                    ),
                ),
                (
                    "public_fair",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(1000000)],
                        verbose_name="public: fair",
                    ),
                ),
                (
                    "public_ordinary",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(1000000)],
                        verbose_name="public: ordinary",
                    ),
                ),
                (
                    "public_poor",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(1000000)],
                        verbose_name="public: poor",
                    ),
                ),
                (
                    "veto",
                    models.CharField(
                        blank=True,
                        help_text="Which veto item of the criteria applies; blank for none.",
                        max_length=200,
                        verbose_name="veto",
                    ),
                ),
                (
                    "appeal",
                    models.TextField(
                        blank=True,
                        help_text="What the organisation objects to.",
                        max_length=1000,
                        verbose_name="appeal",
                    ),
                ),
                ("appealed_on", models.DateField(blank=True, null=True, verbose_name="appealed on")),
                ("answer", models.TextField(blank=True, max_length=1000, verbose_name="answer to the appeal")),
                ("answered_on", models.DateField(blank=True, null=True, verbose_name="answered on")),
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
                "verbose_name": "score sheet",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("organisation", "year"),
                        name="score_sheet_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SecretaryReport",
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
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1950),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="year",
                    ),
                ),
                ("date", models.DateField(verbose_name="held on")),
                ("secretary", models.CharField(max_length=50, verbose_name="secretary")),
                ("report", models.TextField(blank=True, max_length=4000, verbose_name="what was reported")),
                ("comments", models.TextField(blank=True, max_length=2000, verbose_name="comments of the superior")),
                (
                    "good",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(1000000)],
                        verbose_name="good",
                    ),
                ),
                (
                    "fair",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(1000000)],
                        verbose_name="fair",
                    ),
                ),
                (
                    "ordinary",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(1000000)],
                        verbose_name="ordinary",
                    ),
                ),
                (
                    "poor",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(1000000)],
                        verbose_name="poor",
                    ),
                ),
                (
                    "grade",
                    models.CharField(
                        blank=True,
                        choices=[("good", "good"), ("fair", "fair"), ("ordinary", "ordinary"), ("poor", "poor")],
                        max_length=10,
                        verbose_name="grade",
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
                "verbose_name": "report of a secretary",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("organisation", "year", "secretary"),
                        name="secretary_report_once",
                    )
                ],
            },
        ),
    ]
