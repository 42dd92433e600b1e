"""What was written down until now was in force: its 締結日 is taken from its beginning, and its end is to decide."""

from django.db import migrations
from django.db.models import F


def sign(apps, schema_editor):
    agreements = apps.get_model("directory", "Agreement").objects.filter(signed_on=None)
    agreements.update(signed_on=F("starts_on"), act_by=F("ends_on"))


class Migration(migrations.Migration):
    dependencies = [("directory", "0004_agreement_lifecycle")]

    operations = [migrations.RunPython(sign, migrations.RunPython.noop)]
