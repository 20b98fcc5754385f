"""Everything as it was at the first release."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("tokens", "0001_initial")]

    initial = True

    dependencies = [
        ("organisations", "0001_first_release"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AccessToken",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60, verbose_name="what for")),
                ("may_write", models.BooleanField(default=False, verbose_name="may write")),
                ("digest", models.CharField(editable=False, max_length=64, unique=True)),
                ("beginning", models.CharField(max_length=12, verbose_name="begins with")),
                ("last_day", models.DateField(verbose_name="last day")),
                ("created_at", models.DateTimeField(verbose_name="created at")),
                ("last_used_at", models.DateTimeField(null=True, verbose_name="last used at")),
                ("revoked_at", models.DateTimeField(null=True, verbose_name="revoked at")),
                (
                    "held",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="organisations.roleassignment",
                        verbose_name="role",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="tokens", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "token",
                "verbose_name_plural": "tokens",
                "ordering": ["-created_at", "-pk"],
            },
        ),
    ]
