from django.db import migrations
from django.db.models import F


def ask_for_pictures(apps, schema_editor):
    """Files that were clean before there were pictures get theirs; what we made ourselves needs none."""
    files = apps.get_model("core", "PrivateFile").objects.filter(
        state="CLEAN", pictured_at=None, content_type__in=["application/pdf", "image/jpeg", "image/png"]
    )
    files.exclude(scanner="システムが作成").update(picture_due_at=F("created_at"))


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0005_picture_attempts"),
    ]

    operations = [
        migrations.RunPython(ask_for_pictures, migrations.RunPython.noop),
    ]
