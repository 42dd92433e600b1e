"""デジタル名刺: a person of a company finds the own card and exchanges; others' cards are shown by the code that says so."""

import django.db.models.deletion
from django.db import migrations, models

WALL = """
ALTER TABLE dialogue_card ENABLE ROW LEVEL SECURITY;
CREATE POLICY city ON dialogue_card TO nara_app USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON dialogue_card TO nara_company;
GRANT USAGE ON SEQUENCE dialogue_card_id_seq TO nara_company;
CREATE POLICY company_owns ON dialogue_card TO nara_company
    USING (EXISTS (SELECT FROM dialogue_participant p WHERE p.id = participant_id))
    WITH CHECK (EXISTS (SELECT FROM dialogue_participant p WHERE p.id = participant_id));
ALTER TABLE dialogue_cardexchange ENABLE ROW LEVEL SECURITY;
CREATE POLICY city ON dialogue_cardexchange TO nara_app USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, DELETE ON dialogue_cardexchange TO nara_company;
GRANT USAGE ON SEQUENCE dialogue_cardexchange_id_seq TO nara_company;
CREATE POLICY company_owns ON dialogue_cardexchange TO nara_company
    USING (EXISTS (SELECT FROM dialogue_participant p WHERE p.id IN (one_id, other_id)))
    WITH CHECK (EXISTS (SELECT FROM dialogue_participant p WHERE p.id IN (one_id, other_id)));
"""
NO_WALL = """
REVOKE ALL ON SEQUENCE dialogue_cardexchange_id_seq FROM nara_company;
REVOKE ALL ON dialogue_cardexchange FROM nara_company;
DROP POLICY company_owns ON dialogue_cardexchange;
DROP POLICY city ON dialogue_cardexchange;
ALTER TABLE dialogue_cardexchange DISABLE ROW LEVEL SECURITY;
REVOKE ALL ON SEQUENCE dialogue_card_id_seq FROM nara_company;
REVOKE ALL ON dialogue_card FROM nara_company;
DROP POLICY company_owns ON dialogue_card;
DROP POLICY city ON dialogue_card;
ALTER TABLE dialogue_card DISABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("dialogue", "0007_event_letters"),
    ]

    operations = [
        migrations.CreateModel(
            name="Card",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="メール")),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="電話")),
                ("words", models.CharField(blank=True, max_length=100, verbose_name="ひとこと")),
                ("consented_at", models.DateTimeField(verbose_name="同意した日時")),
                (
                    "participant",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="card",
                        to="dialogue.participant",
                        verbose_name="参加する人",
                    ),
                ),
            ],
            options={
                "verbose_name": "デジタル名刺",
                "verbose_name_plural": "デジタル名刺",
            },
        ),
        migrations.CreateModel(
            name="CardExchange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "way",
                    models.CharField(
                        choices=[("CODE", "名札の番号"), ("TABLE", "同じ卓")], max_length=5, verbose_name="交換のしかた"
                    ),
                ),
                ("exchanged_at", models.DateTimeField(verbose_name="交換した日時")),
                (
                    "one",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="dialogue.participant",
                        verbose_name="参加する人",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="dialogue.participant",
                        verbose_name="相手",
                    ),
                ),
            ],
            options={
                "verbose_name": "名刺の交換",
                "verbose_name_plural": "名刺の交換",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("one", "other"),
                        name="card_exchange_once",
                        violation_error_message="この二人は、もう名刺を交換しています。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("one__lt", models.F("other"))),
                        name="card_exchange_in_order",
                        violation_error_message="名刺は、二人の間で交換します。",
                    ),
                ],
            },
        ),
        migrations.RunSQL(WALL, NO_WALL),
    ]
