from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("screening", "0029_steps_out_of_minutes")]

    operations = [
        migrations.RemoveField(
            model_name="minutes",
            name="next_step",
        ),
        migrations.RemoveField(
            model_name="minutes",
            name="next_step_by",
        ),
    ]
