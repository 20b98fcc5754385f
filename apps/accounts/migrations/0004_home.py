from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_former_passwords_and_sessions"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="home",
            field=models.CharField(blank=True, db_index=True, max_length=40, verbose_name="made for"),
        ),
    ]
