"""Everything as it was at the first release."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import apps.members.fields


class Migration(migrations.Migration):
    replaces = [
        ("members", "0001_members"),
        ("members", "0002_stars_registration_transfers"),
        ("members", "0003_trainings"),
        ("members", "0004_attendance"),
        ("attendance", "0001_initial"),
        ("attendance", "0002_kept_by_members_and_posts"),
    ]

    initial = True

    dependencies = [
        ("activities", "0001_first_release"),
        ("organisations", "0001_first_release"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Member",
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
                    models.CharField(
                        max_length=40,
                        unique=True,
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
                ("ethnic_group", models.CharField(blank=True, max_length=20, verbose_name="ethnic group")),
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
                    "born",
                    apps.members.fields.MonthField(
                        blank=True, help_text="Year and month, like 1965-03.", max_length=7, verbose_name="born in"
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        choices=[("full", "full"), ("probationary", "probationary")],
                        default="full",
                        max_length=20,
                        verbose_name="standing",
                    ),
                ),
                ("joined_on", models.DateField(blank=True, null=True, verbose_name="joined the Party on")),
                ("full_on", models.DateField(blank=True, null=True, verbose_name="full member since")),
                ("post", models.CharField(blank=True, max_length=50, verbose_name="post in the Party")),
                ("left_on", models.DateField(blank=True, null=True, verbose_name="left the roll on")),
                (
                    "left_how",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("moved", "transferred out"),
                            ("died", "deceased"),
                            ("left", "left the Party"),
                            ("other", "another reason"),
                        ],
                        max_length=10,
                        verbose_name="why they left",
                    ),
                ),
                ("left_note", models.CharField(blank=True, max_length=100, verbose_name="where to, or which decision")),
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
                "verbose_name": "member",
                "indexes": [models.Index(fields=["organisation", "left_on"], name="members_of_organisation")],
            },
        ),
        migrations.CreateModel(
            name="CareRecord",
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
                    "type",
                    models.CharField(
                        choices=[
                            ("subsidy", "fixed subsidy"),
                            ("relief", "relief after a disaster"),
                            ("visit", "visit"),
                            ("support", "pairing support"),
                        ],
                        max_length=10,
                        verbose_name="type",
                    ),
                ),
                ("date", models.DateField(verbose_name="day")),
                ("amount", models.BigIntegerField(blank=True, null=True, verbose_name="amount (yuan)")),
                (
                    "occasion",
                    models.CharField(
                        blank=True,
                        help_text="Such as Spring Festival, 1 July, a flood.",
                        max_length=100,
                        verbose_name="occasion",
                    ),
                ),
                ("given_by", models.CharField(blank=True, max_length=50, verbose_name="by whom")),
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
                (
                    "member",
                    apps.members.fields.MemberKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.member",
                        to_field="code",
                        verbose_name="member",
                    ),
                ),
            ],
            options={
                "verbose_name": "help for a member",
            },
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="activities.activity",
                        verbose_name="activity",
                    ),
                ),
                (
                    "member",
                    apps.members.fields.MemberKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.member",
                        to_field="code",
                        verbose_name="member",
                    ),
                ),
            ],
            options={
                "db_table": "attendance_attendance",
                "constraints": [models.UniqueConstraint(fields=("activity", "member"), name="attended_once")],
            },
        ),
        migrations.CreateModel(
            name="Appraisal",
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
                    models.PositiveIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1950),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="year",
                    ),
                ),
                ("date", models.DateField(verbose_name="held on")),
                (
                    "self_grade",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("excellent", "excellent"),
                            ("qualified", "qualified"),
                            ("basic", "basically qualified"),
                            ("unqualified", "not qualified"),
                        ],
                        max_length=12,
                        verbose_name="self-appraisal",
                    ),
                ),
                (
                    "mutual_grade",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("excellent", "excellent"),
                            ("qualified", "qualified"),
                            ("basic", "basically qualified"),
                            ("unqualified", "not qualified"),
                        ],
                        max_length=12,
                        verbose_name="mutual appraisal",
                    ),
                ),
                (
                    "ballot_grade",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("excellent", "excellent"),
                            ("qualified", "qualified"),
                            ("basic", "basically qualified"),
                            ("unqualified", "not qualified"),
                        ],
                        max_length=12,
                        verbose_name="ballot",
                    ),
                ),
                (
                    "grade",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("excellent", "excellent"),
                            ("qualified", "qualified"),
                            ("basic", "basically qualified"),
                            ("unqualified", "not qualified"),
                        ],
                        max_length=12,
                        verbose_name="grade",
                    ),
                ),
                ("opinion", models.CharField(blank=True, max_length=200, verbose_name="opinion of the branch")),
                ("leads_law", models.BooleanField(blank=True, null=True, verbose_name="leads in keeping the law")),
                ("leads_results", models.BooleanField(blank=True, null=True, verbose_name="leads in results")),
                (
                    "leads_service",
                    models.BooleanField(blank=True, null=True, verbose_name="leads in serving the people"),
                ),
                (
                    "leads_spirit",
                    models.BooleanField(blank=True, null=True, verbose_name="leads in healthy tendencies"),
                ),
                ("leads_study", models.BooleanField(blank=True, null=True, verbose_name="leads in learning")),
                (
                    "stars",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[
                            (1, "one star"),
                            (2, "two stars"),
                            (3, "three stars"),
                            (4, "four stars"),
                            (5, "five stars"),
                        ],
                        null=True,
                        verbose_name="stars",
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
                (
                    "member",
                    apps.members.fields.MemberKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.member",
                        to_field="code",
                        verbose_name="member",
                    ),
                ),
            ],
            options={
                "verbose_name": "appraisal of a member",
            },
        ),
        migrations.CreateModel(
            name="MemberCategory",
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
                    "category",
                    models.CharField(
                        choices=[
                            ("no_post", "without a post"),
                            ("mobile", "mobile"),
                            ("hardship", "in hardship"),
                            ("capable", "capable"),
                            ("helped", "to be helped"),
                            ("subsidy", "entitled to a fixed subsidy"),
                        ],
                        max_length=10,
                        verbose_name="category",
                    ),
                ),
                (
                    "duty",
                    models.CharField(
                        blank=True,
                        help_text="Of a member without a post; several with 、.",
                        max_length=100,
                        verbose_name="duty post",
                    ),
                ),
                ("destination", models.CharField(blank=True, max_length=100, verbose_name="where they went")),
                ("reachable", models.BooleanField(blank=True, null=True, verbose_name="a way to reach them is known")),
                ("contacted_on", models.DateField(blank=True, null=True, verbose_name="last contact on")),
                ("helper", models.CharField(blank=True, max_length=50, verbose_name="who helps or trains them")),
                (
                    "development",
                    models.CharField(
                        blank=True,
                        help_text="Of a capable member.",
                        max_length=100,
                        verbose_name="training and prospect",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[("turned", "turned around"), ("going_on", "going on")],
                        max_length=10,
                        verbose_name="outcome",
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
                    "member",
                    apps.members.fields.MemberKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.member",
                        to_field="code",
                        verbose_name="member",
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
                "verbose_name": "category of a member",
            },
        ),
        migrations.CreateModel(
            name="MemberCommitment",
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
                ("made_on", models.DateField(verbose_name="made on")),
                ("text", models.CharField(blank=True, max_length=500, verbose_name="commitment")),
                ("published_on", models.DateField(blank=True, null=True, verbose_name="published on")),
                ("published_where", models.CharField(blank=True, max_length=100, verbose_name="published where")),
                ("exempt", models.BooleanField(default=False, verbose_name="exempted")),
                ("exempt_reason", models.CharField(blank=True, max_length=100, verbose_name="reason of the exemption")),
                ("approved_by", models.CharField(blank=True, max_length=50, verbose_name="approved by")),
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
                    "member",
                    apps.members.fields.MemberKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.member",
                        to_field="code",
                        verbose_name="member",
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
                "verbose_name": "commitment of a member",
            },
        ),
        migrations.CreateModel(
            name="Membership",
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
                ("note", models.CharField(blank=True, max_length=100, verbose_name="basis")),
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
                    "member",
                    apps.members.fields.MemberKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.member",
                        to_field="code",
                        verbose_name="member",
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
                "verbose_name": "membership",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("end__isnull", True), ("withdrawn_at__isnull", True)),
                        fields=("member",),
                        name="one_current_membership",
                        violation_error_message="The member belongs to an organisation at that time already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MemberTraining",
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
                    "type",
                    models.CharField(
                        choices=[
                            ("rotation", "rotational training"),
                            ("winter", "winter training"),
                            ("congress", "spirit of the Party congress"),
                            ("party_spirit", "Party spirit"),
                            ("new_members", "for new members"),
                            ("other", "other"),
                        ],
                        max_length=20,
                        verbose_name="type",
                    ),
                ),
                ("course", models.CharField(max_length=100, verbose_name="course")),
                ("date", models.DateField(verbose_name="training completed on")),
                (
                    "hours",
                    models.PositiveIntegerField(
                        help_text="A day counts 8 hours, half a day 4.",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(1000),
                        ],
                        verbose_name="hours of training",
                    ),
                ),
                ("held_by", models.CharField(blank=True, max_length=50, verbose_name="training held by")),
                (
                    "activity",
                    models.CharField(
                        blank=True,
                        help_text="Where the course is an activity here: these hours then count in place of the activity’s.",
                        max_length=20,
                        verbose_name="number of the activity",
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
                    "member",
                    apps.members.fields.MemberKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.member",
                        to_field="code",
                        verbose_name="member",
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
                "verbose_name": "training of a member",
            },
        ),
        migrations.CreateModel(
            name="Registration",
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
                ("date", models.DateField(verbose_name="decided on")),
                (
                    "outcome",
                    models.CharField(
                        choices=[("registered", "registered"), ("deferred", "deferred"), ("refused", "not registered")],
                        max_length=10,
                        verbose_name="decision",
                    ),
                ),
                ("approved_on", models.DateField(blank=True, null=True, verbose_name="approved from above on")),
                ("note", models.CharField(blank=True, max_length=100, verbose_name="basis")),
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
                    "member",
                    apps.members.fields.MemberKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.member",
                        to_field="code",
                        verbose_name="member",
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
                "verbose_name": "registration of a member",
            },
        ),
        migrations.CreateModel(
            name="TransferLetter",
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
                    "direction",
                    models.CharField(choices=[("out", "out"), ("in", "in")], max_length=3, verbose_name="in or out"),
                ),
                ("number", models.CharField(max_length=40, verbose_name="number of the letter")),
                ("partner", models.CharField(max_length=100, verbose_name="from or to which organisation")),
                (
                    "dues_until",
                    apps.members.fields.MonthField(
                        blank=True,
                        help_text="Year and month, like 2012-03.",
                        max_length=7,
                        verbose_name="dues paid until",
                    ),
                ),
                ("issued_on", models.DateField(verbose_name="issued on")),
                (
                    "due",
                    models.DateField(
                        blank=True, help_text="Blank: 90 days after it was issued.", verbose_name="valid until"
                    ),
                ),
                ("received_on", models.DateField(blank=True, null=True, verbose_name="receipt on")),
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
                    "member",
                    apps.members.fields.MemberKey(
                        blank=True,
                        help_text="Of a letter in: once the member is on the roll; the letter names them.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.member",
                        to_field="code",
                        verbose_name="member",
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
                "verbose_name": "transfer letter",
            },
        ),
    ]
