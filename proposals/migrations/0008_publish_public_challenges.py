from typing import Any

from django.db import migrations


def publish(apps: Any, schema_editor: Any) -> None:
    """What stood before the public stays there: until now a date of publication was all there was."""
    challenges = apps.get_model("proposals", "Challenge").objects
    challenges.filter(published_on__isnull=False).update(state="PUBLISHED")


class Migration(migrations.Migration):
    dependencies = [("proposals", "0007_intake")]

    operations = [migrations.RunPython(publish, migrations.RunPython.noop)]
