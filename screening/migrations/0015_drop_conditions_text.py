import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("screening", "0014_move_conditions")]

    operations = [
        migrations.RemoveField(model_name="decision", name="conditions"),
        # the rows take over the name of the text
        migrations.AlterField(
            model_name="decisioncondition",
            name="decision",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="conditions",
                to="screening.decision",
                verbose_name="結果",
            ),
        ),
    ]
