from datetime import timedelta

from django.db import migrations


def to_rows(apps, schema_editor):
    """What was agreed belongs to the lead 課; where nobody leads any more, to the desk."""
    Minutes, NextStep = apps.get_model("screening", "Minutes"), apps.get_model("screening", "NextStep")
    Routing = apps.get_model("screening", "Routing")
    for one in Minutes.objects.exclude(next_step="").order_by("pk"):
        leads = Routing.objects.filter(screening=one.screening_id, is_lead=True).exclude(state="ENDED")
        lead = leads.order_by("-pk").first()
        NextStep.objects.create(
            screening_id=one.screening_id,
            minutes=one,
            what=one.next_step,
            party="division" if lead else "desk",
            division_id=lead.division_id if lead else None,
            due_on=one.next_step_by or one.held_on + timedelta(days=14),
            written_by=one.written_by,
            written_at=one.written_at,
        )


def to_minutes(apps, schema_editor):
    for one in apps.get_model("screening", "NextStep").objects.exclude(minutes=None).order_by("-pk"):
        one.minutes.next_step, one.minutes.next_step_by = one.what, one.due_on
        one.minutes.save()
        one.delete()


class Migration(migrations.Migration):
    dependencies = [("screening", "0028_next_steps")]

    operations = [migrations.RunPython(to_rows, to_minutes)]
