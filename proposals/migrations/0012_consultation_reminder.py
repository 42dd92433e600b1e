from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("proposals", "0011_find_challenges"),
    ]

    operations = [
        migrations.AddField(
            model_name="consultation",
            name="reminded_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="前日のお知らせを出した日時"),
        ),
    ]
