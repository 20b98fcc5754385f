"""Everything as it was at the first release; nothing in the log is changed or deleted."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from apps.audit import guards


def install(_apps, schema_editor):
    guards.install(schema_editor.connection)


def remove(_apps, schema_editor):
    guards.remove(schema_editor.connection)


class Migration(migrations.Migration):
    replaces = [
        ("audit", "0001_initial"),
        ("audit", "0002_seals_and_chain"),
        ("audit", "0003_guards"),
        ("audit", "0004_truncate_is_refused"),
    ]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Chain",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("last_number", models.PositiveBigIntegerField(default=0)),
                ("last_digest", models.CharField(blank=True, default="", max_length=64)),
                ("settled_id", models.PositiveBigIntegerField(default=0)),
                ("verified_at", models.DateTimeField(null=True)),
                ("verified_number", models.PositiveBigIntegerField(default=0)),
                ("faults", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="Checkpoint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveBigIntegerField(unique=True)),
                ("digest", models.CharField(max_length=64)),
                ("entries", models.PositiveBigIntegerField()),
                ("before", models.DateTimeField()),
                ("at", models.DateTimeField()),
                ("seal", models.CharField(max_length=64)),
            ],
            options={
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="Link",
            fields=[
                ("number", models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ("entry_id", models.PositiveBigIntegerField(unique=True)),
                ("digest", models.CharField(max_length=64)),
            ],
            options={
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="Pruning",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("before", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(db_index=True, verbose_name="time")),
                ("action", models.CharField(db_index=True, max_length=60, verbose_name="action")),
                (
                    "organisation_code",
                    models.CharField(blank=True, db_index=True, max_length=40, verbose_name="organisation"),
                ),
                ("target", models.CharField(blank=True, max_length=120, verbose_name="object")),
                ("before", models.JSONField(blank=True, default=dict, verbose_name="before")),
                ("after", models.JSONField(blank=True, default=dict, verbose_name="after")),
                ("address", models.CharField(blank=True, max_length=45, verbose_name="address")),
                ("reference", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("seal", models.CharField(editable=False, max_length=64)),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "audit entry",
                "verbose_name_plural": "audit log",
                "ordering": ["-id"],
            },
        ),
        migrations.RunPython(install, remove),
    ]
