from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0002_merged_organization"),
    ]

    operations = [
        migrations.AddField(
            model_name="division",
            name="keywords",
            field=models.TextField(
                blank=True,
                help_text="提案の中にあれば、送付先の候補にする言葉。／で区切ります。",
                verbose_name="課の言葉",
            ),
        ),
    ]
