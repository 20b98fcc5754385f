"""Everything as it was at the first release."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("frequencies", "0001_initial"), ("frequencies", "0002_courses")]

    initial = True

    dependencies = [
        ("organisations", "0001_first_release"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="FrequencyRule",
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
                        verbose_name="kind",
                    ),
                ),
                (
                    "whom",
                    models.CharField(
                        choices=[
                            ("village", "villages"),
                            ("community", "communities"),
                            ("party_branch", "branches and joint branches"),
                            ("party_organisation", "graded Party organisations"),
                            ("unit", "township units"),
                            ("mass", "mass organisations"),
                            ("league", "Youth League organisations"),
                            ("association", "farmers’ associations"),
                            ("township", "the township"),
                            ("adopting_unit", "adopting units"),
                            ("pilot_branch", "pilot branches"),
                            ("two_new_party", "Party organisations of two-new units"),
                        ],
                        max_length=20,
                        verbose_name="who holds it",
                    ),
                ),
                (
                    "condition",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("committee", "where there is a branch committee"),
                            ("groups", "where there are Party groups"),
                        ],
                        max_length=20,
                        verbose_name="on condition",
                    ),
                ),
                (
                    "times",
                    models.PositiveSmallIntegerField(
                        default=1,
                        help_text="0: it is not due, whatever is usual elsewhere.",
                        validators=[django.core.validators.MaxValueValidator(31)],
                        verbose_name="how often",
                    ),
                ),
                (
                    "per",
                    models.CharField(
                        choices=[
                            ("month", "month"),
                            ("quarter", "quarter"),
                            ("half_year", "half-year"),
                            ("year", "year"),
                        ],
                        max_length=10,
                        verbose_name="in each",
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
                "verbose_name": "frequency rule",
            },
        ),
    ]
