"""What a proposer had been told when its proposal went to a 公募. The list is never changed."""

import django.db.models.deletion
from django.db import migrations, models

GUARD = """
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON screening_tenderdisclosure
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""
NO_GUARD = "DROP TRIGGER append_only ON screening_tenderdisclosure;"


class Migration(migrations.Migration):
    dependencies = [
        ("screening", "0021_outcome_ways_on"),
    ]

    operations = [
        migrations.CreateModel(
            name="TenderDisclosure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("content", models.JSONField(default=list, verbose_name="伝えたこと")),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                ("made_by", models.CharField(max_length=120, verbose_name="一覧を作った人")),
                ("made_at", models.DateTimeField(verbose_name="一覧を作った日時")),
                (
                    "screening",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disclosure",
                        to="screening.screening",
                        verbose_name="スクリーニング",
                    ),
                ),
            ],
            options={
                "verbose_name": "公募で見せる一覧",
                "verbose_name_plural": "公募で見せる一覧",
            },
        ),
        migrations.RunSQL(GUARD, NO_GUARD),
    ]
