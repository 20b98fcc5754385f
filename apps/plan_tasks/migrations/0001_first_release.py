"""Everything as it was at the first release."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("plan_tasks", "0001_initial"),
        ("plan_tasks", "0002_plantask_branches_plantask_objections_and_more"),
        ("plan_tasks", "0003_kinds_of_the_third_tier"),
    ]

    initial = True

    dependencies = [
        ("organisations", "0001_first_release"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PlanTask",
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
                    "programme",
                    models.CharField(
                        blank=True, help_text="As the year’s plan has it.", max_length=120, verbose_name="programme"
                    ),
                ),
                ("title", models.CharField(max_length=100, verbose_name="task")),
                ("stage", models.CharField(blank=True, max_length=50, verbose_name="stage")),
                (
                    "type",
                    models.CharField(
                        choices=[
                            ("general", "general"),
                            ("training", "training course of the year's plan"),
                            ("delegates", "recommendation of congress delegates"),
                            ("mass_work", "work of the mass organisations"),
                            ("womens_project", "project of women’s enterprise"),
                            ("project", "project of Party building"),
                        ],
                        default="general",
                        max_length=20,
                        verbose_name="type",
                    ),
                ),
                ("owner", models.CharField(max_length=60, verbose_name="responsible")),
                ("basis", models.CharField(blank=True, max_length=80, verbose_name="document number")),
                ("set_on", models.DateField(db_index=True, verbose_name="set on")),
                ("due", models.DateField(verbose_name="due")),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="done on")),
                ("result", models.TextField(blank=True, max_length=1000, verbose_name="result")),
                ("accepted_on", models.DateField(blank=True, null=True, verbose_name="accepted on")),
                (
                    "branches",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(10000)],
                        verbose_name="branches that took part",
                    ),
                ),
                (
                    "objections",
                    models.CharField(blank=True, max_length=200, verbose_name="objections and what became of them"),
                ),
                (
                    "people",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(1000000)],
                        verbose_name="people who took part",
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
                "verbose_name": "task",
            },
        ),
    ]
