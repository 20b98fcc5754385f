"""Everything as it was at the first release."""

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("closing", "0001_initial")]

    initial = True

    dependencies = [
        ("organisations", "0001_first_release"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ClosedMonth",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                (
                    "month",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(12),
                        ],
                        verbose_name="month",
                    ),
                ),
                (
                    "filer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="closed_months",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "year", "month", "filer"), name="closed_month_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=30)),
                (
                    "act",
                    models.CharField(
                        choices=[("add", "addition"), ("change", "change"), ("withdraw", "withdrawal")],
                        max_length=10,
                        verbose_name="act",
                    ),
                ),
                ("key", models.CharField(blank=True, max_length=40)),
                ("version", models.PositiveIntegerField(null=True)),
                ("day", models.DateField(verbose_name="date")),
                ("old", models.JSONField(default=dict)),
                ("new", models.JSONField(default=dict)),
                ("reason", models.CharField(max_length=300, verbose_name="reason")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="proposed at")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "waiting"),
                            ("accepted", "accepted"),
                            ("refused", "refused"),
                            ("withdrawn", "taken back"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True, verbose_name="decided at")),
                ("answer", models.CharField(blank=True, max_length=300, verbose_name="answer")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="proposed by",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="decided by",
                    ),
                ),
                (
                    "organisations",
                    models.ManyToManyField(
                        related_name="+", to="organisations.organisation", verbose_name="organisations"
                    ),
                ),
            ],
            options={
                "verbose_name": "proposal",
                "verbose_name_plural": "proposals",
                "ordering": ["at", "id"],
                "indexes": [models.Index(fields=["kind", "key"], name="closing_pro_kind_95969c_idx")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open"), models.Q(("key", ""), _negated=True)),
                        fields=("kind", "key"),
                        name="proposal_one_open_per_fact",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("state", "open")),
                            models.Q(models.Q(("state", "open"), _negated=True), ("decided_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="proposal_decided_or_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="proposal_has_a_reason"
                    ),
                ],
            },
        ),
    ]
