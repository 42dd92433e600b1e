"""Each line of the old text becomes a row; backwards, the rows become lines again."""

from django.db import migrations

BATCH = 1000


def to_rows(apps, schema_editor):
    Decision, Row = (apps.get_model("screening", name) for name in ("Decision", "DecisionCondition"))
    rows = []
    for decision in Decision.objects.exclude(conditions="").order_by("pk").only("pk", "conditions").iterator(BATCH):
        lines = [line.strip() for line in decision.conditions.splitlines() if line.strip()]
        rows += [Row(decision=decision, position=n, text=line) for n, line in enumerate(lines, start=1)]
    Row.objects.bulk_create(rows, batch_size=BATCH)


def to_text(apps, schema_editor):
    Decision, Row = (apps.get_model("screening", name) for name in ("Decision", "DecisionCondition"))
    lines = {}
    for row in Row.objects.order_by("decision_id", "position").iterator(BATCH):
        lines.setdefault(row.decision_id, []).append(row.text)
    decisions = list(Decision.objects.filter(pk__in=lines).only("pk"))
    for decision in decisions:
        decision.conditions = "\n".join(lines[decision.pk])
    Decision.objects.bulk_update(decisions, ["conditions"], batch_size=BATCH)


class Migration(migrations.Migration):
    dependencies = [("screening", "0013_condition_rows")]

    operations = [migrations.RunPython(to_rows, to_text)]
