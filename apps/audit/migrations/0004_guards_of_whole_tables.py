"""No table of the audit log is emptied at once from now on."""

from django.db import migrations

from apps.audit import guards


def install(_apps, schema_editor):
    guards.install(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_guards")]

    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
