"""Everything as it was at the first release."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("exchange", "0001_initial"), ("exchange", "0002_part_of_a_register")]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Upload",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("register", models.CharField(max_length=40, verbose_name="register")),
                ("file", models.FileField(upload_to="imports/", verbose_name="file")),
                ("file_name", models.CharField(max_length=200, verbose_name="file name")),
                ("outcome", models.JSONField(default=dict)),
                ("uploaded_at", models.DateTimeField(auto_now_add=True, db_index=True, verbose_name="uploaded at")),
                ("imported_at", models.DateTimeField(null=True, verbose_name="imported at")),
                ("part", models.CharField(blank=True, default="", max_length=60, verbose_name="part")),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["-uploaded_at"],
            },
        ),
    ]
