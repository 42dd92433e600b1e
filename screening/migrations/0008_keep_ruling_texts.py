"""What the desk wrote of a 裁定 in one line becomes the ruling itself, given by the sending it stood on."""

from django.db import migrations


def keep(apps, schema_editor):
    routing_model, ruling_model = apps.get_model("screening", "Routing"), apps.get_model("screening", "Ruling")
    for routing in routing_model.objects.exclude(ruling_text="").select_related("division").order_by("pk"):
        routing.ruling = ruling_model.objects.create(
            screening_id=routing.screening_id,
            department_id=routing.division.department_id,
            asked_by=routing.sent_by,
            asked_at=routing.sent_at,
            due_on=routing.starts_on,
            division_id=routing.division_id,
            reason=routing.ruling_text,
            ruled_by=routing.sent_by,
            ruled_at=routing.sent_at,
        )
        routing.save(update_fields=["ruling"])


def write_back(apps, schema_editor):
    """The column is shorter than a reason: 200 characters stay."""
    routing_model, ruling_model = apps.get_model("screening", "Routing"), apps.get_model("screening", "Ruling")
    for routing in routing_model.objects.exclude(ruling=None).select_related("ruling").order_by("pk"):
        routing.ruling_text, routing.ruling = routing.ruling.reason[:200], None
        routing.save(update_fields=["ruling_text", "ruling"])
    ruling_model.objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("screening", "0007_ruling")]

    operations = [migrations.RunPython(keep, write_back)]
