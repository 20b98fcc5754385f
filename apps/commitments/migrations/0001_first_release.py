"""Everything as it was at the first release."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("commitments", "0001_initial")]

    initial = True

    dependencies = [
        ("organisations", "0001_first_release"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Commitment",
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
                ("text", models.CharField(max_length=500, verbose_name="commitment")),
                ("to_whom", models.CharField(blank=True, max_length=100, verbose_name="to whom")),
                ("made_on", models.DateField(db_index=True, verbose_name="made on")),
                ("reviewed_on", models.DateField(blank=True, null=True, verbose_name="reviewed on")),
                ("published_on", models.DateField(blank=True, null=True, verbose_name="published on")),
                (
                    "published_where",
                    models.CharField(
                        blank=True,
                        help_text="Meeting, notice board, broadcast, press.",
                        max_length=100,
                        verbose_name="published where",
                    ),
                ),
                ("due", models.DateField(blank=True, null=True, verbose_name="to be kept by")),
                ("checked_on", models.DateField(blank=True, null=True, verbose_name="checked on")),
                ("checked_by", models.CharField(blank=True, max_length=50, verbose_name="checked by")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[("kept", "kept"), ("broken", "not kept")],
                        max_length=10,
                        verbose_name="kept or not",
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
                "verbose_name": "commitment",
                "verbose_name_plural": "commitments",
            },
        ),
    ]
