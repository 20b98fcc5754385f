"""Everything as it was at the first release."""

import django.contrib.auth.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("accounts", "0001_initial"),
        ("accounts", "0002_telephone_and_first_password"),
        ("accounts", "0003_former_passwords_and_sessions"),
        ("accounts", "0004_home"),
        ("accounts", "0005_versions"),
    ]

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="User",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "username",
                    models.CharField(
                        error_messages={"unique": "This user name is taken."},
                        max_length=60,
                        unique=True,
                        validators=[django.contrib.auth.validators.UnicodeUsernameValidator()],
                        verbose_name="user name",
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                (
                    "language",
                    models.CharField(
                        blank=True,
                        choices=[("zh-hans", "简体中文"), ("en", "English")],
                        max_length=10,
                        verbose_name="language",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="may sign in")),
                ("is_demonstration", models.BooleanField(default=False, verbose_name="demonstration account")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("must_change_password", models.BooleanField(default=False, verbose_name="must choose a new password")),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="telephone")),
                ("home", models.CharField(blank=True, db_index=True, max_length=40, verbose_name="made for")),
                ("changed_at", models.DateTimeField(editable=False, null=True, verbose_name="changed at")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
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
            ],
            options={
                "verbose_name": "account",
                "verbose_name_plural": "accounts",
                "ordering": ["username"],
            },
        ),
        migrations.CreateModel(
            name="FormerPassword",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128)),
                ("until", models.DateTimeField(auto_now_add=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="former_passwords",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-until", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                (
                    "session_key",
                    models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name="session key"),
                ),
                ("session_data", models.TextField(verbose_name="session data")),
                ("expire_date", models.DateTimeField(db_index=True, verbose_name="expire date")),
                ("address", models.CharField(blank=True, max_length=45, verbose_name="address")),
                ("device", models.CharField(blank=True, max_length=60, verbose_name="device")),
                ("started_at", models.DateTimeField(null=True, verbose_name="signed in at")),
                ("last_seen_at", models.DateTimeField(null=True, verbose_name="last page at")),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sessions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "session",
                "verbose_name_plural": "sessions",
                "abstract": False,
            },
        ),
    ]
