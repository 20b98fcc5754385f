"""Everything as it was at the first release."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("webhooks", "0001_initial")]

    initial = True

    dependencies = [
        ("organisations", "0001_first_release"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Hook",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("address", models.CharField(max_length=300, verbose_name="address")),
                ("secret", models.CharField(editable=False, max_length=100)),
                ("events", models.JSONField(default=list, verbose_name="events")),
                ("position", models.PositiveBigIntegerField(default=0, editable=False)),
                ("added_at", models.DateTimeField(auto_now_add=True, verbose_name="entered at")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="withdrawn at")),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="entered by",
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
                "verbose_name": "webhook",
                "verbose_name_plural": "webhooks",
                "ordering": ["ended_at", "-added_at"],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("entry_id", models.PositiveBigIntegerField()),
                ("body", models.JSONField()),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "waiting"), ("done", "received"), ("failed", "given up")],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("next_at", models.DateTimeField()),
                ("answer", models.CharField(blank=True, max_length=60)),
                ("done_at", models.DateTimeField(null=True)),
                (
                    "hook",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="deliveries", to="webhooks.hook"
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "indexes": [models.Index(fields=["state", "next_at"], name="webhooks_de_state_cb13e7_idx")],
                "constraints": [models.UniqueConstraint(fields=("hook", "entry_id"), name="delivery_once")],
            },
        ),
    ]
