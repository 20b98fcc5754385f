import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0003_versions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="leadinglink",
            name="leading_one_per_start",
        ),
        migrations.RemoveConstraint(
            model_name="leadinglink",
            name="leading_one_open_end",
        ),
        migrations.AddField(
            model_name="leadinglink",
            name="recorded_at",
            # Nobody noted it of the links that are there: it stays blank.
            field=models.DateTimeField(null=True, verbose_name="recorded at"),
        ),
        migrations.AlterField(
            model_name="leadinglink",
            name="recorded_at",
            field=models.DateTimeField(auto_now_add=True, null=True, verbose_name="recorded at"),
        ),
        migrations.AddField(
            model_name="leadinglink",
            name="recorded_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="recorded by",
            ),
        ),
        migrations.AddField(
            model_name="leadinglink",
            name="withdrawn_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="withdrawn at"),
        ),
        migrations.AddField(
            model_name="leadinglink",
            name="withdrawn_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="withdrawn by",
            ),
        ),
        migrations.AddField(
            model_name="leadinglink",
            name="withdrawn_reason",
            field=models.CharField(blank=True, editable=False, max_length=200, verbose_name="reason"),
        ),
        migrations.AlterField(
            model_name="leadinglink",
            name="basis",
            field=models.CharField(
                blank=True,
                help_text="The decision or document by which it was settled.",
                max_length=200,
                verbose_name="basis",
            ),
        ),
        migrations.AlterField(
            model_name="leadinglink",
            name="end",
            field=models.DateField(
                blank=True,
                help_text="The first day on which it no longer holds. Empty: it still holds.",
                null=True,
                verbose_name="to",
            ),
        ),
        migrations.AddConstraint(
            model_name="leadinglink",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_at__isnull", True)),
                fields=("led", "start"),
                name="leading_one_per_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="leadinglink",
            constraint=models.UniqueConstraint(
                condition=models.Q(("end__isnull", True), ("withdrawn_at__isnull", True)),
                fields=("led",),
                name="leading_one_open_end",
            ),
        ),
    ]
