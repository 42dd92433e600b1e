import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("screening", "0011_checks_by_item")]

    operations = [
        migrations.RemoveField(model_name="soundnesscheck", name="stage"),
        migrations.AlterField(
            model_name="soundnesscheck",
            name="item",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="checks",
                to="screening.checkitem",
                verbose_name="確かめること",
            ),
        ),
    ]
