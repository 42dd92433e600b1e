from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_draft_notice_in_words"),
    ]

    operations = [
        migrations.AlterField(
            model_name="capabilitylink",
            name="purpose",
            field=models.CharField(
                choices=[
                    ("INVITATION", "団体への招待"),
                    ("PLEDGES", "確認事項の確認"),
                    ("CO_PROPOSER", "共同提案者の承諾"),
                    ("TROUBLE", "困りごとメモ"),
                    ("RECONFIRMATION", "課題の継続の確認"),
                    ("RULING", "裁定"),
                ],
                max_length=16,
                verbose_name="用途",
            ),
        ),
    ]
