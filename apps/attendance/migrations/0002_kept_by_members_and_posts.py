"""The table stays as it is: from now on it belongs to the members, whose courses are read from it."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("attendance", "0001_initial")]

    operations = [
        migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel("Attendance")]),
    ]
