"""Everything as it was at the first release."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("posts", "0001_initial"),
        ("posts", "0002_passed_on"),
        ("posts", "0003_postrule"),
        ("posts", "0004_recommended"),
        ("posts", "0005_courses"),
    ]

    initial = True

    dependencies = [
        ("activities", "0001_first_release"),
        ("organisations", "0001_first_release"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Appointment",
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
                        max_length=20,
                        verbose_name="post",
                    ),
                ),
                ("person", models.CharField(max_length=50, verbose_name="name")),
                (
                    "way",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("elected", "elected"),
                            ("by_election", "by-election"),
                            ("appointed", "appointed"),
                            ("passed_on", "went on in a reorganisation"),
                        ],
                        max_length=20,
                        verbose_name="how",
                    ),
                ),
                ("term_ends", models.DateField(blank=True, null=True, verbose_name="term ends on")),
                ("document_number", models.CharField(blank=True, max_length=50, verbose_name="document number")),
                ("trained_on", models.DateField(blank=True, null=True, verbose_name="training completed on")),
                ("training", models.CharField(blank=True, max_length=100, verbose_name="training")),
                (
                    "hours",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(10000)],
                        verbose_name="hours of training",
                    ),
                ),
                ("talked_on", models.DateField(blank=True, null=True, verbose_name="talk held on")),
                ("talked_by", models.CharField(blank=True, max_length=50, verbose_name="who held the talk")),
                ("assessed_on", models.DateField(blank=True, null=True, verbose_name="looked at on")),
                ("recommended_on", models.DateField(blank=True, null=True, verbose_name="recommended on")),
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
                "verbose_name": "appointment",
            },
        ),
        migrations.CreateModel(
            name="PostRule",
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
                    "holders",
                    models.CharField(
                        choices=[
                            ("settlements", "villages and communities"),
                            ("branches", "other Party organisations"),
                            ("league", "League organisations"),
                            ("women", "women’s organisations"),
                            ("unions", "trade unions"),
                            ("associations", "farmers’ associations"),
                        ],
                        max_length=20,
                        verbose_name="whose",
                    ),
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
                        max_length=20,
                        verbose_name="post",
                    ),
                ),
                ("required", models.BooleanField(default=True, verbose_name="should be held")),
                (
                    "years",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Blank: it has no term. The end that an appointment itself names goes before it.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(10),
                        ],
                        verbose_name="term in years",
                    ),
                ),
                (
                    "vacant_days",
                    models.PositiveSmallIntegerField(
                        default=90,
                        validators=[django.core.validators.MaxValueValidator(1000)],
                        verbose_name="may stand empty for (days)",
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
                "verbose_name": "rule about posts",
            },
        ),
        migrations.CreateModel(
            name="PostAttendance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                        max_length=20,
                        verbose_name="post",
                    ),
                ),
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
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "post", "activity"), name="post_attended_once")
                ],
            },
        ),
    ]
