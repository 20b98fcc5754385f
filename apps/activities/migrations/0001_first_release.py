"""Everything as it was at the first release."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("activities", "0001_initial"),
        ("activities", "0002_attachment"),
        ("activities", "0003_files_of_every_kind"),
        ("activities", "0004_alter_activity_type"),
        ("activities", "0005_courses"),
        ("activities", "0006_carrier_taken_to_households"),
    ]

    initial = True

    dependencies = [
        ("organisations", "0001_first_release"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Series",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(unique=True)),
                ("last", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="Activity",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=20, unique=True, verbose_name="number")),
                ("date", models.DateField(db_index=True, verbose_name="date")),
                (
                    "type",
                    models.CharField(
                        choices=[
                            ("members_meeting", "members’ meeting"),
                            ("committee_meeting", "branch committee meeting"),
                            ("group_meeting", "group meeting"),
                            ("party_lecture", "Party lecture"),
                            ("theme_day", "theme day"),
                            ("organisation_life", "organisational life meeting"),
                            ("spirit_analysis", "analysis of Party spirit"),
                            ("observed_meeting", "committee meeting observed by members"),
                            ("supervision_report", "report on supervised matters"),
                            ("joint_meeting", "joint meeting"),
                            ("hearing", "hearing of mass organisations"),
                            ("mass_work_session", "session on mass work"),
                            ("league_study", "study of the Youth League"),
                            ("youth_service", "service to young people"),
                            ("training", "training"),
                            ("rotation_training", "rotational training of members"),
                            ("winter_training", "winter training of members"),
                            ("congress_training", "training on the spirit of the Party congress"),
                            ("party_spirit_training", "education in Party spirit"),
                            ("new_members_training", "training of new members"),
                            ("visit", "visit"),
                            ("volunteer_service", "volunteer service"),
                            ("commitment", "public commitment"),
                            ("deliberation", "deliberation and disclosure"),
                            ("publicity", "publicity"),
                            ("other", "other"),
                        ],
                        max_length=30,
                        verbose_name="type",
                    ),
                ),
                ("topic", models.CharField(max_length=200, verbose_name="topic")),
                (
                    "due",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(100000)],
                        verbose_name="people due",
                    ),
                ),
                (
                    "present",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(100000)],
                        verbose_name="people present",
                    ),
                ),
                (
                    "hours",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(24000)],
                        verbose_name="hours",
                    ),
                ),
                ("campaign", models.CharField(blank=True, max_length=80, verbose_name="campaign")),
                ("remark", models.TextField(blank=True, max_length=2000, verbose_name="remark")),
                ("recorded_at", models.DateTimeField(auto_now_add=True, verbose_name="recorded at")),
                ("changed_at", models.DateTimeField(editable=False, null=True, verbose_name="changed at")),
                ("withdrawn_at", models.DateTimeField(editable=False, null=True, verbose_name="withdrawn at")),
                (
                    "withdrawn_reason",
                    models.CharField(blank=True, editable=False, max_length=200, verbose_name="reason"),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "carrier",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("broadcast", "broadcast"),
                            ("slogans", "slogans"),
                            ("board", "bulletin board"),
                            ("talk", "talk"),
                            ("media", "press and online"),
                            ("other", "other"),
                        ],
                        max_length=20,
                        verbose_name="carrier",
                    ),
                ),
                (
                    "households",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(100000)],
                        verbose_name="households reached",
                    ),
                ),
                (
                    "taken_to",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("village", "village"),
                            ("community", "community"),
                            ("enterprise", "enterprise"),
                            ("school", "school"),
                            ("other", "elsewhere"),
                        ],
                        max_length=20,
                        verbose_name="taken to",
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
                    "recorded_by",
                    models.ForeignKey(
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
                "verbose_name": "activity",
                "verbose_name_plural": "activities",
                "ordering": ["-date", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("due__isnull", True),
                            ("present__isnull", True),
                            ("present__lte", models.F("due")),
                            _connector="OR",
                        ),
                        name="activity_present_not_above_due",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Host",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="host_links", to="activities.activity"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="host_links",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("activity", "organisation"), name="host_once")],
            },
        ),
        migrations.AddField(
            model_name="activity",
            name="hosts",
            field=models.ManyToManyField(
                related_name="activities",
                through="activities.Host",
                to="organisations.organisation",
                verbose_name="hosts",
            ),
        ),
    ]
