"""What the company reads of its 条件; the city alone writes them (ADR 0013)."""

import django.db.models.deletion
from django.db import migrations, models

WALL = """
ALTER TABLE proposals_condition ENABLE ROW LEVEL SECURITY;
CREATE POLICY city ON proposals_condition TO nara_app USING (true) WITH CHECK (true);
GRANT SELECT ON proposals_condition TO nara_company;
CREATE POLICY company_reads ON proposals_condition FOR SELECT TO nara_company
    USING (proposal_id = ANY ((SELECT wall_readable())::bigint[]));
"""
NO_WALL = """
REVOKE ALL ON proposals_condition FROM nara_company;
DROP POLICY company_reads ON proposals_condition;
DROP POLICY city ON proposals_condition;
ALTER TABLE proposals_condition DISABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [("proposals", "0015_front_page_indexes")]

    operations = [
        migrations.CreateModel(
            name="Condition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(verbose_name="順番")),
                ("text", models.CharField(max_length=600, verbose_name="条件")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="期日")),
                ("met_on", models.DateField(blank=True, null=True, verbose_name="満たした日")),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="conditions",
                        to="proposals.proposal",
                        verbose_name="提案",
                    ),
                ),
            ],
            options={"verbose_name": "お知らせした条件", "verbose_name_plural": "お知らせした条件"},
        ),
        migrations.AddConstraint(
            model_name="condition",
            constraint=models.UniqueConstraint(
                fields=("proposal", "position"),
                name="condition_position_once",
                violation_error_message="この順番の条件は、もうあります。",
            ),
        ),
        migrations.RunSQL(WALL, NO_WALL),
    ]
