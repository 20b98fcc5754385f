"""The table of ticks is there already, made by the app of the pages on which they are made."""

import django.db.models.deletion
from django.db import migrations, models

import apps.members.fields


class Migration(migrations.Migration):
    dependencies = [
        ("activities", "0004_alter_activity_type"),
        ("attendance", "0002_kept_by_members_and_posts"),
        ("members", "0003_trainings"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="Attendance",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "activity",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="activities.activity",
                                verbose_name="activity",
                            ),
                        ),
                        (
                            "member",
                            apps.members.fields.MemberKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="members.member",
                                to_field="code",
                                verbose_name="member",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "attendance_attendance",
                        "constraints": [models.UniqueConstraint(fields=("activity", "member"), name="attended_once")],
                    },
                ),
            ]
        ),
        migrations.AlterField(
            model_name="membertraining",
            name="activity",
            field=models.CharField(
                blank=True,
                help_text="Where the course is an activity here: these hours then count in place of the activity’s.",
                max_length=20,
                verbose_name="number of the activity",
            ),
        ),
    ]
