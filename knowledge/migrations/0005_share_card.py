import django.db.models.deletion
from django.db import migrations, models

# Whoever reads a face reads the picture that other sites show beside its link.
WALL = """
CREATE POLICY company_reads_share_cards ON core_privatefile FOR SELECT TO nara_company
    USING (id IN (SELECT f.card_id FROM knowledge_publicface f));
"""
NO_WALL = "DROP POLICY company_reads_share_cards ON core_privatefile;"


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0006_ask_for_pictures"),
        ("knowledge", "0004_reviewed"),
    ]

    operations = [
        migrations.AddField(
            model_name="publicface",
            name="card",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="core.privatefile",
                verbose_name="共有のときの画像",
            ),
        ),
        migrations.RunSQL(WALL, NO_WALL),
    ]
