"""Everything as it was at the first release."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("matters", "0001_initial"), ("matters", "0002_progress")]

    initial = True

    dependencies = [
        ("organisations", "0001_first_release"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Matter",
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
                ("title", models.CharField(max_length=100, verbose_name="matter")),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("practical", "practical matter for the public"),
                            ("resolution", "resolution of a joint meeting"),
                            ("mass_body", "weakness of a mass organisation"),
                            ("rectification", "rectification of a backward organisation"),
                            ("after_election", "problem found when following up an election"),
                            ("weak_organisation", "weak organisation, dispute"),
                            ("workers_rights", "rights of workers"),
                            ("work_style", "work style of officials"),
                            ("complaint", "complaint or hotline"),
                        ],
                        max_length=30,
                        verbose_name="category",
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        blank=True, help_text="Never the name of who complained.", max_length=100, verbose_name="source"
                    ),
                ),
                ("problem", models.TextField(blank=True, max_length=1000, verbose_name="what it is about")),
                ("measures", models.TextField(blank=True, max_length=1000, verbose_name="measures")),
                ("owner", models.CharField(blank=True, max_length=50, verbose_name="owner")),
                ("helper", models.CharField(blank=True, max_length=50, verbose_name="leader who helps")),
                ("helping_unit", models.CharField(blank=True, max_length=100, verbose_name="unit that helps")),
                ("registered_on", models.DateField(db_index=True, verbose_name="registered on")),
                ("due", models.DateField(blank=True, null=True, verbose_name="due")),
                ("settled_on", models.DateField(blank=True, null=True, verbose_name="settled on")),
                ("result", models.TextField(blank=True, max_length=1000, verbose_name="result")),
                ("accepted_on", models.DateField(blank=True, null=True, verbose_name="accepted on")),
                (
                    "progress",
                    models.TextField(
                        blank=True,
                        help_text="What has been done so far, the latest first; the history keeps who wrote what when.",
                        max_length=1000,
                        verbose_name="progress",
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
                "verbose_name": "matter",
                "verbose_name_plural": "matters",
            },
        ),
    ]
