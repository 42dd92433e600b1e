from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("proposals", "0019_procedure"),
    ]

    operations = [
        migrations.AlterField(
            model_name="letter",
            name="kind",
            field=models.CharField(
                choices=[
                    ("RETURN", "修正のお願い"),
                    ("ROUTED", "担当課のお知らせ"),
                    ("FIRST_ANSWER", "最初のお返事"),
                    ("DELAY", "期日のお詫び"),
                    ("MEETING", "対話のお知らせ"),
                    ("HOLD", "保留のお知らせ"),
                    ("OUTCOME", "結果のお知らせ"),
                    ("REFERRAL", "ほかの窓口のご案内"),
                    ("PROCEDURE", "進め方のお知らせ"),
                    ("TENDER", "公募のお知らせ"),
                    ("REOPENED", "検討の再開のお知らせ"),
                    ("SUCCESSOR", "担当者が替わったお知らせ"),
                ],
                max_length=12,
                verbose_name="種類",
            ),
        ),
    ]
