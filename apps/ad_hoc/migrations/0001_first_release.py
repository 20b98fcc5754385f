"""Everything as it was at the first release."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("ad_hoc", "0001_initial")]

    initial = True

    dependencies = [
        ("organisations", "0001_first_release"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AdHocForm",
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
                ("item", models.CharField(max_length=60, verbose_name="what is asked")),
                ("unit", models.CharField(max_length=20, verbose_name="unit")),
                (
                    "whom",
                    models.CharField(
                        choices=[
                            ("village", "villages"),
                            ("community", "communities"),
                            ("party_branch", "branches and joint branches"),
                            ("party_organisation", "graded Party organisations"),
                            ("unit", "township units"),
                            ("mass", "mass organisations"),
                            ("league", "Youth League organisations"),
                            ("association", "farmers’ associations"),
                            ("township", "the township"),
                            ("adopting_unit", "adopting units"),
                            ("pilot_branch", "pilot branches"),
                            ("two_new_party", "Party organisations of two-new units"),
                        ],
                        max_length=20,
                        verbose_name="whom it concerns",
                    ),
                ),
                ("purpose", models.CharField(max_length=200, verbose_name="what it is for")),
                ("approved_by", models.CharField(max_length=60, verbose_name="approved by")),
                ("date", models.DateField(verbose_name="asked from")),
                ("due", models.DateField(help_text="The last day on which it is asked.", verbose_name="asked until")),
                (
                    "explanation",
                    models.CharField(
                        blank=True, help_text="What belongs to it.", max_length=200, verbose_name="how it is counted"
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
                "verbose_name": "ad-hoc form",
            },
        ),
        migrations.CreateModel(
            name="AdHocAnswer",
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
                ("item", models.CharField(max_length=60, verbose_name="what is asked")),
                ("due", models.DateField(verbose_name="answer by")),
                ("value", models.BigIntegerField(blank=True, null=True, verbose_name="figure")),
                (
                    "answered_on",
                    models.DateField(
                        blank=True,
                        help_text="Blank: the day on which the figure is entered.",
                        null=True,
                        verbose_name="answered on",
                    ),
                ),
                ("basis", models.CharField(blank=True, max_length=100, verbose_name="basis")),
                ("remark", models.CharField(blank=True, max_length=200, verbose_name="remark")),
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
                (
                    "form",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="ad_hoc.adhocform",
                        verbose_name="ad-hoc form",
                    ),
                ),
            ],
            options={
                "verbose_name": "answer to an ad-hoc form",
            },
        ),
    ]
