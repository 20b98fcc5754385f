"""Seal the entries that exist, under the key of today."""

from uuid import uuid4

from django.db import migrations, models

from apps.audit.sealing import seal_of

BATCH = 2000


def seal(apps, _schema_editor):
    entries = apps.get_model("audit", "Entry").objects
    known = 0
    while batch := list(entries.filter(pk__gt=known).order_by("pk")[:BATCH]):
        for entry in batch:
            entry.reference = uuid4()
            entry.seal = seal_of(entry)
        entries.bulk_update(batch, ["reference", "seal"])
        known = batch[-1].pk


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

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
            options={"ordering": ["number"]},
        ),
        migrations.CreateModel(
            name="Link",
            fields=[
                ("number", models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ("entry_id", models.PositiveBigIntegerField(unique=True)),
                ("digest", models.CharField(max_length=64)),
            ],
            options={"ordering": ["number"]},
        ),
        migrations.CreateModel(
            name="Pruning",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("before", models.DateTimeField()),
            ],
        ),
        migrations.AlterField(
            model_name="entry", name="at", field=models.DateTimeField(db_index=True, verbose_name="time")
        ),
        migrations.AddField(model_name="entry", name="reference", field=models.UUIDField(editable=False, null=True)),
        migrations.AddField(
            model_name="entry",
            name="seal",
            field=models.CharField(default="", editable=False, max_length=64),
            preserve_default=False,
        ),
        migrations.RunPython(seal, migrations.RunPython.noop),
    ]
