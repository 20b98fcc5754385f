"""Everything as it was at the first release."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import apps.admissions.fields
import apps.members.fields


class Migration(migrations.Migration):
    replaces = [("admissions", "0001_initial")]

    initial = True

    dependencies = [
        ("organisations", "0001_first_release"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AdmissionRule",
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
                    "notice_days",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(60),
                        ],
                        verbose_name="working days of public notice",
                    ),
                ),
                (
                    "training_hours",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(999),
                        ],
                        verbose_name="hours of training",
                    ),
                ),
                (
                    "activist_months",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(120),
                        ],
                        verbose_name="months as an activist",
                    ),
                ),
                (
                    "approval_months",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(12),
                        ],
                        verbose_name="months for approval",
                    ),
                ),
                (
                    "approval_most",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(24),
                        ],
                        verbose_name="months for approval at most",
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
                "verbose_name": "rule of admission",
            },
        ),
        migrations.CreateModel(
            name="Admission",
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
                    "code",
                    apps.admissions.fields.NumberField(
                        help_text="Leave it blank, and the portal gives the next one of the organisation.",
                        max_length=40,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[0-9A-Za-z][0-9A-Za-z._-]*\\Z", "Letters, digits, - . and _ only."
                            )
                        ],
                        verbose_name="number",
                    ),
                ),
                ("name", models.CharField(max_length=50, verbose_name="name")),
                (
                    "sex",
                    models.CharField(
                        blank=True, choices=[("male", "male"), ("female", "female")], max_length=10, verbose_name="sex"
                    ),
                ),
                (
                    "born",
                    apps.members.fields.MonthField(
                        blank=True, help_text="Year and month, like 1965-03.", max_length=7, verbose_name="born in"
                    ),
                ),
                (
                    "education",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("primary", "primary school or less"),
                            ("junior", "junior secondary school"),
                            ("senior", "senior secondary or vocational school"),
                            ("college", "college"),
                            ("university", "university"),
                            ("postgraduate", "postgraduate"),
                        ],
                        max_length=20,
                        verbose_name="education",
                    ),
                ),
                (
                    "group",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("frontline", "production frontline"),
                            ("migrant", "working away from home"),
                            ("two_new", "two-new organisation"),
                        ],
                        max_length=10,
                        verbose_name="priority group",
                    ),
                ),
                ("applied_on", models.DateField(db_index=True, verbose_name="applied on")),
                ("talked_on", models.DateField(blank=True, null=True, verbose_name="talk on")),
                ("activist_on", models.DateField(blank=True, null=True, verbose_name="activist since")),
                (
                    "recommended_by",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("members", "members of the branch"),
                            ("league", "Youth League"),
                            ("mass", "another mass organisation"),
                        ],
                        max_length=10,
                        verbose_name="recommended by",
                    ),
                ),
                (
                    "recommender",
                    models.CharField(
                        blank=True,
                        help_text="The organisation, no person.",
                        max_length=50,
                        verbose_name="which League or mass organisation",
                    ),
                ),
                ("filed_on", models.DateField(blank=True, null=True, verbose_name="activist on file since")),
                ("mentored_on", models.DateField(blank=True, null=True, verbose_name="mentors named on")),
                ("checked_on", models.DateField(blank=True, null=True, verbose_name="last check on")),
                ("noticed_on", models.DateField(blank=True, null=True, verbose_name="on public notice since")),
                ("candidate_on", models.DateField(blank=True, null=True, verbose_name="candidate since")),
                ("candidate_filed_on", models.DateField(blank=True, null=True, verbose_name="candidate on file since")),
                ("introduced_on", models.DateField(blank=True, null=True, verbose_name="introducers named on")),
                ("reviewed_on", models.DateField(blank=True, null=True, verbose_name="political review on")),
                ("trained_on", models.DateField(blank=True, null=True, verbose_name="training completed on")),
                (
                    "training_hours",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(999)],
                        verbose_name="hours of training",
                    ),
                ),
                (
                    "examined_on",
                    models.DateField(blank=True, null=True, verbose_name="examined by the branch committee on"),
                ),
                ("prereviewed_on", models.DateField(blank=True, null=True, verbose_name="pre-review on")),
                ("form_on", models.DateField(blank=True, null=True, verbose_name="application form on")),
                ("meeting_on", models.DateField(blank=True, null=True, verbose_name="branch meeting on")),
                (
                    "entitled",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(9999)],
                        verbose_name="entitled to vote",
                    ),
                ),
                (
                    "in_favour",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(9999)],
                        verbose_name="in favour",
                    ),
                ),
                ("interviewed_on", models.DateField(blank=True, null=True, verbose_name="interview on")),
                (
                    "approved_on",
                    models.DateField(blank=True, db_index=True, null=True, verbose_name="admission approved on"),
                ),
                (
                    "reported_on",
                    models.DateField(blank=True, null=True, verbose_name="reported to the higher level on"),
                ),
                ("placed_on", models.DateField(blank=True, null=True, verbose_name="placed in a branch and group on")),
                ("oath_on", models.DateField(blank=True, null=True, verbose_name="oath on")),
                ("observed_on", models.DateField(blank=True, null=True, verbose_name="last check on probation on")),
                (
                    "full_applied_on",
                    models.DateField(blank=True, null=True, verbose_name="applied for full membership on"),
                ),
                (
                    "extended_on",
                    models.DateField(blank=True, null=True, verbose_name="extension of probation decided on"),
                ),
                (
                    "extension",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(12)],
                        verbose_name="probation extended by (months)",
                    ),
                ),
                (
                    "full_meeting_on",
                    models.DateField(blank=True, null=True, verbose_name="branch meeting on full membership on"),
                ),
                (
                    "full_entitled",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(9999)],
                        verbose_name="entitled to vote on full membership",
                    ),
                ),
                (
                    "full_in_favour",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(9999)],
                        verbose_name="in favour of full membership",
                    ),
                ),
                (
                    "full_approved_on",
                    models.DateField(blank=True, null=True, verbose_name="full membership approved on"),
                ),
                ("archived_on", models.DateField(blank=True, null=True, verbose_name="papers archived on")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="ended on")),
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
                "verbose_name": "admission case",
                "verbose_name_plural": "admission cases",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("code",),
                        name="one_admission_of_a_number",
                        violation_error_message="There is a case or a member with this number already.",
                    )
                ],
            },
        ),
    ]
