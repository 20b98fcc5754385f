"""Everything as it was at the first release."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import apps.checklists.models


class Migration(migrations.Migration):
    replaces = [
        ("checklists", "0001_initial"),
        ("checklists", "0002_own_checklists"),
        ("checklists", "0003_should_have"),
        ("checklists", "0004_own_codes_once"),
        ("checklists", "0005_alter_listing_list"),
    ]

    initial = True

    dependencies = [
        ("organisations", "0001_first_release"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Inspection",
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
                    "checklist",
                    apps.checklists.models.ChecklistField(
                        choices=[
                            ("three_two", "“Three-two” work method"),
                            ("method_1234", "“1234” work method"),
                            ("disclosure", "Disclosure of Party affairs"),
                            ("five_ones", "“Five ones” of a branch"),
                            ("standardisation", "Standardised village organisation"),
                            ("three_haves", "“Three haves”"),
                            ("five_synchronisations", "Five synchronisations"),
                            ("co_building", "Co-building"),
                            ("five_good", "“Five-good” organisation"),
                            ("five_leads", "“Five-lead” members"),
                        ],
                        max_length=30,
                        verbose_name="checklist",
                    ),
                ),
                ("date", models.DateField(verbose_name="day")),
                (
                    "outcome",
                    models.CharField(
                        choices=[("met", "all met"), ("lacking", "not all met"), ("open", "not yet judged")],
                        default="open",
                        editable=False,
                        max_length=10,
                        verbose_name="outcome",
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
                "verbose_name": "inspection",
                "indexes": [models.Index(fields=["checklist", "date"], name="inspection_of_day")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("organisation", "checklist", "date"),
                        name="one_inspection_a_day",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ItemList",
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
                    "checklist",
                    apps.checklists.models.ChecklistField(
                        choices=[
                            ("three_two", "“Three-two” work method"),
                            ("method_1234", "“1234” work method"),
                            ("disclosure", "Disclosure of Party affairs"),
                            ("five_ones", "“Five ones” of a branch"),
                            ("standardisation", "Standardised village organisation"),
                            ("three_haves", "“Three haves”"),
                            ("five_synchronisations", "Five synchronisations"),
                            ("co_building", "Co-building"),
                            ("five_good", "“Five-good” organisation"),
                            ("five_leads", "“Five-lead” members"),
                        ],
                        max_length=30,
                        verbose_name="checklist",
                    ),
                ),
                ("start", models.DateField(verbose_name="from")),
                (
                    "items",
                    models.TextField(
                        blank=True,
                        help_text="One in each line, in the order of the list.",
                        max_length=4000,
                        verbose_name="items",
                    ),
                ),
                ("basis", models.CharField(blank=True, max_length=200, verbose_name="basis")),
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
                "verbose_name": "items of a checklist",
            },
        ),
        migrations.CreateModel(
            name="Listing",
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
                    "list",
                    models.CharField(
                        choices=[
                            ("adopting_unit", "adopting units"),
                            ("pilot_branch", "pilot branches"),
                            ("with_committee", "branches with a branch committee"),
                            ("should_have_league", "should have a League organisation"),
                            ("should_have_women", "should have a women’s organisation"),
                            ("should_have_union", "should have a trade union"),
                        ],
                        max_length=20,
                        verbose_name="list",
                    ),
                ),
                ("start", models.DateField(verbose_name="from")),
                (
                    "end",
                    models.DateField(
                        blank=True,
                        help_text="The first day on which it no longer stands on the list.",
                        null=True,
                        verbose_name="until",
                    ),
                ),
                ("basis", models.CharField(blank=True, max_length=200, verbose_name="basis")),
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
                "verbose_name": "place on a list",
            },
        ),
        migrations.CreateModel(
            name="OwnChecklist",
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
                ("name", models.CharField(max_length=30, verbose_name="name of the checklist")),
                (
                    "code",
                    models.CharField(
                        help_text="Small letters, digits and _; it stays as it is.",
                        max_length=30,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z][a-z0-9_]*\\Z", "Small letters, digits and _, a letter first."
                            )
                        ],
                        verbose_name="code",
                    ),
                ),
                (
                    "meant",
                    models.CharField(
                        choices=[
                            ("villages_and_communities", "villages and communities"),
                            ("villages", "villages"),
                            ("communities", "communities"),
                            ("units", "offices, institutions and enterprises"),
                            ("branches", "branches"),
                            ("graded", "Party organisations with a class"),
                            ("mass", "mass organisations"),
                            ("associations", "associations"),
                            ("adopting_units", "adopting units on the list"),
                            ("pilot_branches", "pilot branches on the list"),
                        ],
                        max_length=30,
                        verbose_name="whom it is meant for",
                    ),
                ),
                (
                    "needed",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Empty: all.",
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="items to be met",
                    ),
                ),
                ("start", models.DateField(verbose_name="from")),
                (
                    "end",
                    models.DateField(
                        blank=True,
                        help_text="The first day on which it is no longer asked.",
                        null=True,
                        verbose_name="until",
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
                "verbose_name": "own checklist",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)), fields=("code",), name="own_code_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)), fields=("name",), name="own_name_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Result",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("item", models.CharField(max_length=100, verbose_name="item")),
                ("met", models.BooleanField(null=True, verbose_name="met")),
                ("evidence", models.CharField(blank=True, max_length=200, verbose_name="evidence")),
                (
                    "inspection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="results", to="checklists.inspection"
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
                "constraints": [models.UniqueConstraint(fields=("inspection", "item"), name="one_result_an_item")],
            },
        ),
    ]
