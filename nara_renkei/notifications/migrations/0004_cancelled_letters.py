from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0003_dead_letters"),
    ]

    operations = [
        migrations.AlterField(
            model_name="outgoingmail",
            name="state",
            field=models.CharField(
                choices=[
                    ("QUEUED", "送信待ち"),
                    ("SENT", "送信済み"),
                    ("DEAD", "届けられません"),
                    ("EXPIRED", "期限切れ"),
                    ("CANCELLED", "取消し"),
                ],
                default="QUEUED",
                max_length=10,
                verbose_name="状態",
            ),
        ),
    ]
