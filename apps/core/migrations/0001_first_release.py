"""Everything as it was at the first release."""

from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("core", "0001_initial")]

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="SentForm",
            fields=[
                ("token", models.UUIDField(primary_key=True, serialize=False)),
                ("led_to", models.CharField(blank=True, max_length=500)),
                ("sent_at", models.DateTimeField(auto_now_add=True, db_index=True)),
            ],
        ),
    ]
