"""No reference twice; nothing changed or deleted from now on."""

import uuid

from django.db import migrations, models

from apps.audit import guards


def install(_apps, schema_editor):
    guards.install(schema_editor.connection)


def remove(_apps, schema_editor):
    guards.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_seals_and_chain")]

    operations = [
        migrations.AlterField(
            model_name="entry",
            name="reference",
            field=models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
        ),
        migrations.RunPython(install, remove),
    ]
