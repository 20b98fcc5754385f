"""Everything as it was at the first release."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import apps.members.fields


class Migration(migrations.Migration):
    replaces = [("cadres", "0001_initial")]

    initial = True

    dependencies = [
        ("members", "0001_first_release"),
        ("organisations", "0001_first_release"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DegreeStudy",
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
                    "position",
                    models.CharField(
                        help_text="Two with the same post are told apart by a number.",
                        max_length=50,
                        verbose_name="post",
                    ),
                ),
                ("person", models.CharField(max_length=50, verbose_name="name")),
                (
                    "degree",
                    models.CharField(
                        choices=[("college", "college"), ("bachelor", "bachelor"), ("postgraduate", "postgraduate")],
                        max_length=15,
                        verbose_name="degree",
                    ),
                ),
                ("school", models.CharField(blank=True, max_length=100, verbose_name="school and subject")),
                ("enrolled_on", models.DateField(db_index=True, verbose_name="enrolled on")),
                ("graduated_on", models.DateField(blank=True, null=True, verbose_name="graduated on")),
                ("stopped_on", models.DateField(blank=True, null=True, verbose_name="stopped on")),
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
                "verbose_name": "study for a degree",
            },
        ),
        migrations.CreateModel(
            name="OfficialAppraisal",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("graduate", "graduate village official"),
                            ("village", "village official"),
                            ("staff", "official or employee"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "position",
                    models.CharField(
                        help_text="Two with the same post are told apart by a number.",
                        max_length=50,
                        verbose_name="post",
                    ),
                ),
                ("person", models.CharField(max_length=50, verbose_name="name")),
                ("term_ends", models.DateField(blank=True, null=True, verbose_name="term of service ends on")),
                (
                    "listed_on",
                    models.DateField(
                        help_text="The day in the year from which on it is asked.", verbose_name="in service on"
                    ),
                ),
                (
                    "attended",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(366)],
                        verbose_name="days attended",
                    ),
                ),
                (
                    "visits",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(366)],
                        verbose_name="supervision visits",
                    ),
                ),
                ("visited_on", models.DateField(blank=True, null=True, verbose_name="last supervision visit on")),
                (
                    "grade",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("excellent", "excellent"),
                            ("competent", "competent"),
                            ("basic", "basically competent"),
                            ("failed", "not competent"),
                        ],
                        max_length=10,
                        verbose_name="grade",
                    ),
                ),
                ("appraised_on", models.DateField(blank=True, null=True, verbose_name="appraised on")),
                ("appraised_by", models.CharField(blank=True, max_length=50, verbose_name="appraised by")),
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
                "verbose_name": "appraisal of an official",
            },
        ),
        migrations.CreateModel(
            name="Procedure",
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
                    "measure",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("correct", "to put right within a time"),
                            ("advised", "advised to leave"),
                            ("removed", "taken off the roll"),
                            ("other", "other"),
                        ],
                        max_length=10,
                        verbose_name="measure",
                    ),
                ),
                ("handled_by", models.CharField(blank=True, max_length=50, verbose_name="handled by")),
                ("opened_on", models.DateField(db_index=True, verbose_name="opened on")),
                (
                    "verified_on",
                    models.DateField(blank=True, null=True, verbose_name="verified, and the member heard, on"),
                ),
                (
                    "meeting_on",
                    models.DateField(blank=True, null=True, verbose_name="decided by the branch meeting on"),
                ),
                ("approved_on", models.DateField(blank=True, null=True, verbose_name="approved on")),
                ("document_number", models.CharField(blank=True, max_length=50, verbose_name="document number")),
                ("dropped_on", models.DateField(blank=True, null=True, verbose_name="ended without a measure on")),
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
                "verbose_name": "procedure",
            },
        ),
        migrations.CreateModel(
            name="ReserveCandidate",
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
                    "post",
                    models.CharField(
                        choices=[
                            ("secretary", "secretary"),
                            ("deputy", "deputy secretary"),
                            ("director", "director of the village committee"),
                            ("clerk", "village clerk"),
                            ("supervision", "head of the supervision committee"),
                            ("league", "secretary of the League organisation"),
                            ("women", "head of the women’s organisation"),
                            ("union", "chair of the trade union"),
                            ("association", "head of the association"),
                        ],
                        default="secretary",
                        max_length=20,
                        verbose_name="for which post",
                    ),
                ),
                (
                    "line",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("first", "first line"),
                            ("second", "second line"),
                            ("third", "third line"),
                            ("fourth", "fourth line"),
                        ],
                        help_text="What the four lines are the township says itself.",
                        max_length=10,
                        verbose_name="line",
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        help_text="Such as returned from work elsewhere, retired from the army, capable in business.",
                        max_length=100,
                        verbose_name="source",
                    ),
                ),
                ("mentor", models.CharField(blank=True, max_length=50, verbose_name="who trains them")),
                ("entered_on", models.DateField(db_index=True, verbose_name="in the reserve since")),
                ("assessed_on", models.DateField(blank=True, null=True, verbose_name="assessed on")),
                ("assessed_by", models.CharField(blank=True, max_length=50, verbose_name="assessed by")),
                ("appointed_on", models.DateField(blank=True, null=True, verbose_name="appointed on")),
                ("left_on", models.DateField(blank=True, null=True, verbose_name="left the reserve on")),
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
                "verbose_name": "reserve candidate",
            },
        ),
        migrations.CreateModel(
            name="Talk",
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
                            ("talk", "heart-to-heart talk"),
                            ("report", "report on work and integrity"),
                            ("personal", "report on personal matters"),
                        ],
                        max_length=10,
                        verbose_name="type",
                    ),
                ),
                (
                    "position",
                    models.CharField(
                        help_text="Such as secretary; no names are needed.", max_length=50, verbose_name="post"
                    ),
                ),
                ("due", models.DateField(verbose_name="due")),
                ("held_on", models.DateField(blank=True, null=True, verbose_name="done on")),
                (
                    "held_by",
                    models.CharField(
                        blank=True, max_length=50, verbose_name="who held it, or to whom it was handed in"
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
                "verbose_name": "talk or report",
            },
        ),
        migrations.CreateModel(
            name="TrainingRule",
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
                    "audience",
                    models.CharField(
                        choices=[
                            ("secretaries", "secretaries of villages and communities"),
                            ("league", "heads of League organisations"),
                            ("committees", "secretaries and committee members of branches"),
                            ("new_members", "members who joined in the year"),
                            ("members", "all members"),
                        ],
                        max_length=20,
                        verbose_name="who is trained",
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("branch", "branch"),
                            ("township", "township"),
                            ("district", "district"),
                            ("city", "city"),
                        ],
                        max_length=20,
                        verbose_name="level",
                    ),
                ),
                (
                    "hours",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Blank: a completed course is enough. Hours are not carried into the next year.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(1000),
                        ],
                        verbose_name="hours a year",
                    ),
                ),
                ("course", models.CharField(blank=True, max_length=200, verbose_name="what is taught")),
                (
                    "basis",
                    models.CharField(
                        blank=True,
                        help_text="Such as the number of the year’s training plan.",
                        max_length=200,
                        verbose_name="basis",
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
                "verbose_name": "rule about training",
            },
        ),
        migrations.CreateModel(
            name="VeteranService",
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
                            ("visit", "visit"),
                            ("study", "political study"),
                            ("tour", "tour"),
                            ("community", "service in the community"),
                            ("ballot", "ballot on satisfaction"),
                        ],
                        max_length=10,
                        verbose_name="type",
                    ),
                ),
                ("date", models.DateField(verbose_name="day")),
                ("subject", models.CharField(max_length=100, verbose_name="what it was")),
                (
                    "people",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(100000)],
                        verbose_name="people reached",
                    ),
                ),
                ("place", models.CharField(blank=True, max_length=100, verbose_name="where")),
                (
                    "valid",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(100000)],
                        verbose_name="valid votes",
                    ),
                ),
                (
                    "satisfied",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(100000)],
                        verbose_name="satisfied",
                    ),
                ),
                (
                    "fairly",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(100000)],
                        verbose_name="fairly satisfied",
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
                "verbose_name": "service to veteran cadres",
            },
        ),
    ]
