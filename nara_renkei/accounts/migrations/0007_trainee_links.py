from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_participant_links"),
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
                    ("PARTICIPANT", "ダイアログの本人のページ（企業）"),
                    ("STAFF_PARTICIPANT", "ダイアログの本人のページ（職員）"),
                    ("TRAINEE", "研修の本人のページ"),
                ],
                max_length=20,
                verbose_name="用途",
            ),
        ),
    ]
