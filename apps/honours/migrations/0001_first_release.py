"""Everything as it was at the first release."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("honours", "0001_initial"),
        ("honours", "0002_notice_rules"),
        ("honours", "0003_alter_honour_type_alter_noticerule_type"),
        ("honours", "0004_kinds_of_the_third_tier"),
    ]

    initial = True

    dependencies = [
        ("organisations", "0001_first_release"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Honour",
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
                ("title", models.CharField(max_length=100, verbose_name="honour")),
                (
                    "type",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("model_village", "model village"),
                            ("model_community", "model community"),
                            ("model_unit", "model unit"),
                            ("three_two_site", "demonstration site of the three-two method"),
                            ("disclosure_site", "demonstration site of disclosure"),
                            ("project_site", "demonstration site of a project"),
                            ("star_of_month", "star of the month"),
                            ("commendation", "commendation before 1 July"),
                            ("advanced_organisation", "advanced Party organisation"),
                            ("outstanding_member", "outstanding member"),
                            ("five_good", "five-good organisation"),
                            ("model_town", "model town of Party building"),
                            ("exemplar", "exemplar of striving for excellence"),
                            ("exemplar_leader", "exemplary leader"),
                            ("exemplary_case", "exemplary case"),
                            ("star_member", "star-rated member"),
                            ("model_member", "model member"),
                            ("pioneer_post", "pioneer post"),
                            ("three_creations", "trade-union three creations"),
                            ("honest_enterprise", "enterprise of good faith"),
                            ("model_window", "model service window"),
                            ("service_brand", "service brand"),
                            ("workers_home", "model workers’ home"),
                            ("model_union", "model grass-roots union"),
                            ("young_pioneer", "young pioneer of enterprise"),
                            ("red_flag_league", "red-flag League organisation"),
                            ("model_family", "good family"),
                            ("service_pioneer", "pioneer of service"),
                            ("satisfying_department", "department that satisfies twice"),
                            ("other", "other"),
                        ],
                        max_length=30,
                        verbose_name="type",
                    ),
                ),
                (
                    "level",
                    models.IntegerField(
                        choices=[
                            (0, "village"),
                            (1, "township"),
                            (2, "district"),
                            (3, "city"),
                            (4, "province"),
                            (5, "national"),
                        ],
                        verbose_name="level",
                    ),
                ),
                (
                    "person",
                    models.CharField(
                        blank=True,
                        help_text="Only where the organisation itself is not meant.",
                        max_length=50,
                        verbose_name="person honoured",
                    ),
                ),
                ("consented", models.BooleanField(default=False, verbose_name="the person agrees to being published")),
                ("merits", models.CharField(blank=True, max_length=200, verbose_name="merits")),
                ("nominated_on", models.DateField(blank=True, null=True, verbose_name="nominated on")),
                ("noticed_on", models.DateField(blank=True, null=True, verbose_name="on public notice since")),
                ("named_on", models.DateField(blank=True, db_index=True, null=True, verbose_name="named on")),
                ("granted_by", models.CharField(blank=True, max_length=100, verbose_name="granted by")),
                ("document_number", models.CharField(blank=True, max_length=50, verbose_name="document number")),
                (
                    "expires_on",
                    models.DateField(
                        blank=True,
                        help_text="The first day on which it holds no longer.",
                        null=True,
                        verbose_name="expires on",
                    ),
                ),
                ("revoked_on", models.DateField(blank=True, null=True, verbose_name="revoked on")),
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
                "verbose_name": "honour",
                "verbose_name_plural": "honours",
            },
        ),
        migrations.CreateModel(
            name="NoticeRule",
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
                            ("model_village", "model village"),
                            ("model_community", "model community"),
                            ("model_unit", "model unit"),
                            ("three_two_site", "demonstration site of the three-two method"),
                            ("disclosure_site", "demonstration site of disclosure"),
                            ("project_site", "demonstration site of a project"),
                            ("star_of_month", "star of the month"),
                            ("commendation", "commendation before 1 July"),
                            ("advanced_organisation", "advanced Party organisation"),
                            ("outstanding_member", "outstanding member"),
                            ("five_good", "five-good organisation"),
                            ("model_town", "model town of Party building"),
                            ("exemplar", "exemplar of striving for excellence"),
                            ("exemplar_leader", "exemplary leader"),
                            ("exemplary_case", "exemplary case"),
                            ("star_member", "star-rated member"),
                            ("model_member", "model member"),
                            ("pioneer_post", "pioneer post"),
                            ("three_creations", "trade-union three creations"),
                            ("honest_enterprise", "enterprise of good faith"),
                            ("model_window", "model service window"),
                            ("service_brand", "service brand"),
                            ("workers_home", "model workers’ home"),
                            ("model_union", "model grass-roots union"),
                            ("young_pioneer", "young pioneer of enterprise"),
                            ("red_flag_league", "red-flag League organisation"),
                            ("model_family", "good family"),
                            ("service_pioneer", "pioneer of service"),
                            ("satisfying_department", "department that satisfies twice"),
                            ("other", "other"),
                        ],
                        max_length=30,
                        verbose_name="type",
                    ),
                ),
                ("start", models.DateField(verbose_name="from")),
                (
                    "end",
                    models.DateField(
                        blank=True,
                        help_text="The first day on which it holds no longer.",
                        null=True,
                        verbose_name="until",
                    ),
                ),
                (
                    "required",
                    models.BooleanField(
                        default=False,
                        help_text="Otherwise it can be named without one.",
                        verbose_name="public notice is required",
                    ),
                ),
                (
                    "working_days",
                    models.PositiveSmallIntegerField(
                        default=5,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(60),
                        ],
                        verbose_name="working days of notice",
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
                "verbose_name": "rule of public notice",
            },
        ),
    ]
