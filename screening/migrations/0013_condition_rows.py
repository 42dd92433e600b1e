import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("screening", "0012_check_names_its_item")]

    operations = [
        migrations.RemoveConstraint(model_name="decision", name="decision_conditions_when_conditional"),
        migrations.CreateModel(
            name="DecisionCondition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(verbose_name="順番")),
                ("text", models.CharField(max_length=600, verbose_name="条件")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="期日")),
                ("met_on", models.DateField(blank=True, null=True, verbose_name="満たした日")),
                ("met_by", models.CharField(blank=True, max_length=120, verbose_name="確かめた人")),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="condition_rows",
                        to="screening.decision",
                        verbose_name="結果",
                    ),
                ),
            ],
            options={"verbose_name": "条件", "verbose_name_plural": "条件"},
        ),
        migrations.AddConstraint(
            model_name="decisioncondition",
            constraint=models.UniqueConstraint(
                fields=("decision", "position"),
                name="decision_condition_position_once",
                violation_error_message="この順番の条件は、もうあります。",
            ),
        ),
        migrations.AddConstraint(
            model_name="decisioncondition",
            constraint=models.CheckConstraint(
                condition=models.Q(("met_by", ""), ("met_on", None))
                | models.Q(("met_on__isnull", False), models.Q(("met_by", ""), _negated=True)),
                name="decision_condition_met_by_somebody",
                violation_error_message="満たした条件には、確かめた人が必要です。",
            ),
        ),
    ]
