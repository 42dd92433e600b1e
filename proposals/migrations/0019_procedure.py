"""進め方の区分 of a proposal and its move to a 公募; the company reads both, the city alone writes them (ADR 0013)."""

import django.db.models.deletion
from django.db import migrations, models

READABLE = "proposal_id = ANY ((SELECT wall_readable())::bigint[])"
TABLES = ("proposals_procedurenotice", "proposals_tender")
WALL = "".join(
    f"""
ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
CREATE POLICY city ON {table} TO nara_app USING (true) WITH CHECK (true);
GRANT SELECT ON {table} TO nara_company;
CREATE POLICY company_reads ON {table} FOR SELECT TO nara_company USING ({READABLE});
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""
    for table in TABLES
)
NO_WALL = "".join(
    f"""
DROP TRIGGER append_only ON {table};
REVOKE ALL ON {table} FROM nara_company;
DROP POLICY company_reads ON {table};
DROP POLICY city ON {table};
ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;
"""
    for table in TABLES
)


class Migration(migrations.Migration):
    dependencies = [
        ("proposals", "0018_norm"),
    ]

    operations = [
        migrations.AddField(
            model_name="proposal",
            name="procedure",
            field=models.CharField(
                blank=True,
                choices=[
                    ("COOPERATION", "協働型"),
                    ("TRIAL", "実証型"),
                    ("CONTRACT", "契約型（公募）"),
                    ("IDEAS", "アイデア募集型"),
                    ("TRIAL_THEN_CONTRACT", "実証のあと提案者との契約を検討することがある型"),
                ],
                help_text="市がこの提案について決めたもの。空なら、課題の区分。",
                max_length=20,
                verbose_name="進め方の区分",
            ),
        ),
        migrations.AlterField(
            model_name="letter",
            name="kind",
            field=models.CharField(
                choices=[
                    ("RETURN", "修正のお願い"),
                    ("ROUTED", "担当課のお知らせ"),
                    ("FIRST_ANSWER", "最初のお返事"),
                    ("DELAY", "期日のお詫び"),
                    ("MEETING", "対話のお知らせ"),
                    ("HOLD", "保留のお知らせ"),
                    ("OUTCOME", "結果のお知らせ"),
                    ("REFERRAL", "ほかの窓口のご案内"),
                    ("PROCEDURE", "進め方のお知らせ"),
                    ("TENDER", "公募のお知らせ"),
                    ("SUCCESSOR", "担当者が替わったお知らせ"),
                ],
                max_length=12,
                verbose_name="種類",
            ),
        ),
        migrations.CreateModel(
            name="ProcedureNotice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "procedure",
                    models.CharField(
                        choices=[
                            ("COOPERATION", "協働型"),
                            ("TRIAL", "実証型"),
                            ("CONTRACT", "契約型（公募）"),
                            ("IDEAS", "アイデア募集型"),
                            ("TRIAL_THEN_CONTRACT", "実証のあと提案者との契約を検討することがある型"),
                        ],
                        max_length=20,
                        verbose_name="進め方の区分",
                    ),
                ),
                ("decider", models.CharField(max_length=60, verbose_name="決めた人の職")),
                ("reason", models.CharField(help_text="提案者も読みます。", max_length=300, verbose_name="理由")),
                ("noted_by", models.CharField(max_length=120, verbose_name="記録した人")),
                ("decided_at", models.DateTimeField(verbose_name="決めた日時")),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="procedure_notices",
                        to="proposals.proposal",
                        verbose_name="提案",
                    ),
                ),
            ],
            options={
                "verbose_name": "進め方の区分の決定",
                "verbose_name_plural": "進め方の区分の決定",
            },
        ),
        migrations.CreateModel(
            name="Tender",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ask_at", models.CharField(max_length=200, verbose_name="質問の受け方")),
                ("moved_at", models.DateTimeField(verbose_name="公募に移した日時")),
                ("moved_by", models.CharField(max_length=120, verbose_name="公募に移した人")),
                (
                    "proposal",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tender",
                        to="proposals.proposal",
                        verbose_name="提案",
                    ),
                ),
            ],
            options={
                "verbose_name": "公募への移行",
                "verbose_name_plural": "公募への移行",
            },
        ),
        migrations.RunSQL(WALL, NO_WALL),
    ]
