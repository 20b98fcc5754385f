from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_telephone_and_first_password"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="home",
            field=models.CharField(blank=True, db_index=True, max_length=40, verbose_name="made for"),
        ),
    ]
