"""Everything as it was at the first release."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("documents", "0001_initial"), ("documents", "0002_kinds_of_the_third_tier")]

    initial = True

    dependencies = [
        ("organisations", "0001_first_release"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Document",
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
                    "number",
                    models.CharField(
                        blank=True,
                        help_text="For example 清委发〔2026〕12号.",
                        max_length=50,
                        verbose_name="document number",
                    ),
                ),
                (
                    "type",
                    models.CharField(
                        choices=[
                            ("opinion", "opinion"),
                            ("decision", "decision"),
                            ("notice", "notice"),
                            ("reply", "official reply"),
                            ("report", "report"),
                            ("charter", "charter of an association"),
                            ("scheme", "scheme of a branch for mass work"),
                            ("league_rules", "rules of the Youth League"),
                            ("co_building", "co-building scheme"),
                            ("inclusion", "inclusion of mass work"),
                            ("three_fixes", "three-fixes scheme"),
                            ("member_standard", "standards of conduct for members"),
                            ("emergency", "emergency plan"),
                            ("training_plan", "annual training plan"),
                            ("procedure", "rules of procedure"),
                            ("workflow", "functions and workflows"),
                            ("other", "other"),
                        ],
                        max_length=20,
                        verbose_name="type",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("date", models.DateField(db_index=True, verbose_name="day of the document")),
                ("body", models.TextField(blank=True, max_length=20000, verbose_name="text")),
                ("addressees", models.CharField(blank=True, max_length=200, verbose_name="addressees")),
                (
                    "copies",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(100000)],
                        verbose_name="copies printed",
                    ),
                ),
                ("keywords", models.CharField(blank=True, max_length=100, verbose_name="keywords")),
                (
                    "supersedes",
                    models.CharField(blank=True, max_length=50, verbose_name="replaces the document number"),
                ),
                ("repealed_on", models.DateField(blank=True, null=True, verbose_name="repealed on")),
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
                "verbose_name": "document",
                "verbose_name_plural": "documents",
            },
        ),
    ]
