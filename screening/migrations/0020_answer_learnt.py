from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("screening", "0019_saved_filters"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="routinganswer",
            index=models.Index(
                condition=models.Q(("confirmed_at__isnull", False)), fields=["confirmed_at"], name="answer_learnt"
            ),
        ),
    ]
