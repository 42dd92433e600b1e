from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0003_division_keywords"),
        ("proposals", "0020_reopened_letters"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="proposal",
            index=models.Index(
                condition=models.Q(
                    ("share_summary", True),
                    ("status__in", ("SUBMITTED", "RETURNED", "IN_REVIEW", "IN_DIALOGUE", "ON_HOLD")),
                ),
                fields=["-submitted_at", "-id"],
                name="proposal_shared",
            ),
        ),
    ]
