from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0002_roles_and_audit_guard"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="privatefile",
            index=models.Index(condition=models.Q(("state", "INFECTED")), fields=["id"], name="file_infected"),
        ),
    ]
