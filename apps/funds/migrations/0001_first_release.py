"""Everything as it was at the first release."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("funds", "0001_initial"), ("funds", "0002_relief"), ("funds", "0003_incomes")]

    initial = True

    dependencies = [
        ("organisations", "0001_first_release"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Fund",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("changed_at", models.DateTimeField(editable=False, null=True, verbose_name="changed at")),
                ("recorded_at", models.DateTimeField(auto_now_add=True, verbose_name="recorded at")),
                ("withdrawn_at", models.DateTimeField(editable=False, null=True, verbose_name="withdrawn at")),
                (
                    "withdrawn_reason",
                    models.CharField(blank=True, editable=False, max_length=200, verbose_name="reason"),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("work", "running costs"),
                            ("activities", "activities of members"),
                            ("start", "start of an association"),
                            ("project", "project and infrastructure"),
                            ("relief", "relief after a disaster"),
                        ],
                        max_length=20,
                        verbose_name="purpose",
                    ),
                ),
                ("date", models.DateField(verbose_name="planned on")),
                ("source", models.CharField(blank=True, max_length=100, verbose_name="source")),
                (
                    "standard",
                    models.CharField(
                        blank=True, help_text="Such as 200 yuan a member.", max_length=100, verbose_name="standard"
                    ),
                ),
                ("planned", models.BigIntegerField(verbose_name="planned (yuan)")),
                ("allotted", models.BigIntegerField(blank=True, null=True, verbose_name="allotted (yuan)")),
                ("allotted_on", models.DateField(blank=True, null=True, verbose_name="allotted on")),
                ("paid", models.BigIntegerField(blank=True, null=True, verbose_name="spent (yuan)")),
                ("document_number", models.CharField(blank=True, max_length=50, verbose_name="document number")),
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
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="recorded by",
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="withdrawn by",
                    ),
                ),
            ],
            options={
                "verbose_name": "funds",
            },
        ),
        migrations.CreateModel(
            name="Income",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("changed_at", models.DateTimeField(editable=False, null=True, verbose_name="changed at")),
                ("recorded_at", models.DateTimeField(auto_now_add=True, verbose_name="recorded at")),
                ("withdrawn_at", models.DateTimeField(editable=False, null=True, verbose_name="withdrawn at")),
                (
                    "withdrawn_reason",
                    models.CharField(blank=True, editable=False, max_length=200, verbose_name="reason"),
                ),
                (
                    "type",
                    models.CharField(
                        choices=[
                            ("collective", "collective income of a village"),
                            ("per_household", "gain of an association per member household"),
                        ],
                        max_length=20,
                        verbose_name="type",
                    ),
                ),
                (
                    "date",
                    models.DateField(
                        help_text="The last day of the year that it is about.", verbose_name="counted up to"
                    ),
                ),
                ("amount", models.BigIntegerField(verbose_name="income (yuan)")),
                ("source", models.CharField(blank=True, max_length=100, verbose_name="source")),
                (
                    "basis",
                    models.CharField(
                        blank=True,
                        help_text="What is in it and what is not.",
                        max_length=100,
                        verbose_name="how it is counted",
                    ),
                ),
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
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="recorded by",
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="withdrawn by",
                    ),
                ),
            ],
            options={
                "verbose_name": "income",
            },
        ),
    ]
