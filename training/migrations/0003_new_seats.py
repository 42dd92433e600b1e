from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("training", "0002_understanding")]

    operations = [
        migrations.AlterField(
            model_name="audiencerule",
            name="new_since",
            field=models.DateField(
                blank=True,
                help_text="例：今年の4月1日。その日か後に、種類か部・課の違う席に就いた人です。",
                null=True,
                verbose_name="この日から新しい席の人だけ",
            ),
        ),
    ]
