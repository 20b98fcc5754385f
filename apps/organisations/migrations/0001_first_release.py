"""Everything as it was at the first release."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("organisations", "0001_initial"),
        ("organisations", "0002_leading_link"),
        ("organisations", "0003_versions"),
        ("organisations", "0004_leading_links_are_records"),
        ("organisations", "0005_settings_and_splits"),
    ]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Organisation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "code",
                    models.CharField(
                        max_length=40,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[0-9A-Za-z][0-9A-Za-z._-]*\\Z", "Letters, digits, - . and _ only."
                            )
                        ],
                        verbose_name="code",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("committee", "Party committee"),
                            ("general_branch", "general branch"),
                            ("branch", "branch"),
                            ("joint_branch", "joint branch"),
                            ("group", "Party group"),
                            ("league_committee", "Youth League committee"),
                            ("league_general_branch", "Youth League general branch"),
                            ("league_branch", "Youth League branch"),
                            ("womens_federation", "Women’s Federation"),
                            ("trade_union", "trade union"),
                            ("association", "farmers’ association"),
                        ],
                        max_length=30,
                        verbose_name="kind",
                    ),
                ),
                (
                    "sector",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("village", "village"),
                            ("community", "community"),
                            ("office", "government office"),
                            ("institution", "public institution"),
                            ("state_enterprise", "state enterprise"),
                            ("private_enterprise", "non-public enterprise"),
                            ("social_organisation", "social organisation"),
                            ("sub_office", "sub-office"),
                        ],
                        max_length=30,
                        verbose_name="sector",
                    ),
                ),
                ("opened", models.DateField(blank=True, null=True, verbose_name="opened on")),
                ("closed", models.DateField(blank=True, null=True, verbose_name="closed on")),
                (
                    "closing",
                    models.CharField(
                        blank=True,
                        choices=[("dissolved", "dissolved"), ("merged", "merged")],
                        max_length=10,
                        verbose_name="how it ended",
                    ),
                ),
                ("approval_number", models.CharField(blank=True, max_length=80, verbose_name="approval number")),
                ("graded", models.BooleanField(default=False, verbose_name="takes part in grading")),
                ("changed_at", models.DateTimeField(editable=False, null=True, verbose_name="changed at")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "founding_number",
                    models.CharField(blank=True, max_length=80, verbose_name="approval of the founding"),
                ),
                (
                    "setting",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("area", "by area"),
                            ("association", "on an association"),
                            ("function", "by function"),
                        ],
                        max_length=20,
                        verbose_name="setting",
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
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged_in",
                        to="organisations.organisation",
                        verbose_name="merged into",
                    ),
                ),
                (
                    "split_from",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="split_off",
                        to="organisations.organisation",
                        verbose_name="split from",
                    ),
                ),
            ],
            options={
                "verbose_name": "organisation",
                "verbose_name_plural": "organisations",
                "ordering": ["code"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("opened__isnull", True),
                            ("closed__isnull", True),
                            ("closed__gte", models.F("opened")),
                            _connector="OR",
                        ),
                        name="organisation_closed_after_opened",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LeadingLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("start", models.DateField(verbose_name="from")),
                (
                    "end",
                    models.DateField(
                        blank=True,
                        help_text="The first day on which it no longer holds. Empty: it still holds.",
                        null=True,
                        verbose_name="to",
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        blank=True,
                        help_text="The decision or document by which it was settled.",
                        max_length=200,
                        verbose_name="basis",
                    ),
                ),
                ("changed_at", models.DateTimeField(editable=False, null=True, verbose_name="changed at")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("recorded_at", models.DateTimeField(auto_now_add=True, null=True, verbose_name="recorded at")),
                ("withdrawn_at", models.DateTimeField(editable=False, null=True, verbose_name="withdrawn at")),
                (
                    "withdrawn_reason",
                    models.CharField(blank=True, editable=False, max_length=200, verbose_name="reason"),
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
                (
                    "leader",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="leading_links",
                        to="organisations.organisation",
                        verbose_name="leading Party organisation",
                    ),
                ),
                (
                    "led",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="led_links",
                        to="organisations.organisation",
                        verbose_name="mass organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "leading link",
                "verbose_name_plural": "leading links",
                "ordering": ["led__code", "start"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("end__isnull", True), ("end__gt", models.F("start")), _connector="OR"),
                        name="leading_ends_after_start",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("led", "start"),
                        name="leading_one_per_start",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("end__isnull", True), ("withdrawn_at__isnull", True)),
                        fields=("led",),
                        name="leading_one_open_end",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Placement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("path", models.CharField(max_length=160)),
                ("start", models.DateField(verbose_name="from")),
                ("end", models.DateField(blank=True, null=True, verbose_name="to")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="placements",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="child_placements",
                        to="organisations.organisation",
                        verbose_name="parent",
                    ),
                ),
            ],
            options={
                "ordering": ["organisation", "start"],
                "indexes": [models.Index(fields=["path", "start", "end"], name="organisatio_path_86cda5_idx")],
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "start"), name="placement_one_per_start"),
                    models.UniqueConstraint(
                        condition=models.Q(("end__isnull", True)),
                        fields=("organisation",),
                        name="placement_one_open_end",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("end__isnull", True), ("end__gt", models.F("start")), _connector="OR"),
                        name="placement_ends_after_start",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RoleAssignment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("administrator", "administrator"),
                            ("staff", "township staff"),
                            ("village_contact", "village contact"),
                            ("leader", "leader"),
                            ("secretary", "secretary"),
                            ("clerk", "clerk"),
                            ("mass_officer", "mass-organisation officer"),
                            ("viewer", "viewer of the higher authority"),
                            ("auditor", "auditor"),
                        ],
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                ("start", models.DateField(verbose_name="from")),
                ("end", models.DateField(blank=True, null=True, verbose_name="to")),
                ("changed_at", models.DateTimeField(editable=False, null=True, verbose_name="changed at")),
                ("confirmed_at", models.DateTimeField(blank=True, null=True, verbose_name="confirmed at")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("waiting", models.BooleanField(default=False, verbose_name="waiting for confirmation")),
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
                    "confirmed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="confirmed by",
                    ),
                ),
                (
                    "granted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="granted by",
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
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="roles", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "role",
                "verbose_name_plural": "roles",
                "ordering": ["user", "role", "start"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("end__isnull", True), ("end__gt", models.F("start")), _connector="OR"),
                        name="role_ends_after_start",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CredentialsGiven",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(auto_now=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="credentials_given",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("user", "by"), name="credentials_given_once_by")],
            },
        ),
    ]
