"""Everything as it was at the first release."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("two_new", "0001_initial")]

    initial = True

    dependencies = [
        ("organisations", "0001_first_release"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="TwoNewUnit",
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
                ("title", models.CharField(max_length=100, verbose_name="name")),
                (
                    "type",
                    models.CharField(
                        choices=[("enterprise", "private enterprise"), ("social", "social organisation")],
                        max_length=20,
                        verbose_name="type",
                    ),
                ),
                ("head", models.CharField(blank=True, max_length=50, verbose_name="head")),
                (
                    "staff",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(1000000)],
                        verbose_name="staff",
                    ),
                ),
                (
                    "members",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(1000000)],
                        verbose_name="Party members",
                    ),
                ),
                (
                    "coverage",
                    models.CharField(
                        choices=[
                            ("alone", "one of its own"),
                            ("joint", "jointly with others"),
                            ("work", "reached by work only"),
                            ("none", "none"),
                        ],
                        max_length=20,
                        verbose_name="Party organisation",
                    ),
                ),
                ("covered_on", models.DateField(blank=True, null=True, verbose_name="covered since")),
                ("instructor", models.CharField(blank=True, max_length=50, verbose_name="Party-building instructor")),
                ("has_union", models.BooleanField(default=False, verbose_name="has a trade union")),
                ("has_league", models.BooleanField(default=False, verbose_name="has a League organisation")),
                ("has_women", models.BooleanField(default=False, verbose_name="has a women’s organisation")),
                ("has_funds", models.BooleanField(default=False, verbose_name="funds guaranteed")),
                ("has_venue", models.BooleanField(default=False, verbose_name="venue guaranteed")),
                ("has_workers", models.BooleanField(default=False, verbose_name="staff for Party work guaranteed")),
                ("why_none", models.CharField(blank=True, max_length=200, verbose_name="why it has none")),
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
                "verbose_name": "two-new unit",
            },
        ),
    ]
