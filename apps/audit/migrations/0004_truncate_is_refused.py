"""PostgreSQL's TRUNCATE is refused from now on, too."""

from django.db import migrations

from apps.audit import guards


def install(_apps, schema_editor):
    guards.install(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_guards")]

    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
