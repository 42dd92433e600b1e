from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0004_page_images"),
    ]

    operations = [
        migrations.AddField(
            model_name="privatefile",
            name="picture_attempts",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="画像を作る試みの回数"),
        ),
        migrations.AddField(
            model_name="privatefile",
            name="picture_due_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="次に画像を作る時刻"),
        ),
        migrations.AddIndex(
            model_name="privatefile",
            index=models.Index(
                condition=models.Q(("picture_due_at__isnull", False)), fields=["picture_due_at"], name="file_to_picture"
            ),
        ),
    ]
