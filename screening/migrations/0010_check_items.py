import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """What is checked becomes a list that the desk edits; a result belongs to an item, no longer to a stage."""

    dependencies = [
        ("core", "0006_ask_for_pictures"),
        ("screening", "0009_drop_ruling_text"),
    ]

    operations = [
        migrations.CreateModel(
            name="CheckItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=30, unique=True, verbose_name="符号")),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("BEFORE_ROUTING", "送付前"),
                            ("BEFORE_DIALOGUE", "対話前"),
                            ("BEFORE_AGREEMENT", "協定・契約前"),
                        ],
                        max_length=16,
                        verbose_name="段階",
                    ),
                ),
                ("label", models.CharField(max_length=40, verbose_name="確かめること")),
                ("how", models.CharField(blank=True, max_length=200, verbose_name="確かめ方")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="順番")),
                ("is_active", models.BooleanField(default=True, verbose_name="使う")),
            ],
            options={
                "verbose_name": "団体についての確認の項目",
                "verbose_name_plural": "団体についての確認の項目",
            },
        ),
        migrations.RemoveConstraint(model_name="soundnesscheck", name="soundness_stage_once"),
        migrations.RemoveConstraint(model_name="soundnesscheck", name="soundness_caution_needs_note"),
        migrations.AlterField(
            model_name="soundnesscheck",
            name="stage",
            field=models.CharField(
                choices=[
                    ("BEFORE_ROUTING", "送付前"),
                    ("BEFORE_DIALOGUE", "対話前"),
                    ("BEFORE_AGREEMENT", "協定・契約前"),
                ],
                max_length=16,
                null=True,
                verbose_name="段階",
            ),
        ),
        migrations.AlterField(
            model_name="soundnesscheck",
            name="result",
            field=models.CharField(
                choices=[
                    ("OK", "問題なし"),
                    ("CAUTION", "注意して進める"),
                    ("BLOCKED", "進められない"),
                    ("EXCUSED", "確認を省く"),
                    ("UNCHECKED", "未確認"),
                ],
                max_length=9,
                verbose_name="結果",
            ),
        ),
        migrations.AddField(
            model_name="soundnesscheck",
            name="item",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="checks",
                to="screening.checkitem",
                verbose_name="確かめること",
            ),
        ),
        migrations.AddField(
            model_name="soundnesscheck",
            name="file",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="core.privatefile",
                verbose_name="資料",
            ),
        ),
        migrations.AddConstraint(
            model_name="soundnesscheck",
            constraint=models.CheckConstraint(
                condition=models.Q(("result", "OK"), models.Q(("note", ""), _negated=True), _connector="OR"),
                name="soundness_says_why",
                violation_error_message="「問題なし」のほかは、確かめたことか、省く理由を書いてください。",
            ),
        ),
    ]
