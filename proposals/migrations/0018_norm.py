import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0003_division_keywords"),
        ("proposals", "0017_coming_meetings"),
    ]

    operations = [
        migrations.CreateModel(
            name="Norm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("FORMAL_CHECK", "形式の確認"),
                            ("FIRST_ANSWER", "担当課の最初のお返事"),
                            ("DIALOGUE", "対話の設定"),
                            ("OUTCOME", "結果のお知らせ"),
                        ],
                        max_length=12,
                        verbose_name="段階",
                    ),
                ),
                (
                    "days",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="開庁日"
                    ),
                ),
                (
                    "challenge",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="proposals.challenge",
                        verbose_name="課題",
                    ),
                ),
                (
                    "division",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.division",
                        verbose_name="課",
                    ),
                ),
            ],
            options={
                "verbose_name": "課題・課ごとの期日の目安",
                "verbose_name_plural": "課題・課ごとの期日の目安",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("challenge__isnull", False), ("division__isnull", False), _connector="OR"),
                        name="norm_names_what_it_is_for",
                        violation_error_message="課題か課を選んでください。市全体の目安は「市の設定」にあります。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("days__gte", 1)),
                        name="norm_is_a_day_at_least",
                        violation_error_message="目安は1開庁日以上にしてください。",
                    ),
                    models.UniqueConstraint(
                        fields=("stage", "challenge", "division"),
                        name="norm_once",
                        nulls_distinct=False,
                        violation_error_message="同じ段階・課題・課の目安があります。",
                    ),
                ],
            },
        ),
        # days alone stand in it: what a company submits is counted by them
        migrations.RunSQL(
            "GRANT SELECT ON proposals_norm TO nara_company;", "REVOKE ALL ON proposals_norm FROM nara_company;"
        ),
    ]
